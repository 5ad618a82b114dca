import { expect, test } from 'vitest';
import { cutOut, patchOf } from './patch.ts';

const field = { height: 5, width: 5, stepY: 2, stepX: 2, top: -2, left: -2 };
const image = { width: 8, height: 6 };

test('a patch lies where its number looks, and is cut where the image ends', () => {
  const stage = { field, width: 4 };
  expect(patchOf(stage, 0, image)).toEqual({ top: 0, left: 0, height: 3, width: 3 });
  // Row 1, column 2: from row 0 and column 2 on.
  expect(patchOf(stage, 6, image)).toEqual({ top: 0, left: 2, height: 5, width: 5 });
  // Row 2, column 3: from row 2 and column 4 on, beyond both ends.
  expect(patchOf(stage, 11, image)).toEqual({ top: 2, left: 4, height: 4, width: 4 });
  expect(patchOf({ field: null, width: 1 }, 0, image)).toBeNull();
});

test('and can be cut out', () => {
  const pixels = Uint8Array.from({ length: 48 }, (_, i) => i);
  expect([...cutOut(pixels, 8, { top: 2, left: 4, height: 2, width: 3 })]).toEqual([
    20, 21, 22, 28, 29, 30,
  ]);
});
