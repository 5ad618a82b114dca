import { expect, it } from 'vitest';
import { placeLabels } from './end-labels.ts';

it('leaves labels that are apart where they are', () => {
  expect(placeLabels([90, 20, 50], 16, 0, 100)).toEqual([90, 20, 50]);
});

it('moves close ones apart and keeps their order', () => {
  expect(placeLabels([50, 52, 51], 16, 0, 100)).toEqual([50, 82, 66]);
});

it('keeps all inside', () => {
  const placed = placeLabels([99, 100, 98], 16, 0, 100);
  expect(placed).toEqual([76, 92, 60]);
  expect(placeLabels([0, 1], 16, 0, 100)).toEqual([8, 24]);
});

it('says when there is no room', () => {
  expect(placeLabels([1, 2, 3], 40, 0, 100)).toBeNull();
});
