/** An animation as GIF 89a that plays without end. */
import { GifWriter } from 'omggif';
import type { Animation } from '../../../src-shared/film.ts';

export function encodeGif({
  width,
  height,
  frames,
  palette,
  milliseconds,
}: Animation): Uint8Array<ArrayBuffer> {
  const size = width * height;
  const count = frames.length / size;
  // LZW codes have at most 12 bits, and every 255 bytes have one that counts them.
  const buffer = new Uint8Array(count * (2 * size + 1024) + 2048);
  const colours = Array.from(
    { length: 256 },
    (_, i) => (palette[3 * i] << 16) | (palette[3 * i + 1] << 8) | palette[3 * i + 2],
  );
  const writer = new GifWriter(buffer, width, height, { loop: 0, palette: colours });
  for (let n = 0; n < count; n++)
    writer.addFrame(0, 0, width, height, Array.from(frames.subarray(n * size, (n + 1) * size)), {
      // In hundredths of a second.
      delay: Math.round((milliseconds * (n === count - 1 ? 3 : 1)) / 10),
    });
  return buffer.slice(0, writer.end());
}
