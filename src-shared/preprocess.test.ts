import { describe, expect, it } from 'vitest';
import { conform, inputTable, polarityOf, resizeByArea } from './preprocess.ts';

/** `[height, width]` from rows of digits, each times 25. */
const picture = (...rows: string[]): [Uint8Array, number, number] => [
  Uint8Array.from(rows.join(''), (digit) => Number(digit) * 25),
  rows[0].length,
  rows.length,
];

describe('the input values', () => {
  it('span 0 to 1, or the book’s .01 to 1', () => {
    expect([inputTable('0..1')[0], inputTable('0..1')[255]]).toEqual([0, 1]);
    const book = inputTable('0.01..1');
    expect(book[0]).toBeCloseTo(0.01, 7);
    expect(book[255]).toBeCloseTo(1, 7);
    expect(book[128]).toBeCloseTo((128 / 255) * 0.99 + 0.01, 7);
  });
});

describe('the polarity', () => {
  it('comes from the rim', () => {
    expect(polarityOf(...picture('000', '090', '000'))).toBe('light');
    expect(polarityOf(...picture('999', '909', '999'))).toBe('dark');
    expect(polarityOf(...picture('9'))).toBe('dark');
  });
});

describe('resizing', () => {
  it('gives each pixel the mean of what it covers', () => {
    expect([...resizeByArea(...picture('0488', '0488'), 2, 1)]).toEqual([50, 200]);
    expect([...resizeByArea(...picture('048'), 2, 1)]).toEqual([33, 167]);
  });

  it('keeps the mean, whatever the sizes', () => {
    const pixels = Uint8Array.from({ length: 13 * 7 }, (_, i) => (i * 37) % 256);
    const mean = (values: Uint8Array): number => values.reduce((a, b) => a + b) / values.length;
    for (const [w, h] of [
      [5, 3],
      [26, 14],
      [1, 1],
      [13, 20],
    ])
      expect(Math.abs(mean(resizeByArea(pixels, 13, 7, w, h)) - mean(pixels))).toBeLessThan(0.6);
  });

  it('copies what has the size already', () => {
    const [pixels, width, height] = picture('12', '34');
    const same = resizeByArea(pixels, width, height, 2, 2);
    expect(same).toEqual(pixels);
    expect(same).not.toBe(pixels);
  });
});

describe('conforming', () => {
  it('turns a picture of the other polarity, and leaves one of the same', () => {
    const to = { width: 3, height: 3, polarity: 'light', inputRange: '0..1' } as const;
    const ink = picture('000', '090', '000');
    expect(conform(...ink, to)).toEqual(ink[0]);
    const [paper, width, height] = picture('999', '909', '999');
    expect([...conform(paper, width, height, to)]).toEqual([30, 30, 30, 30, 255, 30, 30, 30, 30]);
  });
});
