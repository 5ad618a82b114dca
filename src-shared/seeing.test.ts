import { describe, expect, it } from 'vitest';
import { type Drawing, drawnLength, evenPressure, padSide } from './drawing.ts';
import { type InkStyle, measureInkStyle } from './ink-style.ts';
import type { Preprocessing } from './preprocess.ts';
import { seeDrawing, type Seen, usualChoices } from './seeing.ts';

/** As measured of MNIST, 8 x 8 digits, 32 x 32 text digits and 64 x 64 Chinese characters. */
const styles: Record<string, { side: number; style: InkStyle }> = {
  mnist: {
    side: 28,
    style: {
      box: 20,
      boxRange: [20, 20],
      centre: 'mass',
      strokeWidth: 2.19,
      paper: 0,
      ink: 255,
      isBinary: false,
    },
  },
  small: {
    side: 8,
    style: {
      box: 8,
      boxRange: [8, 8],
      centre: 'box',
      strokeWidth: 1.47,
      paper: 0,
      ink: 255,
      isBinary: false,
    },
  },
  text: {
    side: 32,
    style: {
      box: 32,
      boxRange: [32, 32],
      centre: 'box',
      strokeWidth: 4.5,
      paper: 0,
      ink: 255,
      isBinary: true,
    },
  },
  chinese: {
    side: 64,
    style: {
      box: 25,
      boxRange: [25, 25],
      centre: 'box',
      strokeWidth: 1.21,
      paper: 0,
      ink: 169,
      isBinary: false,
    },
  },
};
const modelOf = (name: string, change: Partial<Preprocessing> = {}): Preprocessing => {
  const { side, style } = styles[name];
  return { width: side, height: side, polarity: 'light', inputRange: '0..1', style, ...change };
};

/** A seven of that height whose corner is there. */
function seven({ x = 200, y = 150, side = 700, width = 72 } = {}): Drawing {
  const places = [
    [0, 0],
    [0.33, 0],
    [0.66, 0],
    [0.62, 0.33],
    [0.45, 0.66],
    [0.35, 1],
  ];
  const points = places.flatMap(([px, py]) => [
    Math.round(x + px * side),
    Math.round(y + py * side),
    evenPressure,
  ]);
  const strokes = [{ kind: 'ink' as const, width, points: Int16Array.from(points) }];
  return { width: padSide, height: padSide, strokes };
}
const last = (steps: Seen[]): Seen => steps[steps.length - 1];

describe.each(Object.keys(styles))('a drawing for %s', (name) => {
  const to = modelOf(name);
  const { style } = styles[name];

  it.each([
    ['usual', {}],
    ['thin', { width: 16 }],
    ['thick', { width: 160 }],
    ['small', { side: 260, x: 30, y: 700, width: 30 }],
    ['large', { side: 900, x: 60, y: 60 }],
  ])('%s comes out in its box and as wide as its strokes', (_what, hand) => {
    const seen = last(seeDrawing(seven(hand), to));
    expect([seen.width, seen.height]).toEqual([to.width, to.height]);
    const measured = measureInkStyle([seen], 'light');
    expect(Math.abs((measured?.box ?? 0) - style.box)).toBeLessThanOrEqual(1);
    expect((measured?.strokeWidth ?? 0) / style.strokeWidth).toBeGreaterThan(0.9);
    expect((measured?.strokeWidth ?? 0) / style.strokeWidth).toBeLessThan(1.1);
    expect(measured?.isBinary).toBe(style.isBinary);
  });

  it('is the same picture wherever on the pad it is drawn', () => {
    const here = last(seeDrawing(seven({ side: 400, x: 20, y: 40 }), to));
    const there = last(seeDrawing(seven({ side: 400, x: 600, y: 560 }), to));
    expect(there.pixels).toEqual(here.pixels);
  });
});

it('dark ink on paper for a model that has it so', () => {
  const light = last(seeDrawing(seven(), modelOf('mnist')));
  const style = { ...styles['mnist'].style, paper: 255, ink: 0 };
  const dark = last(seeDrawing(seven(), modelOf('mnist', { polarity: 'dark', style })));
  expect(dark.pixels).toEqual(light.pixels.map((value) => 255 - value));
});

it('a model of before the style was measured gets MNIST’s share of its picture', () => {
  const { style: _unknown, ...old } = modelOf('mnist');
  const seen = last(seeDrawing(seven(), { ...old, width: 56, height: 56, polarity: 'dark' }));
  const measured = measureInkStyle([seen], 'dark');
  expect(measured).toMatchObject({ centre: 'mass', paper: 255, ink: 0 });
  expect(Math.abs((measured?.box ?? 0) - 40)).toBeLessThanOrEqual(1);
});

describe('every step can be left out', () => {
  const to = modelOf('mnist');
  const usual = usualChoices(to);
  const steps = (change: Partial<typeof usual>) => seeDrawing(seven(), to, { ...usual, ...change });
  const names = (seen: Seen[]) => seen.map(({ step }) => step);

  it('and is not among the pictures then', () => {
    expect(names(steps({}))).toEqual(['strokeWidth', 'crop', 'scale', 'centre', 'values']);
    expect(names(steps({ strokeWidth: false }))).not.toContain('strokeWidth');
    expect(names(steps({ crop: false }))).not.toContain('crop');
    expect(names(steps({ centre: false }))).not.toContain('centre');
    expect(names(steps({ values: false }))).not.toContain('values');
  });

  it('without the box the ink fills the picture', () => {
    const measured = measureInkStyle([last(steps({ box: false, centre: false }))], 'light');
    expect(measured?.box).toBeGreaterThanOrEqual(27);
  });

  it('without the stroke width the pen’s own is seen', () => {
    const widthOf = (width: number) => {
      const drawing = seven({ width });
      const seen = last(seeDrawing(drawing, to, { ...usual, strokeWidth: false }));
      return measureInkStyle([seen], 'light')?.strokeWidth ?? 0;
    };
    expect(widthOf(160)).toBeGreaterThan(2 * widthOf(30));
  });

  it('with all left out the pad is only made smaller', () => {
    const none = { strokeWidth: false, crop: false, box: false, centre: false, values: false };
    expect(names(seeDrawing(seven(), to, none))).toEqual(['scale']);
  });
});

it('a dot is a dot, whatever the stroke width', () => {
  const dot = {
    ...seven(),
    strokes: [{ kind: 'ink' as const, width: 72, points: Int16Array.of(9, 9, 128) }],
  };
  expect(drawnLength(dot)).toMatchObject({ longerSide: 0, penWidth: 72 });
  expect(last(seeDrawing(dot, modelOf('mnist'))).pixels.some((value) => value > 0)).toBe(true);
});
