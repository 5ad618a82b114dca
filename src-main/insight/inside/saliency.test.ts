import { describe, expect, test } from 'vitest';
import { usualSaliency } from '../../../src-shared/inside.ts';
import { createRandom } from '../../engine/random.ts';
import { createNetwork } from '../../engine/network.ts';
import { layouts, startedModel } from '../../testing/started.ts';
import { queryNetwork } from '../backward/query-network.ts';
import { mapCorrelation, rankCorrelation } from './rank-correlation.ts';
import { type Asked, classWeights, saliency } from './saliency.ts';

const random = createRandom(1, 'saliency.test');
const input = Float32Array.from({ length: 64 }, () =>
  random.uniform() < 0.3 ? 0 : Math.fround(random.uniform()),
);

describe.each(layouts)('slopes of %j', (change) => {
  const model = startedModel(change);
  const { spec } = queryNetwork(model.network, model.info.hyperparameters.loss, {
    pictures: 1,
  }).network;
  const exact = createNetwork(spec, { batchSize: 4, precision: 'float64', inputGradient: true });
  exact.parameters.set(model.network.parameters);
  const sumOf = (weights: readonly number[], at: Float64Array): number =>
    weights.reduce((sum, weight, k) => sum + weight * exact.forward(at, 1)[k], 0);
  const slopes = (weights: readonly number[], from: Float32Array): number[] =>
    [...from].map((_, i) => {
      const at = Float64Array.from(from);
      const near = (step: number): number => {
        at[i] = from[i] + step;
        return sumOf(weights, at);
      };
      return (near(1e-6) - near(-1e-6)) / 2e-6;
    });

  test.each([null, 1])(
    'gradient x input agrees with central differences, against %s',
    (against) => {
      const weights = classWeights(3, 2, against);
      const found = saliency({ network: exact, range: [0, 1] }, input, weights, usualSaliency);
      const expected = slopes(weights, input).map((slope, i) => slope * input[i]);
      expect([...found]).toEqual(expected.map((value) => expect.closeTo(value, 5)));
      expect(found.some((value) => value !== 0)).toBe(true);
    },
  );

  test('SmoothGrad is the mean slope over noisy copies', () => {
    const settings = { ...usualSaliency, method: 'smoothGrad', samples: 6, noise: 20 } as const;
    const weights = classWeights(3, 0, null);
    const found = saliency({ network: exact, range: [0, 1] }, input, weights, settings);
    const mean = new Float64Array(64);
    for (let n = 0; n < 6; n++) {
      const noise = createRandom(settings.seed, 'smoothGrad', n);
      const copy = input.map((value) => value + 0.2 * noise.normal());
      slopes(weights, copy).forEach((slope, i) => (mean[i] += slope / 6));
    }
    expect([...found]).toEqual([...mean].map((value) => expect.closeTo(value, 4)));
  });
});

test('SmoothGrad goes by its seed', () => {
  const { network, info } = startedModel({ hiddenLayers: [12] });
  const asked: Asked = {
    network: queryNetwork(network, info.hyperparameters.loss, { pictures: 4 }).network,
    range: [0, 1],
  };
  const map = (seed: number) =>
    saliency(asked, input, [1, 0, 0], { ...usualSaliency, method: 'smoothGrad', seed });
  expect(map(3)).toEqual(map(3));
  expect(map(4)).not.toEqual(map(3));
});

test('blank paper has no share, light or dark, whatever numbers stand for it', () => {
  const { network } = startedModel({ hiddenLayers: [12] });
  for (const range of [
    [0, 1],
    [1, 0],
    [Math.fround(0.01), 1],
  ] as const) {
    const blank = new Float32Array(64).fill(range[0]);
    const map = saliency({ network, range }, blank, [1, 0, 0], usualSaliency);
    expect(map.every((share) => Math.abs(share) === 0)).toBe(true);
  }
});

describe('rank correlation', () => {
  test('by hand, with equal values', () => {
    // Ranks 0, 1.5, 1.5, 3 and 1, 0, 2, 3: covariance 3, variances 4.5 and 5.
    expect(rankCorrelation([1, 2, 2, 9], [20, 10, 30, 40])).toBeCloseTo(3 / Math.sqrt(22.5), 12);
    expect(rankCorrelation([1, 2, 3], [-1, -10, -100])).toBe(-1);
  });
  test('of maps it leaves out what neither shows', () => {
    const [a, b] = [Float32Array.of(0, 3, 1, 0, 2), Float32Array.of(0, -3, -1, 0, -2)];
    expect(mapCorrelation(a, b)).toBe(-1);
    expect(mapCorrelation(a, a)).toBe(1);
    expect(mapCorrelation(new Float32Array(5), new Float32Array(5))).toBeNaN();
  });
});
