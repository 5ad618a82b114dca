/** Pictures that are larger than any sample. */
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { greyJpeg } from '../testing/grey-jpeg.ts';
import { decodeImage } from './image.ts';
import { decodePhoto } from './photo-image.ts';

/** A PNG whose rows are made one by one; `channels` 1 or 3. */
function png(
  width: number,
  height: number,
  channels: 1 | 3,
  level: (x: number, y: number) => number,
  interlace = 0,
): Buffer {
  const rows = Buffer.alloc(height * (1 + width * channels));
  for (let y = 0; y < height; y++) {
    const row = y * (1 + width * channels) + 1;
    for (let x = 0; x < width; x++)
      rows.fill(level(x, y), row + x * channels, row + (x + 1) * channels);
  }
  const chunk = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), body]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? 0 : 2, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a picture of the size of a sample', () => {
  it('is decoded to the same bits as a sample', async () => {
    const small = png(300, 200, 3, (x, y) => (x * y) & 255);
    expect(await decodePhoto(small, 'a.png')).toEqual(decodeImage(small, 'a.png'));
    const jpeg = greyJpeg(160, 80, (column, row) => (column + row) * 5);
    expect(await decodePhoto(jpeg, 'a.jpg')).toEqual(decodeImage(jpeg, 'a.jpg'));
  });
});

describe('a picture of a phone', () => {
  it('as PNG of 12 megapixels and more is read row by row, each pixel the mean of a square', async () => {
    const [width, height] = [6401, 3000];
    const level = (x: number, y: number): number => ((x >> 1) + (y >> 1) * 3) & 255;
    const photo = await decodePhoto(png(width, height, 3, level), 'photo.png');
    expect(photo).toMatchObject({ width: 3201, height: 1500 });
    // Squares of 2 x 2 of one grey; the last column is half a square.
    expect(photo.pixels[0]).toBe(0);
    expect(photo.pixels[3201 * 700 + 1234]).toBe((1234 + 2100) & 255);
    expect(photo.pixels[3200]).toBe(3200 & 255);
  });

  it('as JPEG is scaled while it is decoded, and turned upright', async () => {
    // A dark left third.
    const level = (column: number): number => (column < 272 ? 40 : 200);
    const photo = await decodePhoto(greyJpeg(6528, 4896, level, 6), 'photo.jpg');
    expect(photo).toMatchObject({ width: 2448, height: 3264 });
    // Turned to the right, the left third is on top.
    const at = (x: number, y: number): number => photo.pixels[y * photo.width + x];
    expect([at(100, 100), at(2400, 1000), at(100, 1200), at(2400, 3200)]).toEqual([
      40, 40, 200, 200,
    ]);
  });

  it('of 100 megapixels is read, of more it says so', async () => {
    const hundred = greyJpeg(10_000, 10_000, (column, row) =>
      (column + row) % 2 === 0 ? 90 : 150,
    );
    const photo = await decodePhoto(hundred, 'large.jpg');
    expect(photo).toMatchObject({ width: 5000, height: 5000 });
    expect(photo.pixels[0]).toBe(90);
    expect(photo.pixels[5]).toBe(150);
    await expect(
      decodePhoto(
        greyJpeg(10_008, 10_000, () => 0),
        'huge.jpg',
      ),
    ).rejects.toMatchObject({
      info: {
        code: 'image.tooLarge',
        values: { file: 'huge.jpg', width: 10_008, height: 10_000, maximum: 10_000 },
      },
    });
  });

  it('that is cut short, damaged or interlaced says so', async () => {
    const whole = png(4200, 600, 1, (x) => x & 255);
    const code = (bytes: Buffer): Promise<unknown> =>
      decodePhoto(bytes, 'x.png').then(
        () => 'read',
        (thrown: { info?: { code: string } }) => thrown.info?.code,
      );
    expect(await code(whole)).toBe('read');
    expect(await code(whole.subarray(0, 3000))).toBe('image.truncated');
    const damaged = Buffer.from(whole);
    damaged[2000] ^= 1;
    expect(await code(damaged)).toBe('image.broken');
    expect(await code(png(4200, 600, 1, () => 0, 1))).toBe('image.unsupported');
    // Fewer rows than the header says.
    const short = png(4200, 500, 1, () => 9);
    short.writeUInt32BE(600, 20);
    short.writeUInt32BE(crc32(short.subarray(12, 29)), 29);
    expect(await code(short)).toBe('image.truncated');
  });
});
