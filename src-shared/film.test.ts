import { expect, it } from 'vitest';
import { composeWall, greyPalette, joinFrames, signalPlaces, wallOf } from './film.ts';

it('pictures stand in rows, each pixel a square', () => {
  const size = { width: 2, height: 1 };
  const wall = { ...wallOf(3, size), across: 2, scale: 2, gap: 1, width: 11, height: 7 };
  const frame = composeWall(Uint8Array.of(1, 2, 3, 4, 5, 6), size, wall, 9);
  const row = (y: number): string => [...frame.subarray(y * 11, (y + 1) * 11)].join('');
  expect([0, 1, 2, 3, 4, 5, 6].map(row)).toEqual([
    '99999999999',
    '91122933449',
    '91122933449',
    '99999999999',
    '95566999999',
    '95566999999',
    '99999999999',
  ]);
});

it('a wall is as large as its pictures need', () => {
  expect(wallOf(10, { width: 28, height: 28 })).toEqual({
    ...{ across: 5, scale: 4, gap: 8, width: 8 + 5 * 120, height: 8 + 2 * 120 },
  });
  expect(wallOf(1, { width: 200, height: 100 })).toMatchObject({ across: 1, scale: 1, width: 216 });
});

it('numbers around zero have paper in the middle of the palette', () => {
  expect([...signalPlaces(Float32Array.of(-2, -1, 0, 0.5, 1), 1)]).toEqual([1, 1, 128, 192, 255]);
  expect([...signalPlaces(Float32Array.of(0), 0)]).toEqual([128]);
  expect([...greyPalette().subarray(3 * 200, 3 * 200 + 3)]).toEqual([200, 200, 200]);
  expect([...joinFrames([Uint8Array.of(1), Uint8Array.of(2, 3)])]).toEqual([1, 2, 3]);
});
