import type { RawDataset } from './formats/format.ts';
import { allocatePixels, type Reading } from './reading.ts';

/** Rows and columns of every image change places, for files that were written the other way (EMNIST's, some `.mat`). */
export async function transposed(raw: RawDataset, reading: Reading): Promise<RawDataset> {
  const { width, height } = raw;
  const area = width * height;
  const samples = raw.splits.byteLength;
  const source = new Uint8Array(raw.pixels);
  const pixels = allocatePixels(reading.path, samples, width, height);
  const target = new Uint8Array(pixels);
  for (let i = 0; i < samples; i++) {
    if (i % 256 === 0) await reading.breathe();
    const first = i * area;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        target[first + x * height + y] = source[first + y * width + x];
  }
  return { ...raw, pixels, width: height, height: width };
}
