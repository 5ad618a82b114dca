import { describe, expect, it } from 'vitest';
import type { Polarity } from './dataset.ts';
import {
  type Ink,
  inkBounds,
  inkOffset,
  measureInk,
  otsuThreshold,
  histogramOf,
  type Picture,
} from './ink.ts';
import {
  asFilesAre,
  binarised,
  boxed,
  centred,
  changesNothing,
  cropped,
  inverted,
  likeMnist,
  prepare,
  prepareInSteps,
  type PreparedFor,
} from './preparation.ts';

/** A picture from rows of digits, each times 25. */
const picture = (...rows: string[]): Picture => ({
  pixels: Uint8Array.from(rows.join(''), (digit) => Number(digit) * 25),
  width: rows[0].length,
  height: rows.length,
});
/** The rows of digits of a picture. */
const shown = ({ pixels, width, height }: Picture): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from(pixels.subarray(y * width, (y + 1) * width), (v) => Math.round(v / 25)).join(''),
  );
const inkOf = ({ pixels }: Picture, polarity: Polarity = 'light'): Ink =>
  measureInk(pixels, polarity);
const moved = (given: Picture, polarity: Polarity): Picture =>
  centred(given, inkOf(given, polarity));
/** A ring of ink on uneven paper, dark on light, far from the middle of a large picture. */
function scan(): Picture {
  const [width, height] = [120, 90];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const distance = (x - 80) ** 2 + (y - 30) ** 2;
      const isInk = distance < 20 ** 2 && distance > 14 ** 2;
      pixels[y * width + x] = isInk ? 40 + ((x + y) % 9) : 205 + ((x * 7 + y * 3) % 23);
    }
  return { width, height, pixels };
}

describe('telling ink from paper', () => {
  it('parts two groups of grey where Otsu does', () => {
    const { pixels } = picture('1112', '2899', '8889');
    const level = otsuThreshold(histogramOf(pixels)) ?? -1;
    expect(level).toBeGreaterThanOrEqual(50);
    expect(level).toBeLessThan(200);
    expect(otsuThreshold(histogramOf(Uint8Array.of(7, 7, 7)))).toBeNull();
  });

  it('finds the best of all thresholds, tried one by one', () => {
    const { pixels } = scan();
    const variance = (level: number): number => {
      const groups = [pixels.filter((v) => v <= level), pixels.filter((v) => v > level)];
      if (groups.some(({ length }) => length === 0)) return 0;
      const [a, b] = groups.map((g) => g.reduce((sum, v) => sum + v, 0) / g.length);
      return groups[0].length * groups[1].length * (a - b) ** 2;
    };
    const found = variance(otsuThreshold(histogramOf(pixels)) ?? -1);
    for (let level = 0; level < 255; level++)
      expect(variance(level)).toBeLessThanOrEqual(found * (1 + 1e-12));
  });

  it('leaves the unevenness of paper out, whichever way the ink is', () => {
    const dark = scan();
    const light = inverted(dark);
    const bounds = inkBounds(dark, measureInk(dark.pixels, 'dark'));
    expect(bounds).toEqual({ left: 61, top: 11, width: 39, height: 39 });
    expect(inkBounds(light, measureInk(light.pixels, 'light'))).toEqual(bounds);
    const offset = inkOffset(dark, measureInk(dark.pixels, 'dark'));
    expect(offset?.x).toBeCloseTo(20, 1);
    expect(offset?.y).toBeCloseTo(-15, 1);
  });

  it('finds none in a picture of one grey', () => {
    const blank = picture('333', '333');
    const ink = measureInk(blank.pixels, 'light');
    expect(ink).toMatchObject({ paper: 75, isThere: false });
    expect(inkBounds(blank, ink)).toBeNull();
    expect(inkOffset(blank, ink)).toBeNull();
  });
});

describe('the steps', () => {
  it('invert', () => {
    expect([...inverted(picture('09')).pixels]).toEqual([255, 30]);
  });

  it('binarise at a number or at Otsu’s threshold', () => {
    expect([...binarised(picture('0459'), 100).pixels]).toEqual([0, 0, 255, 255]);
    expect([...binarised(picture('1299'), 'otsu').pixels]).toEqual([0, 0, 255, 255]);
    expect([...binarised(picture('77'), 'otsu').pixels]).toEqual([175, 175]);
  });

  it('crop to the ink, with paper around it as the margin says', () => {
    const letter = picture('00000', '00090', '00080', '00000');
    const corner = picture('90', '00');
    const dark = picture('888', '188', '888');
    expect(shown(cropped(letter, inkOf(letter), 0))).toEqual(['9', '8']);
    expect(shown(cropped(letter, inkOf(letter), 50))).toEqual(['000', '090', '080', '000']);
    // The margin reaches over the rim: there is paper, too.
    expect(shown(cropped(corner, inkOf(corner), 100))).toEqual(['000', '090', '000']);
    expect(shown(cropped(dark, inkOf(dark, 'dark'), 100))).toEqual(['888', '818', '888']);
  });

  it('scale into a box, aspect kept, in the middle of paper', () => {
    const to = { width: 6, height: 6 };
    const onPaper = picture('090', '090', '090', '090');
    expect(shown(boxed(onPaper, to, 4, 0))).toEqual([
      '000000',
      '009000',
      '009000',
      '009000',
      '009000',
      '000000',
    ]);
    expect(boxed(onPaper, to, 99, 0)).toMatchObject({ width: 6, height: 6 });
  });

  it('centre by mass at the middle pixel, and lose no ink', () => {
    expect(shown(moved(picture('9000', '0000', '0000', '0000'), 'light'))).toEqual([
      '0000',
      '0000',
      '0090',
      '0000',
    ]);
    expect(shown(moved(picture('8888', '1888', '8888'), 'dark'))).toEqual(['8888', '8818', '8888']);
    // A heavy end would push the light one over the rim.
    const long = moved(picture('000000', '999333', '000000'), 'light');
    expect(shown(long)).toEqual(['000000', '999333', '000000']);
    const heavy = moved(picture('000000', '033999', '000000'), 'light');
    expect(shown(heavy)).toEqual(['000000', '339990', '000000']);
  });
});

describe('preparing', () => {
  const to: PreparedFor = {
    width: 28,
    height: 28,
    polarity: 'light',
    preparation: { ...likeMnist, invert: true },
  };

  it('makes of a scan what MNIST looks like', () => {
    const pixels = prepare(scan(), to);
    const made = { width: 28, height: 28, pixels };
    const ink = measureInk(pixels, 'light');
    expect(inkBounds(made, ink)).toMatchObject({ width: 20, height: 20 });
    const offset = inkOffset(made, ink);
    expect(Math.abs(offset?.x ?? 9)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(offset?.y ?? 9)).toBeLessThanOrEqual(0.5);
  });

  it('keeps paper and ink apart where a stroke fills its crop', () => {
    const stroke = picture('888888', '881888', '881888', '881888', '881888', '888888');
    const preparation = { ...asFilesAre, crop: true, box: 4, centre: true };
    const made = prepare(stroke, { width: 6, height: 6, polarity: 'dark', preparation });
    expect(shown({ width: 6, height: 6, pixels: made })).toEqual([
      '888888',
      '888888',
      '888188',
      '888188',
      '888188',
      '888188',
    ]);
  });

  it('does the steps in their order, and only those that apply', () => {
    const names = (preparation: PreparedFor['preparation'], width = 28): string[] =>
      prepareInSteps(scan(), { ...to, width, preparation }).map(({ step }) => step);
    expect(names({ ...to.preparation, threshold: 'otsu' })).toEqual([
      'invert',
      'threshold',
      'crop',
      'scale',
      'centre',
    ]);
    expect(names(asFilesAre)).toEqual(['scale']);
    expect(
      prepareInSteps(scan(), { ...to, width: 120, height: 90, preparation: asFilesAre }),
    ).toEqual([]);
    expect(prepareInSteps(scan(), to).at(-1)?.picture.pixels).toEqual(prepare(scan(), to));
  });

  it('leaves the given picture alone', () => {
    const given = scan();
    const copy = given.pixels.slice();
    for (const preparation of [asFilesAre, likeMnist, { ...asFilesAre, centre: true }]) {
      const made = prepare(given, { ...to, width: 120, height: 90, preparation });
      made.fill(1);
      expect(given.pixels).toEqual(copy);
    }
  });

  it('knows when there is nothing to do', () => {
    const size = { width: 28, height: 28 };
    expect(changesNothing(asFilesAre, size)).toBe(true);
    expect(changesNothing({ ...asFilesAre, margin: 5, size, box: 28 }, size)).toBe(true);
    for (const change of [
      { invert: true },
      { threshold: 0 },
      { crop: true },
      { centre: true },
      { box: 20 },
      { size: { width: 28, height: 27 } },
    ])
      expect(changesNothing({ ...asFilesAre, ...change }, size)).toBe(false);
  });
});
