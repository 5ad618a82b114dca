import { expect, it } from 'vitest';
import { selectParts } from './test-selection.ts';

it('is everything when nothing is said', () => {
  expect(selectParts([])).toEqual(new Set(['lint', 'types', 'unit', 'e2e']));
});

it('is what --only lists', () => {
  expect(selectParts(['--only', 'unit,lint'])).toEqual(new Set(['unit', 'lint']));
});

it('refuses what it does not know', () => {
  for (const args of [
    ['--only'],
    ['--only', ''],
    ['--only', 'all'],
    ['unit'],
    ['--only', 'unit', 'x'],
  ]) {
    expect(() => selectParts(args)).toThrow('Usage');
  }
});
