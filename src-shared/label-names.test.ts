import { expect, it } from 'vitest';
import { knownLabelNames, knownLabelNamesFor, labelNamesProblem } from './label-names.ts';

it('known names could all be used, and are offered for so many classes', () => {
  for (const names of Object.values(knownLabelNames))
    expect(labelNamesProblem(names, names.length)).toBeNull();
  expect(knownLabelNames.chineseNumerals.join('')).toBe('零一二三四五六七八九十百千万亿');
  expect(knownLabelNames.emnistBalanced).toHaveLength(47);
  expect(knownLabelNamesFor(26)).toEqual(['capitals', 'smallLetters']);
  expect(knownLabelNamesFor(10)).toEqual(['digits', 'fashion']);
  expect(knownLabelNamesFor(3)).toEqual([]);
});
