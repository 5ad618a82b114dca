import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import expected from './fixtures/expected.json' with { type: 'json' };
import { decodeImage, imageSize } from './image.ts';
import { upright } from './orientation.ts';
import { thrownBy } from './test-files.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));

describe('kinds of JPEG, as Pillow reads them', () => {
  // Colour: the file's own luma channel, where Pillow goes through RGB and clips.
  it.each([
    ['grey.jpg', 0],
    ['colour.jpg', 3],
    ['progressive.jpg', 3],
    ['two-scans.jpg', 0],
    ['cmyk.jpg', 0],
    ['sideways.jpg', 0],
  ] as const)('%s, within %i grey levels', (name, tolerance) => {
    const image = decodeImage(fixture(name), name);
    const { width, height, pixels } = expected[name];
    expect([image.width, image.height]).toEqual([width, height]);
    const differences = pixels.map((value, i) => Math.abs(value - image.pixels[i]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });

  it('knows the size without decoding, upright', () => {
    expect(imageSize(fixture('colour.jpg'), 'a')).toEqual({ width: 16, height: 12 });
    expect(imageSize(fixture('sideways.jpg'), 'a')).toEqual({ width: 12, height: 16 });
  });

  it('turns all eight orientations upright', () => {
    // 1 2 3   as each orientation stores it, and the way back
    // 4 5 6
    const stored = [
      [3, 2, [1, 2, 3, 4, 5, 6]],
      [3, 2, [3, 2, 1, 6, 5, 4]],
      [3, 2, [6, 5, 4, 3, 2, 1]],
      [3, 2, [4, 5, 6, 1, 2, 3]],
      [2, 3, [1, 4, 2, 5, 3, 6]],
      [2, 3, [3, 6, 2, 5, 1, 4]],
      [2, 3, [6, 3, 5, 2, 4, 1]],
      [2, 3, [4, 1, 5, 2, 6, 3]],
    ] as const;
    for (const [i, [width, height, pixels]] of stored.entries())
      expect(upright({ width, height, pixels: Uint8Array.from(pixels) }, i + 1)).toEqual({
        width: 3,
        height: 2,
        pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
      });
  });
});

describe('unsound JPEG', () => {
  const sound = fixture('colour.jpg');
  const frame = sound.indexOf(Buffer.from('ffc0', 'hex'));

  it('cut short', async () => {
    for (const length of [3, 10, 100, frame + 5, 600, sound.length - 40])
      await thrownBy(() => decodeImage(sound.subarray(0, length), 'a.jpg'), 'image.truncated');
  });
  it('damaged in its tables', async () => {
    const damaged = Buffer.from(sound);
    damaged.fill(0xee, frame + 40, frame + 120);
    await thrownBy(() => decodeImage(damaged, 'a.jpg'), 'image.broken');
  });
  it('that claims 60,000 pixels a side', async () => {
    const huge = Buffer.from(sound);
    huge.writeUInt16BE(60_000, frame + 5);
    const error = await thrownBy(() => decodeImage(huge, 'a.jpg'), 'image.tooLarge');
    expect(error.values).toMatchObject({ height: 60_000, maximum: 4096 });
  });
  it('of a kind that is not supported', async () => {
    const lossless = Buffer.from(sound);
    lossless[frame + 1] = 0xc3;
    await thrownBy(() => decodeImage(lossless, 'a.jpg'), 'image.unsupported');
    const twelveBit = Buffer.from(sound);
    twelveBit[frame + 4] = 12;
    await thrownBy(() => decodeImage(twelveBit, 'a.jpg'), 'image.unsupported');
  });
  it('with more scans than an image can need', async () => {
    // Progressive at full precision: a scan that comes again is allowed, and costs another pass.
    const progressive = fixture('two-scans.jpg');
    const scan = progressive.subarray(progressive.lastIndexOf(Buffer.from('ffda', 'hex')), -2);
    const withScans = (count: number) =>
      Buffer.concat([
        progressive.subarray(0, -2),
        ...Array.from({ length: count - 2 }, () => scan),
        progressive.subarray(-2),
      ]);
    expect(decodeImage(withScans(64), 'a.jpg')).toEqual(decodeImage(progressive, 'a.jpg'));
    await thrownBy(() => decodeImage(withScans(65), 'a.jpg'), 'image.broken');
  });

  it('thousands of damaged files leave the decoder as good as new', () => {
    const kinds = ['colour.jpg', 'grey.jpg', 'progressive.jpg', 'cmyk.jpg', 'sideways.jpg'].map(
      fixture,
    );
    const before = decodeImage(sound, 'a.jpg');
    let refused = 0;
    for (let round = 0; round < 5000; round++) {
      const bytes = Buffer.from(kinds[round % kinds.length]);
      for (let k = 0; k <= round % 3; k++)
        bytes[(round * 7919 + k * 104_729) % bytes.length] ^= 1 << (round % 8);
      try {
        decodeImage(bytes, 'a.jpg');
      } catch (error) {
        expect(String(error)).toMatch(/UserError: image\./);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
    expect(decodeImage(sound, 'a.jpg')).toEqual(before);
  });
});
