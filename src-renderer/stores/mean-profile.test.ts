import { expect, it } from 'vitest';
import { withEpoch } from './mean-profile.ts';

it('is the mean of all epochs so far', () => {
  const epoch = { data: 1, forward: 4, backward: 8, optimiser: 2, evaluation: 0 };
  const one = withEpoch(null, epoch);
  expect(one).toEqual({ epochs: 1, profile: epoch });
  const three = withEpoch(withEpoch(one, { ...epoch, data: 4 }), { ...epoch, data: 7, forward: 1 });
  expect(three).toEqual({ epochs: 3, profile: { ...epoch, data: 4, forward: 3 } });
});
