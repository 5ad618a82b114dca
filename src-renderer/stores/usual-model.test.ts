import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../src-shared/run.ts';
import { usualModel } from './usual-model.ts';

const run = (id: string, sweepId: string | null, validationAccuracy: number | null) => ({
  id,
  sweepId,
  best: { validationAccuracy, testAccuracy: 0.5, trainAccuracy: 0.5 } as EpochRecord,
});

describe('the model in use until one is chosen', () => {
  it('is the newest', () => {
    expect(usualModel([run('b', null, 0.2), run('a', null, 0.9)])?.id).toBe('b');
    expect(usualModel([])).toBeNull();
  });

  it('is the best of a sweep that is the newest, by its validation images', () => {
    const others = [run('x', 'other', 0.99), run('y', null, 0.98)];
    const sweep = [run('c', 's', 0.1), run('b', 's', 0.97), run('a', 's', 0.96)];
    expect(usualModel([...sweep, ...others])?.id).toBe('b');
    expect(usualModel([run('new', null, 0.1), ...sweep])?.id).toBe('new');
  });

  it('is the newest of a sweep without a figure', () => {
    const none = { id: 'c', sweepId: 's', best: null };
    expect(usualModel([none, { ...none, id: 'b' }])?.id).toBe('c');
  });
});
