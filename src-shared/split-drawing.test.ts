import { expect, it } from 'vitest';
import { type Drawing, padSide, type Stroke } from './drawing.ts';
import { splitDrawing } from './split-drawing.ts';

const line = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  kind: Stroke['kind'] = 'ink',
): Stroke => ({
  kind,
  width: 40,
  points: Int16Array.of(x1, y1, 128, x2, y2, 128),
});
const on = (...strokes: Stroke[]): Drawing => ({ width: 3 * padSide, height: padSide, strokes });

it('strokes over each other are one character, a gap parts two; they are read from left to right', () => {
  const five = line(1500, 200, 1900, 800);
  const three = [line(200, 200, 700, 210), line(250, 500, 650, 500), line(150, 800, 800, 800)];
  expect(splitDrawing(on(five, ...three)).map(({ strokes }) => strokes)).toEqual([three, [five]]);
});

it('a narrow gap is within a character', () => {
  const parts = [line(200, 200, 400, 800), line(430, 200, 600, 800)];
  expect(splitDrawing(on(...parts))).toHaveLength(1);
});

it('what is rubbed out stays rubbed out, in its order', () => {
  const [one, two, rubbed] = [
    line(100, 200, 100, 800),
    line(900, 200, 900, 800),
    line(90, 500, 110, 500, 'erase'),
  ];
  const [first, second] = splitDrawing(on(one, rubbed, two));
  expect(first.strokes).toEqual([one, rubbed]);
  expect(second.strokes).toEqual([rubbed, two]);
});

it('an empty pad has none', () => {
  expect(splitDrawing(on())).toEqual([]);
});
