/** The first images of a large file of many, shown while the rest of it is still being read. */
import type { Size } from './image-sizes.ts';
import type { Reading } from './reading.ts';

/** As many as a person takes in at a glance. */
export const firstImages = 96;
/** Of pixels: a smaller file is read before anyone has looked at a preview. */
const largeBytes = 2e7;

/** Whether it is worth it, and somebody wants to know. */
export const showsFirstImages = (reading: Reading, pixels: number): boolean =>
  reading.onPreview !== undefined && pixels >= largeBytes;

/** `classes`: of each image; `pixels`: `[classes.length, height, width]`, copied. */
export function showFirstImages(
  { onPreview }: Reading,
  { width, height }: Size,
  classes: string[],
  pixels: ArrayLike<number>,
): void {
  onPreview?.({ width, height, classes, pixels: Uint8Array.from(pixels) });
}
