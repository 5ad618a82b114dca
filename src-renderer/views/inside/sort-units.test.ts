import { describe, expect, test } from 'vitest';
import type { LayerSurvey, UnitNumbers } from '../../../src-shared/inside.ts';
import { sortedUnits, sortValues } from './sort-units.ts';

const numbers: UnitNumbers = {
  biases: null,
  incoming: Float32Array.of(1, 2, 3),
  outgoing: Float32Array.of(3, 1, 2),
  toOutput: null,
};
const survey: LayerSurvey = {
  ...{ images: 1, ofImages: 1, sameData: true, contributionImages: 1 },
  means: new Float32Array(3),
  active: new Float32Array(3),
  samples: new Uint32Array(27),
  values: new Float32Array(27),
  places: new Uint32Array(27),
  contributions: Float32Array.of(0, 0, 0, 1, -5, 2),
};

describe('units are sorted', () => {
  const known = { numbers, survey, ablation: null, label: 1 };
  test('by what they do for or against a label, the strongest first', () => {
    const values = sortValues('label', known);
    expect(values).toEqual(Float32Array.of(1, -5, 2));
    expect([...sortedUnits(3, values)]).toEqual([1, 2, 0]);
  });
  test('by the weights that read them', () => {
    expect([...sortedUnits(3, sortValues('outgoing', known))]).toEqual([0, 2, 1]);
  });
  test('as they lie while there is nothing to sort by; of equals the first', () => {
    expect(sortValues('ablation', known)).toBeNull();
    expect(sortValues('label', { ...known, survey: null })).toBeNull();
    expect([...sortedUnits(3, null)]).toEqual([0, 1, 2]);
    expect([...sortedUnits(4, Float32Array.of(1, 2, 2, 1))]).toEqual([1, 2, 0, 3]);
  });
});
