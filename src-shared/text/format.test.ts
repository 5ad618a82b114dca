import { expect, test } from 'vitest';
import { formatsOf } from './format.ts';

const [en, zh] = [formatsOf('en'), formatsOf('zh')];

test('accuracies keep their digits, so that they stand under each other', () => {
  expect(en.fraction(0.9)).toBe('0.900');
  expect(en.fraction(0.98765, 2)).toBe('0.99');
  expect(en.fraction(null)).toBe('–');
});

test('what is rounded to nothing has no sign', () => {
  expect(en.fraction(-0.0004)).toBe('0.000');
  expect(en.fraction(-0.0006)).toBe('-0.001');
  expect(en.integer(-0)).toBe('0');
});

test('a measure shows three digits, very small and very large ones by their power', () => {
  expect(en.measure(0.031249)).toBe('0.0312');
  expect(en.measure(0)).toBe('0');
  expect(en.measure(0.00001234)).toBe('1.23e-5');
  expect(en.measure(2.5e7)).toBe('2.5e+7');
  expect(en.measure(Number.POSITIVE_INFINITY)).toBe('Infinity');
});

test.each([
  [0.31, '0.3s'],
  [9.96, '10s'],
  [59.6, '1m'],
  [125, '2m 5s'],
  [3599.7, '1h'],
  [4830, '1h 21m'],
  [90_000, '1d 1h'],
])('%s seconds are %s', (seconds, expected) => {
  expect(en.duration(seconds)).toBe(expected);
});

test('an endless or unknown time is a dash', () => {
  expect(en.duration(Number.POSITIVE_INFINITY)).toBe('–');
  expect(en.duration(null)).toBe('–');
});

test('speaks the other language', () => {
  expect(zh.duration(125)).toMatch(/2.*分.*5.*秒/);
  expect(zh.list(['甲', '乙'])).toBe('甲和乙');
});

test('very short times', () => {
  expect(en.milliseconds(0.2134)).toBe('0.213ms');
  expect(en.milliseconds(1236)).toBe('1,240ms');
  expect(zh.milliseconds(43.51)).toBe('43.5ms');
});

test('sizes in memory', () => {
  expect(en.bytes(1200)).toBe('2 kB');
  expect(en.bytes(1.44e6)).toBe('1.4 MB');
});

test('a date is the time of today, or the day', () => {
  const now = new Date(2026, 2, 5, 18, 0);
  expect(en.when(new Date(2026, 2, 5, 9, 30).toISOString(), now)).toMatch(/9:30/);
  expect(en.when(new Date(2026, 2, 4, 9, 30).toISOString(), now)).toBe('Mar 4, 2026');
});
