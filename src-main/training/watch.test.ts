import { expect, it } from 'vitest';
import { newWatch, watched } from './watch.ts';

const after = (figures: readonly number[], better: 'lower' | 'higher') =>
  figures.reduce((watch, figure) => watched(watch, figure, better), newWatch);

it('counts the epochs since the best', () => {
  expect(after([3, 2, 2.5, 2.4], 'lower')).toEqual({ best: 2, waited: 2 });
  expect(after([0.5, 0.9, 0.8], 'higher')).toEqual({ best: 0.9, waited: 1 });
});

it('does not take an equal figure for a better one', () => {
  expect(after([2, 2, 2], 'lower')).toEqual({ best: 2, waited: 2 });
  expect(after([0.9, 0.9], 'higher')).toEqual({ best: 0.9, waited: 1 });
});
