import { expect, it } from 'vitest';
import { animationOf, thereAndBack } from './animate.ts';

const palette = { low: [0, 0, 200], zero: [250, 250, 240], high: [200, 0, 0] } as const;
const answer = (first: number, signal: Float32Array | null = null) => ({
  ...{ width: 1, height: 1, polarity: 'light' as const, signal },
  pixels: Uint8Array.of(first, first + 1, first + 2),
});
const middleOf = ({ frames, width, height }: ReturnType<typeof animationOf>, frame: number) =>
  frames[frame * width * height + Math.floor(height / 2) * width + Math.floor(width / 2)];

it('each answer is a frame of all its pictures, grey as they are', () => {
  const film = animationOf([answer(10), answer(50)], palette);
  expect(film.frames).toHaveLength(2 * film.width * film.height);
  expect([middleOf(film, 0), middleOf(film, 1)]).toEqual([11, 51]);
  // Paper between them, in the colour of the pictures' paper.
  expect(film.frames[0]).toBe(0);
  expect([...film.palette.subarray(33, 36)]).toEqual([11, 11, 11]);
});

it('a way goes there and back, and no end twice', () => {
  const film = thereAndBack(answer(7), palette);
  expect([0, 1, 2, 3].map((n) => middleOf(film, n))).toEqual([7, 8, 9, 8]);
  expect(film.frames).toHaveLength(4 * film.width * film.height);
});

it('signals have the colours of one scale, zero being paper', () => {
  const film = animationOf(
    [answer(0, Float32Array.of(-1, 2, 0)), answer(0, Float32Array.of(0, -4, 0))],
    palette,
  );
  expect([middleOf(film, 0), middleOf(film, 1)]).toEqual([192, 1]);
  expect([...film.palette.subarray(3 * 128, 3 * 129)]).toEqual([250, 250, 240]);
  expect([...film.palette.subarray(3 * 255)]).toEqual([200, 0, 0]);
  expect([...film.palette.subarray(3, 6)]).toEqual([0, 0, 200]);
});
