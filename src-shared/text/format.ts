/** Numbers, durations and dates as a person reads them, by `Intl` in the language given. */
import type { Language } from '../settings.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

export interface Formats {
  /** `5,000` */
  integer: (value: number) => string;
  /** A fraction of 1, such as an accuracy: `0.974`; a dash for null. */
  fraction: (value: number | null, digits?: number) => string;
  /** A loss or a rate, three significant digits: `0.0312`, `1.2e-5`; a dash for null. */
  measure: (value: number | null) => string;
  /** A share of a whole: `42%`. */
  percent: (value: number) => string;
  /** `0.3s`, `42s`, `2m 5s`, `1h 20m`; a dash for null. */
  duration: (seconds: number | null) => string;
  /** Very short times, three significant digits: `0.21ms`, `43.5ms`, `1,240ms`. */
  milliseconds: (value: number) => string;
  /** `1.4 MB` */
  bytes: (value: number) => string;
  /** Day and time of an ISO 8601 date. */
  dateTime: (iso: string) => string;
  /** The time if it was today, else the day: for narrow columns. */
  when: (iso: string, now?: Date) => string;
  /** `a, b and c` */
  list: (items: readonly string[]) => string;
}

const none = '–';
const made = new Map<Language, Formats>();

/** The formats of a language; made once, because an `Intl` object is expensive to make. */
export function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known) return known;
  const formats = makeFormats(locales[language]);
  made.set(language, formats);
  return formats;
}

function makeFormats(locale: string): Formats {
  // What is rounded to nothing has no sign.
  const numbers = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options });
  const integer = numbers({ maximumFractionDigits: 0 });
  const fractions = Array.from({ length: 7 }, (_, digits) =>
    numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const significant = numbers({ maximumSignificantDigits: 3 });
  const percent = numbers({ style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: string, digits = 0) =>
    numbers({ style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits });
  const [tenths, seconds, minutes, hours, days] = [
    unit('second', 1),
    unit('second'),
    unit('minute'),
    unit('hour'),
    unit('day'),
  ];
  const milliseconds = numbers({
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'narrow',
    maximumSignificantDigits: 3,
  });
  const size = (name: string, digits: number) =>
    numbers({ style: 'unit', unit: name, maximumFractionDigits: digits });
  const [kilobytes, megabytes] = [size('kilobyte', 0), size('megabyte', 1)];
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const list = new Intl.ListFormat(locale);

  return {
    integer: (value) => integer.format(value),
    fraction: (value, digits = 3) => (value === null ? none : fractions[digits].format(value)),
    measure: (value) => {
      if (value === null) return none;
      const size = Math.abs(value);
      // Plain digits while they are readable; `toExponential` beyond, as it is typed into a field.
      if (value === 0 || (size >= 1e-4 && size < 1e6)) return significant.format(value);
      return Number.isFinite(value) ? value.toExponential(2).replace(/\.?0+e/, 'e') : String(value);
    },
    percent: (value) => percent.format(value),
    duration: (value) => {
      if (value === null || !Number.isFinite(value)) return none;
      if (value < 9.95) return tenths.format(value);
      const whole = Math.round(value);
      if (whole < 60) return seconds.format(whole);
      if (whole < 3600) return both(minutes, Math.floor(whole / 60), seconds, whole % 60);
      const inMinutes = Math.round(whole / 60);
      if (inMinutes < 1440) return both(hours, Math.floor(inMinutes / 60), minutes, inMinutes % 60);
      const inHours = Math.round(whole / 3600);
      return both(days, Math.floor(inHours / 24), hours, inHours % 24);
    },
    milliseconds: (value) => milliseconds.format(value),
    bytes: (value) =>
      value < 1e6 ? kilobytes.format(Math.ceil(value / 1000)) : megabytes.format(value / 1e6),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    when: (iso, now = new Date()) => {
      const then = new Date(iso);
      return (then.toDateString() === now.toDateString() ? time : day).format(then);
    },
    list: (items) => list.format(items),
  };
}

/** Two neighbouring units; the smaller one is left out when it is zero. */
function both(
  large: Intl.NumberFormat,
  many: number,
  small: Intl.NumberFormat,
  few: number,
): string {
  return few === 0 ? large.format(many) : `${large.format(many)} ${small.format(few)}`;
}
