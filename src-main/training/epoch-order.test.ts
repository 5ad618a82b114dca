import { expect, it } from 'vitest';
import { planEpochs } from './epoch-order.ts';

const plan = (batchSize: number, stepsPerEpoch: number, count: number) =>
  planEpochs({ seed: 1, batchSize, stepsPerEpoch, extraRotation: 0 }, count);
const sorted = (order: Iterable<number>): number[] => [...order].sort((a, b) => a - b);
const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

it('shows every image once an epoch, in another order each time', () => {
  const { steps, images, order } = plan(4, 0, 10);
  expect([steps, images]).toEqual([3, 10]);
  expect(sorted(order(1))).toEqual(all(10));
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
});

it('goes on where the last epoch ended when an epoch is a number of batches', () => {
  const { steps, images, order } = plan(2, 3, 10);
  expect([steps, images]).toEqual([3, 6]);
  const shown = [1, 2, 3, 4, 5].flatMap((epoch) => [...order(epoch)]);
  const passes = plan(10, 0, 10);
  expect(shown).toEqual([1, 2, 3].flatMap((epoch) => [...passes.order(epoch)]));
});

it('shows few images several times when an epoch has many batches', () => {
  const { order } = plan(8, 4, 10);
  expect(sorted(order(1).subarray(0, 10))).toEqual(all(10));
  expect(sorted(order(1).subarray(10, 20))).toEqual(all(10));
  expect(order(1)).toHaveLength(32);
});

it('tells the pass of each place, so that no pass shows an image twice', () => {
  const { order, passOf } = plan(8, 4, 10);
  const shown = [1, 2, 3].flatMap((epoch) =>
    [...order(epoch)].map((image, place) => `${passOf(epoch, place)} ${image}`),
  );
  expect(new Set(shown).size).toBe(96);
  expect([passOf(1, 0), passOf(1, 9), passOf(1, 10), passOf(2, 0)]).toEqual([1, 1, 2, 4]);
  expect([passOf(3, 31)]).toEqual([10]);
});

it('shows the turned copies too, all shuffled together', () => {
  const h = { seed: 1, batchSize: 4, stepsPerEpoch: 0, extraRotation: 10 };
  const { steps, images, order } = planEpochs(h, 10);
  expect([steps, images]).toEqual([8, 30]);
  expect(sorted(order(1))).toEqual(all(30));
});
