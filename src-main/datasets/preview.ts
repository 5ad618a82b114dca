/** The first images of a data set that takes its time: shown while the rest is being read. */
import type { DatasetPreview } from '../../src-shared/dataset.ts';
import { decodeFiles, type DecodingTarget } from './decode-files.ts';
import type { LabelledFile } from './image-files.ts';
import type { Size } from './image-sizes.ts';
import { readBeginnings } from './read-ahead.ts';
import type { Reading } from './reading.ts';

/** Of decoding; large photographs take long, and a few of them are enough. Milliseconds. */
const longest = 300;
/** Of pixels. */
const maximumBytes = 4 * 2 ** 20;
/** Images that are decoded between two looks at the clock. */
const step = 8;

/** Decodes the first of these files, as many as a moment allows, and hands them to `reading.onPreview`. */
export async function previewOf(
  spread: readonly LabelledFile[],
  frame: Size,
  textOnly: boolean,
  reading: Reading,
): Promise<void> {
  if (!reading.onPreview) return;
  const area = frame.width * frame.height;
  const files = spread.slice(0, Math.max(1, Math.floor(maximumBytes / area)));
  const target: DecodingTarget = {
    ...{ frame, path: reading.path, textOnly },
    pixels: new SharedArrayBuffer(files.length * area),
    sizes: new SharedArrayBuffer(4 * files.length),
    decoded: new SharedArrayBuffer(files.length),
  };
  const started = performance.now();
  const shown: number[] = [];
  const decoded = new Uint8Array(target.decoded);
  for (let first = 0; first < files.length; first += step) {
    await decodeFiles(files.slice(first, first + step), first, target, {
      read: readBeginnings,
    });
    await reading.breathe();
    for (let i = first; i < Math.min(first + step, files.length); i++)
      if (decoded[i] === 1) shown.push(i);
    if (performance.now() - started > longest) break;
  }
  if (shown.length === 0) return;
  const pixels = new Uint8Array(shown.length * area);
  for (const [place, i] of shown.entries())
    pixels.set(new Uint8Array(target.pixels, i * area, area), place * area);
  const preview: DatasetPreview = {
    ...frame,
    classes: shown.map((i) => files[i].className),
    pixels,
  };
  reading.onPreview(preview);
}
