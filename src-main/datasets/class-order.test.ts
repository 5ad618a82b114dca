import { expect, it } from 'vitest';
import { inClassOrder } from './class-order.ts';

it.each([
  [
    ['10', '2', '1'],
    ['1', '2', '10'],
  ],
  [
    ['0', '-1', '1.5', '+1'],
    ['-1', '0', '+1', '1.5'],
  ],
  [
    ['01', '1', '0'],
    ['0', '01', '1'],
  ],
  [
    ['b10', 'a', 'b9'],
    ['a', 'b9', 'b10'],
  ],
  [
    ['10', 'ten', '9'],
    ['9', '10', 'ten'],
  ],
  [
    ['b', 'a', 'b'],
    ['a', 'b'],
  ],
])('%j in order: %j', (names, order) => {
  expect(inClassOrder(names)).toEqual(order);
  expect(inClassOrder([...names].reverse())).toEqual(order);
});
