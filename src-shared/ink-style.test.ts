import { describe, expect, it } from 'vitest';
import { measureInkStyle, strokeWidthOf } from './ink-style.ts';
import type { Picture } from './ink.ts';

/** A bar of ink on paper. */
function bar(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  { side = 40, paper = 0, ink = 255 } = {},
): Picture {
  const pixels = new Uint8Array(side * side).fill(paper);
  for (let y = top; y < top + height; y++)
    pixels.fill(ink, y * side + left, y * side + left + width);
  return { width: side, height: side, pixels };
}

describe('the style of ink', () => {
  it('has the box, the stroke width and the values of the pictures', () => {
    const style = measureInkStyle([bar({ left: 18, top: 5, width: 3, height: 30 })], 'light');
    // 2 * 90 / (66 - what two corners are shorter cut across)
    expect(style).toMatchObject({ box: 30, paper: 0, ink: 255, isBinary: true });
    expect(style?.strokeWidth).toBeCloseTo(180 / 66, 1);
  });

  it('is the same for dark ink on light paper', () => {
    const place = { left: 18, top: 5, width: 3, height: 30 };
    const light = measureInkStyle([bar(place)], 'light');
    const dark = measureInkStyle([bar(place, { paper: 240, ink: 20 })], 'dark');
    expect(dark).toEqual({ ...light, paper: 240, ink: 20 });
  });

  it('takes the median: one strange picture changes nothing', () => {
    const usual = bar({ left: 18, top: 5, width: 3, height: 30 });
    const strange = bar({ left: 1, top: 1, width: 38, height: 38 });
    expect(measureInkStyle([...Array<Picture>(20).fill(usual), strange], 'light')).toEqual(
      measureInkStyle([usual], 'light'),
    );
  });

  it('tells what is in the middle: the mass or the box', () => {
    /** A heavy head on a thin tail. */
    const tadpole = (x: number): Picture => {
      const head = bar({ left: x, top: 16, width: 8, height: 8 });
      head.pixels.fill(255, 20 * 40 + x, 20 * 40 + x + 24);
      return head;
    };
    // The mass of 64 + 16 pixels lies 6.3 right of the head's left edge, the box's middle 12.
    expect(measureInkStyle([tadpole(14)], 'light')?.centre).toBe('mass');
    expect(measureInkStyle([tadpole(8)], 'light')?.centre).toBe('box');
  });

  it('of blank pictures there is none', () => {
    const blank = { width: 4, height: 4, pixels: new Uint8Array(16).fill(9) };
    expect(measureInkStyle([blank], 'light')).toBeNull();
    expect(measureInkStyle([], 'light')).toBeNull();
  });
});

it('soft edges count for the stroke width as hard ones do', () => {
  const hard = bar({ left: 10, top: 0, width: 4, height: 40 });
  const soft = bar({ left: 10, top: 0, width: 5, height: 40 });
  for (let y = 0; y < 40; y++) {
    soft.pixels[y * 40 + 10] = 128;
    soft.pixels[y * 40 + 14] = 127;
  }
  expect(strokeWidthOf(soft, 0, 255)).toBeCloseTo(strokeWidthOf(hard, 0, 255), 1);
});
