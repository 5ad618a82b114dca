import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode as encodeBmp } from 'fast-bmp';
import { GifWriter } from 'omggif';
import { describe, expect, it } from 'vitest';
import expected from './fixtures/expected-images.json' with { type: 'json' };
import { decodeImage, imageSize } from './image.ts';
import { thrownBy } from './test-files.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));

describe('kinds of BMP, GIF and WebP, as Pillow reads them', () => {
  it.each([
    ['grey.bmp', 0],
    ['colour.bmp', 0],
    ['1-bit.bmp', 0],
    ['4-bit.bmp', 0],
    ['top-down.bmp', 0],
    // Pillow cuts 5 and 6 bits made 8, where here they are rounded.
    ['565.bmp', 1],
    ['rle8.bmp', 0],
    ['transparent.gif', 0],
    ['interlaced.gif', 0],
    ['animated.gif', 0],
    ['lossy.webp', 0],
    // Pillow blends each colour and then makes it grey.
    ['alpha.webp', 1],
    ['sideways.webp', 0],
    ['animated.webp', 0],
    ['animated-lossy-alpha.webp', 1],
    ['animated-offset.webp', 1],
  ] as const)('%s, within %i grey levels', (name, tolerance) => {
    const image = decodeImage(fixture(name), name);
    const { width, height, pixels } = expected[name];
    expect([image.width, image.height]).toEqual([width, height]);
    const differences = pixels.map((value, i) => Math.abs(value - image.pixels[i]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
    expect(imageSize(fixture(name), name)).toEqual({ width, height });
  });

  it('run lengths of 4 bits give the picture that those of 8 bits give', () => {
    expect(decodeImage(fixture('rle4.bmp'), 'a')).toEqual(decodeImage(fixture('rle8.bmp'), 'a'));
  });

  it('the output of other encoders', () => {
    const data = Uint8Array.from({ length: 9 * 7 * 3 }, (_, i) => (i * 37) % 256);
    const bmp = encodeBmp({
      width: 9,
      height: 7,
      data,
      channels: 3,
      components: 3,
      bitsPerPixel: 24,
    });
    const [red, green, blue] = data.subarray(-3);
    expect(decodeImage(bmp, 'a.bmp').pixels.at(-1)).toBe(
      (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16,
    );
    // Large enough for a full table of codes: 300 x 300 pixels that hardly repeat.
    const palette = Array.from({ length: 256 }, (_, i) => i * 0x10101);
    const indices = Array.from({ length: 90_000 }, (_, i) => (i * i + (i >> 7) * 31) % 256);
    const bytes = Buffer.alloc(300_000);
    const writer = new GifWriter(bytes, 300, 300, { palette });
    writer.addFrame(0, 0, 300, 300, indices);
    const gif = decodeImage(bytes.subarray(0, writer.end()), 'a.gif');
    expect(gif.pixels).toEqual(Uint8Array.from(indices));
  });

  it('a frame that covers a part of the screen leaves paper around it', () => {
    const bytes = Buffer.alloc(1000);
    const writer = new GifWriter(bytes, 3, 2, { palette: [0x000000, 0xffffff] });
    writer.addFrame(1, 1, 2, 1, [0, 1]);
    const { pixels } = decodeImage(bytes.subarray(0, writer.end()), 'a.gif');
    expect([...pixels]).toEqual([255, 255, 255, 255, 0, 255]);
  });

  it('32-bit BMP: alpha lies on white paper, and alpha that is nowhere used counts as opaque', () => {
    const bitmap = (alphas: readonly number[]) => {
      const bytes = Buffer.alloc(14 + 108 + 8);
      bytes.write('BM');
      for (const [at, value] of [
        [10, 122],
        [14, 108],
        [18, 2],
        [22, 1],
      ] as const)
        bytes.writeUInt32LE(value, at);
      bytes.writeUInt16LE(32, 28);
      bytes.writeUInt32LE(3, 30);
      for (const [i, mask] of [0xff0000, 0xff00, 0xff, 0xff000000].entries())
        bytes.writeUInt32LE(mask, 54 + 4 * i);
      bytes.set([100, 100, 100, alphas[0], 100, 100, 100, alphas[1]], 122);
      return [...decodeImage(bytes, 'a.bmp').pixels];
    };
    expect(bitmap([255, 0])).toEqual([100, 255]);
    expect(bitmap([0, 0])).toEqual([100, 100]);
  });
});

describe('unsound BMP, GIF and WebP', () => {
  const sound = [
    '4-bit.bmp',
    'colour.bmp',
    '565.bmp',
    'rle8.bmp',
    'transparent.gif',
    'interlaced.gif',
    'lossy.webp',
    'alpha.webp',
    'animated.webp',
    'animated-offset.webp',
  ];

  it.each(sound)('%s cut short anywhere', (name) => {
    const whole = fixture(name);
    // Without its last byte a GIF lacks no pixel, and neither does a BMP whose rows are padded.
    for (let length = 1; length < whole.length - 4; length++) {
      const part = whole.subarray(0, length);
      let code = '';
      try {
        decodeImage(part, name);
      } catch (error) {
        code = String(error);
      }
      expect(code, `${length} bytes`).toMatch(/image\.(truncated|notAnImage|broken)/);
    }
  });

  it.each(sound)('%s that claims 60,000 pixels a side', async (name) => {
    const huge = Buffer.from(fixture(name));
    if (name.endsWith('.bmp')) huge.writeInt32LE(60_000, 22);
    else if (name.endsWith('.gif')) huge.writeUInt16LE(60_000, 8);
    // The bitstreams of WebP hold 14 bits: the most that they can claim. The canvas has 24.
    else if (name === 'lossy.webp') huge.writeUInt16LE(0x3fff, 28);
    else huge.set([0x5f, 0xea, 0x00], 24);
    const error = await thrownBy(() => decodeImage(huge, name), 'image.tooLarge');
    expect(error.values.file).toBe(name);
    await thrownBy(() => imageSize(huge, name), 'image.tooLarge');
  });

  it('a GIF whose frame is larger than its screen may be', async () => {
    const bytes = Buffer.from(fixture('transparent.gif'));
    const frame = bytes.indexOf(Uint8Array.of(0x2c, 0, 0, 0, 0, 13, 0, 11, 0));
    bytes.writeUInt16LE(60_000, frame + 5);
    await thrownBy(() => decodeImage(bytes, 'a.gif'), 'image.tooLarge');
  });

  it('an animated WebP whose frame leaves its canvas, says another size than its picture, or is none', async () => {
    const damaged = (change: (bytes: Buffer, frame: number) => void) => {
      const bytes = Buffer.from(fixture('animated-offset.webp'));
      change(bytes, bytes.indexOf('ANMF') + 8);
      return thrownBy(() => decodeImage(bytes, 'a.webp'), 'image.broken');
    };
    await damaged((bytes, frame) => bytes.writeUIntLE(100, frame, 3));
    await damaged((bytes, frame) => bytes.writeUIntLE(0xffffff, frame + 9, 3));
    await damaged((bytes, frame) => bytes.writeUIntLE(5, frame + 6, 3));
    await damaged((bytes, frame) => bytes.write('JUNK', frame + 16));
    // The picture of the frame claims the most that its bitstream can hold.
    await damaged((bytes, frame) => bytes.writeUInt32LE(0x0fffffff, frame + 16 + 8 + 1));
    const without = Buffer.from(fixture('animated.webp').subarray(0, 44));
    without.writeUInt32LE(without.length - 8, 4);
    await thrownBy(() => decodeImage(without, 'a.webp'), 'image.truncated');
    await thrownBy(() => imageSize(without, 'a.webp'), 'image.truncated');
  });

  it('a GIF with codes that mean nothing yet', async () => {
    // Code 7 follows clear at once: a decoder that takes it for its own prefix never ends.
    const bytes = Buffer.from(
      '47494638396101000200800000000000ffffff2c0000000001000200000202' + '3c00' + '003b',
      'hex',
    );
    await thrownBy(() => decodeImage(bytes, 'a.gif'), 'image.broken');
  });

  it('kinds that are not supported say which', async () => {
    const jpegInside = Buffer.from(fixture('colour.bmp'));
    jpegInside.writeUInt32LE(4, 30);
    await thrownBy(() => decodeImage(jpegInside, 'a.bmp'), 'image.unsupported');
  });

  it('a BMP whose masks have gaps, whose width is negative, whose palette is missing', async () => {
    const gaps = Buffer.from(fixture('565.bmp'));
    gaps.writeUInt32LE(0xf0f0, 54);
    await thrownBy(() => decodeImage(gaps, 'a.bmp'), 'image.broken');
    const negative = Buffer.from(fixture('colour.bmp'));
    negative.writeInt32LE(-5, 18);
    await thrownBy(() => decodeImage(negative, 'a.bmp'), 'image.broken');
  });

  it('a text that starts with the letters of a BMP is none', async () => {
    await thrownBy(
      () => decodeImage(Buffer.from('BMW, Audi, Opel, Fiat'), 'a'),
      'image.notAnImage',
    );
  });
});
