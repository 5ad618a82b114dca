import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import expected from './fixtures/expected.json' with { type: 'json' };
import { luma } from './grey.ts';
import { decodeImage, imageSize } from './image.ts';
import { greyPng, makePng, pngChunk, thrownBy } from './test-files.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
const grey4x4 = { width: 4, height: 4, depth: 8, colourType: 0, at: (x: number) => [60 * x] };

describe('kinds of PNG', () => {
  const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
  const kinds = [
    ...[1, 2, 4, 8, 16].map((depth) => ({ colourType: 0, depth })),
    ...[1, 2, 4, 8].map((depth) => ({ colourType: 3, depth })),
    ...[2, 4, 6].flatMap((colourType) => [8, 16].map((depth) => ({ colourType, depth }))),
  ];
  const palette = Uint8Array.from({ length: 768 }, (_, i) => (i * 37) % 256);

  it.each(kinds.flatMap((kind) => [false, true].map((interlaced) => ({ ...kind, interlaced }))))(
    'colour type $colourType, $depth bit, interlaced $interlaced, every filter',
    ({ colourType, depth, interlaced }) => {
      const [width, height] = [13, 11];
      const top = 2 ** depth - 1;
      const at = (x: number, y: number) =>
        Array.from(
          { length: channels[colourType] },
          (_, c) => (x * x * 7 + y * 31 + x * y + c * 5) & top,
        );
      const png = makePng({
        ...{ width, height, depth, colourType, interlaced, at },
        filter: (row) => row % 5,
        extra: colourType === 3 ? { PLTE: palette.subarray(0, 3 * 2 ** Math.min(depth, 8)) } : {},
      });
      const image = decodeImage(png, 'a.png');
      expect([image.width, image.height]).toEqual([width, height]);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const samples = at(x, y).map((value) => Math.round((value * 255) / top));
          const index = at(x, y)[0];
          const [first, second, third] = samples;
          const grey = {
            0: first,
            2: luma(first, second, third),
            3: luma(palette[3 * index], palette[3 * index + 1], palette[3 * index + 2]),
            4: first,
            6: luma(first, second, third),
          }[colourType];
          const alpha = colourType >= 4 ? samples[channels[colourType] - 1] : 255;
          const onPaper = 255 + (((grey ?? NaN) - 255) * alpha) / 255;
          const off = Math.abs(image.pixels[y * width + x] - onPaper);
          expect(off, `${x}, ${y}`).toBeLessThanOrEqual(1);
        }
    },
  );

  it.each(['palette.png', 'interlaced-1-bit.png'] as const)('%s as Pillow reads it', (name) => {
    const { width, height, pixels } = decodeImage(fixture(name), name);
    expect({ width, height, pixels: [...pixels] }).toEqual(expected[name]);
  });

  it('reads what a real encoder writes', () => {
    const data = Uint8Array.from({ length: 5 * 3 }, (_, i) => i * 17);
    const png = encode({ width: 5, height: 3, data, channels: 1, depth: 8 });
    expect(decodeImage(png, 'a.png')).toEqual({ width: 5, height: 3, pixels: data });
  });

  it('shows the transparent colour as paper, at full depth', () => {
    const key = Buffer.from([0x12, 0x34]);
    const png = makePng({
      ...{ width: 2, height: 1, depth: 16, colourType: 0, extra: { tRNS: key } },
      at: (x) => [x === 0 ? 0x1234 : 0x1235],
    });
    expect([...decodeImage(png, 'a.png').pixels]).toEqual([255, 0x12]);
  });

  it('finds a file inside a larger buffer', () => {
    const png = makePng(grey4x4);
    const shifted = Buffer.concat([Buffer.alloc(3), png]).subarray(3);
    expect(decodeImage(shifted, 'a.png')).toEqual(decodeImage(png, 'a.png'));
  });
});

describe('unsound PNG', () => {
  const sound = makePng(grey4x4);

  it('cut short, at every length', async () => {
    for (let length = 8; length < sound.length; length++)
      await thrownBy(() => decodeImage(sound.subarray(0, length), 'a.png'), 'image.truncated');
  });
  it('with too few rows, the file itself being whole', async () => {
    const rows = Buffer.alloc(4 * 5 - 2);
    await thrownBy(() => decodeImage(makePng({ ...grey4x4, rows }), 'a.png'), 'image.truncated');
  });
  it('with a compressed stream that ends early', async () => {
    const compressed = deflateSync(Buffer.alloc(20)).subarray(0, -6);
    await thrownBy(
      () => decodeImage(makePng({ ...grey4x4, compressed }), 'a.png'),
      'image.truncated',
    );
  });
  it('that unpacks to far more than its size', async () => {
    const compressed = deflateSync(Buffer.alloc(50_000_000));
    await thrownBy(() => decodeImage(makePng({ ...grey4x4, compressed }), 'a.png'), 'image.broken');
  });
  it('with a flipped bit in the header or the pixels', async () => {
    for (const place of [20, sound.length - 22]) {
      const damaged = Buffer.from(sound);
      damaged[place] ^= 4;
      await thrownBy(() => decodeImage(damaged, 'a.png'), 'image.broken');
    }
  });
  it('with a flipped bit in the palette', async () => {
    const damaged = fixture('palette.png');
    damaged[damaged.indexOf('PLTE') + 8] ^= 4;
    await thrownBy(() => decodeImage(damaged, 'a.png'), 'image.broken');
  });
  it('with an unknown filter', async () => {
    const rows = Buffer.alloc(20, 9);
    await thrownBy(() => decodeImage(makePng({ ...grey4x4, rows }), 'a.png'), 'image.broken');
  });
  it('without the palette it needs', async () => {
    await thrownBy(
      () => decodeImage(makePng({ ...grey4x4, colourType: 3 }), 'a.png'),
      'image.broken',
    );
  });
  it('of a depth that its colour type does not have', async () => {
    await thrownBy(() => decodeImage(makePng({ ...grey4x4, depth: 3 }), 'a.png'), 'image.broken');
  });
  it('that claims 60,000 x 60,000 pixels', async () => {
    const compressed = deflateSync(Buffer.alloc(1000));
    const png = makePng({ ...grey4x4, width: 60_000, height: 60_000, compressed });
    const error = await thrownBy(() => decodeImage(png, 'a.png'), 'image.tooLarge');
    expect(error.values).toMatchObject({ file: 'a.png', width: 60_000, maximum: 4096 });
    await thrownBy(() => imageSize(png, 'a.png'), 'image.tooLarge');
  });
  it('survives damage to a comment', () => {
    const comment = pngChunk('tEXt', Buffer.from('Comment\0hello'));
    comment[12] ^= 1;
    const png = Buffer.concat([sound.subarray(0, 33), comment, sound.subarray(33)]);
    expect(decodeImage(png, 'a.png')).toEqual(decodeImage(sound, 'a.png'));
  });
});

describe('by content, not by name', () => {
  it('refuses what is no image', async () => {
    await thrownBy(() => decodeImage(Buffer.from('%PDF-1.7'), 'a.png'), 'image.notAnImage');
    await thrownBy(() => decodeImage(Buffer.from('hello, I am text'), 'a.png'), 'image.notAnImage');
    await thrownBy(() => decodeImage(Buffer.alloc(0), 'a.png'), 'image.empty');
  });
  it('reads a PNG that is called JPEG', () => {
    expect(decodeImage(greyPng(7), 'a.jpg').pixels[0]).toBe(7);
  });
});

it('thousands of damaged files: an error with a reason or an image, nothing else', () => {
  const kinds = [
    makePng(grey4x4),
    makePng({ ...grey4x4, colourType: 6, interlaced: true, at: (x, y) => [x, y, 9, 200] }),
    fixture('palette.png'),
    fixture('interlaced-1-bit.png'),
  ];
  let refused = 0;
  for (let round = 0; round < 4000; round++) {
    const bytes = Buffer.from(kinds[round % kinds.length]);
    for (let k = 0; k <= round % 3; k++)
      bytes[(round * 7919 + k * 104_729) % bytes.length] ^= 1 << (round % 8);
    try {
      decodeImage(bytes, 'a.png');
    } catch (error) {
      expect(String(error)).toMatch(/UserError: image\./);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(2000);
});
