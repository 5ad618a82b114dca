import { expect, it } from 'vitest';
import { chineseNumber } from './chinese-number.ts';

it.each([
  ['三千五', 3500],
  ['三千零五', 3005],
  ['三千五百', 3500],
  ['三千五十', 3050],
  ['一百二', 120],
  ['一百零二', 102],
  ['一百二十三', 123],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['二十五', 25],
  ['两万三', 23_000],
  ['二万三千', 23_000],
  ['十万', 100_000],
  ['一亿零三', 100_000_003],
  ['一亿二千万', 120_000_000],
  ['三五', 35],
  ['二〇二六', 2026],
  ['零', 0],
  ['九', 9],
])('%s is %i', (text, number) => {
  expect(chineseNumber(text)).toBe(number);
});

it.each(['', '千三千', '三五千', '百', '一二十', '万', '三a', '7', '一万二万'])(
  '%s is no number',
  (text) => {
    expect(chineseNumber(text)).toBeNull();
  },
);
