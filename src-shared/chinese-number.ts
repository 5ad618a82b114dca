/**
 * Chinese numerals as a number. Read as they are spoken: 三千零五 3005, 十二 12, 二万三千 23000; and, as
 * in speech, a digit after a unit of hundred or more with nothing behind it counts the next lower unit:
 * 三千五 is 3500. Digits alone are read one after the other: 三五 35, 二〇二六 2026.
 */
const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const groups: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** Null for what is no number, such as 千三千. */
export function chineseNumber(text: string): number | null {
  const signs = [...text];
  if (signs.length === 0) return null;
  if (signs.every((sign) => sign in digits)) return Number(signs.map((s) => digits[s]).join(''));

  let [total, group, digit] = [0, 0, -1];
  /** The unit before, and whether a zero stood between it and the digit. */
  let [lastUnit, sawZero, leastGroup] = [Infinity, false, Infinity];
  for (const sign of signs) {
    if (sign in digits) {
      if (digit > 0) return null;
      digit = digits[sign];
      sawZero ||= digit === 0;
    } else if (sign in units) {
      const unit = units[sign];
      if (unit >= lastUnit) return null;
      // 十二 is 一十二.
      if (digit <= 0 && unit !== 10) return null;
      group += (digit > 0 ? digit : 1) * unit;
      [digit, lastUnit, sawZero] = [-1, unit, false];
    } else if (sign in groups) {
      const factor = groups[sign];
      const before = group + Math.max(0, digit);
      if (before === 0 || factor >= leastGroup) return null;
      total += before * factor;
      [group, digit, lastUnit, sawZero, leastGroup] = [0, -1, factor, false, factor];
    } else return null;
  }
  const spoken = digit > 0 && !sawZero && lastUnit >= 100 && lastUnit !== Infinity;
  return total + group + Math.max(0, digit) * (spoken ? lastUnit / 10 : 1);
}
