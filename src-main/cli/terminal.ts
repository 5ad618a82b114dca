/** What the command line says: results on stdout, progress on stderr, JSON lines when asked for. */

export interface Terminal {
  json: boolean;
  /** One result: an object a line with `--json`, else the text. */
  result(object: Readonly<Record<string, unknown>>, text: string): void;
  /** A passing line on stderr that the next one overwrites; only where somebody watches. */
  progress(text: string): void;
  /** A lasting line on stderr. */
  note(text: string): void;
}

export function createTerminal(json: boolean): Terminal {
  const watched = process.stderr.isTTY === true;
  let passing = false;
  const wipe = (): void => {
    if (passing) process.stderr.write('\r\x1b[2K');
    passing = false;
  };
  return {
    json,
    result(object, text) {
      wipe();
      process.stdout.write(json ? `${JSON.stringify(object)}\n` : text === '' ? '' : `${text}\n`);
    },
    progress(text) {
      if (!watched) return;
      wipe();
      process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1));
      passing = true;
    },
    note(text) {
      wipe();
      process.stderr.write(`${text}\n`);
    },
  };
}

/** Columns padded to their widest cell; numbers (`right`) flush right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, displayWidth(cell))),
    [],
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat(widths[i] - displayWidth(cell));
        return right.includes(i) ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** Chinese, Japanese and Korean characters and emoji take two columns in a terminal. */
function displayWidth(text: string): number {
  return [...text].reduce(
    (sum, c) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        c,
      )
        ? 2
        : 1),
    0,
  );
}

export function bar(fraction: number, width = 24): string {
  const full = Math.round(fraction * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
}

/** `12,345` */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1:05` or `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** An accuracy or loss with four places, or a dash where there is none. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : value.toFixed(4);
