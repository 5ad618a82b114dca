import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Drawing, evenPressure, padSide, type Stroke } from './drawing.ts';
import { rasterise, rasterSide } from './rasterise.ts';

const scale = rasterSide / padSide;
const stroke = (
  places: [number, number, number?][],
  { kind = 'ink', width = 80 }: Partial<Stroke> = {},
): Stroke => ({
  kind,
  width,
  points: Int16Array.from(places.flatMap(([x, y, pressure = evenPressure]) => [x, y, pressure])),
});
const drawing = (...strokes: Stroke[]): Drawing => ({
  width: padSide,
  height: padSide,
  strokes,
});
/** Ink in pixels of the raster. */
const inkOf = (what: Drawing, inkScale?: number): number =>
  rasterise(what, inkScale).pixels.reduce((sum, value) => sum + value / 255, 0);

describe('a stroke', () => {
  it('has the area of its length and width, with round ends', () => {
    const line = stroke([
      [200, 300],
      [800, 700],
    ]);
    const length = Math.hypot(600, 400) * scale;
    const radius = 40 * scale;
    expect(inkOf(drawing(line))).toBeCloseTo(length * 2 * radius + Math.PI * radius * radius, -1);
    expect(inkOf(drawing(line), 0.5)).toBeCloseTo(
      length * radius + (Math.PI * radius ** 2) / 4,
      -1.3,
    );
  });

  it('of one point is a dot, and grows with the pressure of the pen', () => {
    const dot = (pressure: number) => inkOf(drawing(stroke([[512, 512, pressure]])));
    expect(dot(evenPressure)).toBeCloseTo(Math.PI * (40 * scale) ** 2, -1);
    expect(dot(255) / dot(evenPressure)).toBeCloseTo(((evenPressure + 255) / 256) ** 2, 1);
    expect(dot(0)).toBeGreaterThan(0);
  });

  it('is smooth: a corner of three points is rounded', () => {
    const corner = stroke([
      [200, 800],
      [200, 200],
      [800, 200],
    ]);
    const { pixels } = rasterise(drawing(corner));
    const at = (x: number, y: number) =>
      pixels[Math.floor(y * scale) * rasterSide + Math.floor(x * scale)];
    expect(at(200, 500)).toBeGreaterThan(0);
    expect(at(180, 180)).toBe(0);
    expect(at(300, 300)).toBeGreaterThan(0);
  });

  it('of the eraser takes ink away, and only what was there before', () => {
    const line = stroke([
      [200, 500],
      [800, 500],
    ]);
    const eraser = stroke(
      [
        [500, 200],
        [500, 800],
      ],
      { kind: 'erase', width: 200 },
    );
    const whole = inkOf(drawing(line));
    expect(inkOf(drawing(line, eraser))).toBeCloseTo(whole - 200 * 80 * scale * scale, -2);
    expect(inkOf(drawing(eraser, line))).toBe(whole);
  });

  it('may leave the pad', () => {
    const out = stroke([
      [-500, 500],
      [1500, 500],
    ]);
    expect(inkOf(drawing(out))).toBeCloseTo(rasterSide * 80 * scale, -1);
  });
});

it('a wide pad makes a wide picture', () => {
  const { width, height, pixels } = rasterise({ ...drawing(), width: 3 * padSide });
  expect([width, height, pixels.length]).toEqual([
    3 * rasterSide,
    rasterSide,
    3 * rasterSide * rasterSide,
  ]);
});

it('the same strokes are the same bits on every machine', () => {
  const spiral = Array.from({ length: 60 }, (_, i): [number, number, number] => [
    512 + ((i * 37) % 11) * 30 - 150 + i * 3,
    200 + ((i * 53) % 17) * 35,
    (i * 29) % 256,
  ]);
  const { pixels } = rasterise(drawing(stroke(spiral, { width: 33 })));
  expect(createHash('sha256').update(pixels).digest('hex')).toMatchInlineSnapshot(
    `"024fd1b669bc14ab5fbe484ce6f43638b8902e49e31246f1db2029ef790c2901"`,
  );
});
