import { expect, it } from 'vitest';
import { type Drawing, padSide, type Stroke } from './drawing.ts';
import {
  bestPlace,
  noCuts,
  placesBetween,
  splitDrawing,
  withoutPlace,
  withPlace,
} from './split-drawing.ts';

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
  expect(splitDrawing(on(five, ...three)).map(({ drawing }) => drawing.strokes)).toEqual([
    three,
    [five],
  ]);
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
  expect(first.drawing.strokes).toEqual([one, rubbed]);
  expect(second.drawing.strokes).toEqual([rubbed, two]);
});

it('an empty pad has none', () => {
  expect(splitDrawing(on())).toEqual([]);
});

it('two neighbours become one where a person takes the place between them away, and two again', () => {
  const drawing = on(line(100, 200, 110, 800), line(900, 200, 910, 800));
  const [place] = placesBetween(splitDrawing(drawing), noCuts);
  expect(place).toBe(505);
  const one = withoutPlace(noCuts, place);
  expect(splitDrawing(drawing, one)).toHaveLength(1);
  expect(splitDrawing(drawing, withPlace(one, 700))).toHaveLength(2);
  // What is drawn beyond is parted as ever.
  const longer = on(...drawing.strokes, line(1500, 200, 1900, 800));
  expect(splitDrawing(longer, one).map(({ left }) => left)).toEqual([100, 1500]);
});

it('one is parted where a person says, through the line itself, wherever that goes', () => {
  const zigzag: Stroke = {
    kind: 'ink',
    width: 40,
    points: Int16Array.of(100, 200, 100, 500, 600, 128, 300, 700, 128, 700, 800, 200),
  };
  const drawing = on(zigzag);
  expect(splitDrawing(drawing)[0].drawing.strokes).toEqual([zigzag]);
  const parts = splitDrawing(drawing, withPlace(noCuts, 400));
  expect(parts.map(({ left, right }) => [left, right])).toEqual([
    [100, 400],
    [400, 700],
  ]);
  const [before, after] = parts.map(({ drawing: { strokes } }) =>
    strokes.map(({ points }) => Array.from(points)),
  );
  expect(before).toEqual([
    [100, 200, 100, 400, 500, 121],
    [400, 650, 128, 300, 700, 128, 400, 725, 146],
  ]);
  expect(after).toEqual([
    [400, 500, 121, 500, 600, 128, 400, 650, 128],
    [400, 725, 146, 700, 800, 200],
  ]);
  expect(placesBetween(parts, withPlace(noCuts, 400))).toEqual([400]);
  // Two places at once.
  const three = splitDrawing(on(line(0, 0, 900, 0)), { added: [600, 300], removed: [] });
  expect(three.map(({ left, right }) => [left, right])).toEqual([
    [0, 300],
    [300, 600],
    [600, 900],
  ]);
});

it('the best place to part is where the fewest lines cross', () => {
  const drawing = on(line(100, 200, 480, 200), line(100, 500, 900, 500), line(560, 800, 900, 800));
  const place = bestPlace(drawing, { left: 100, right: 900 });
  expect(place).toBeGreaterThanOrEqual(480);
  expect(place).toBeLessThanOrEqual(560);
});
