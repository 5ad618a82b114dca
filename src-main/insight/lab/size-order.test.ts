import { expect, it } from 'vitest';
import { createRandom } from '../../engine/random.ts';
import { orderBySize } from './size-order.ts';

it('orders by size, the first of equals first', () => {
  expect([...orderBySize(Float32Array.of(-3, 0, 2, -0, 0.5, -2))]).toEqual([1, 3, 4, 2, 5, 0]);
});

it('is the order of a stable sort', () => {
  const random = createRandom(1, 'test');
  const values = Float32Array.from({ length: 5000 }, () => Math.round(random.normal() * 50) / 50);
  const stable = Array.from(values, (_, i) => i).sort(
    (a, b) => Math.abs(values[a]) - Math.abs(values[b]),
  );
  expect([...orderBySize(values)]).toEqual(stable);
});
