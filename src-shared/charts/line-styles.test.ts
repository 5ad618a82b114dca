import { expect, it } from 'vitest';
import { dashPattern, lineStyle } from './line-styles.ts';

it('gives the first fifty lines looks of their own', () => {
  const looks = Array.from({ length: 50 }, (_, i) => JSON.stringify(lineStyle(i)));
  expect(new Set(looks).size).toBe(50);
});

it('gives neighbours different dashes, and the first line none', () => {
  expect(lineStyle(0).dash).toEqual([]);
  for (let i = 1; i < 30; i++) expect(lineStyle(i).dash).not.toEqual(lineStyle(i - 1).dash);
});

it('scales the dash with the width of the line', () => {
  expect(dashPattern(lineStyle(1), 2)).toEqual([10, 6]);
});
