/** A picture of another size than all the others. */
import type { Picture } from './ink.ts';
import { resizeByArea } from './resize.ts';

/**
 * The image scaled by area until it fits, its aspect kept, in the middle; the rest is filled with its own ground:
 * the median of its rim, which a stroke that touches the rim does not change.
 */
export function fitInto(image: Picture, frame: { width: number; height: number }): Uint8Array {
  if (image.width === frame.width && image.height === frame.height) return image.pixels;
  const isWide = frame.width * image.height < frame.height * image.width;
  const width = isWide
    ? frame.width
    : Math.max(1, Math.round((image.width * frame.height) / image.height));
  const height = isWide
    ? Math.max(1, Math.round((image.height * frame.width) / image.width))
    : frame.height;
  const scaled = resizeByArea(image.pixels, image.width, image.height, width, height);
  if (width === frame.width && height === frame.height) return scaled;
  const out = new Uint8Array(frame.width * frame.height).fill(rimLevel(image));
  const left = (frame.width - width) >> 1;
  const top = (frame.height - height) >> 1;
  for (let y = 0; y < height; y++)
    out.set(scaled.subarray(y * width, (y + 1) * width), (top + y) * frame.width + left);
  return out;
}

function rimLevel({ width, height, pixels }: Picture): number {
  const counts = new Uint32Array(256);
  let total = 0;
  const add = (value: number): void => {
    counts[value] += 1;
    total += 1;
  };
  for (let x = 0; x < width; x++) {
    add(pixels[x]);
    if (height > 1) add(pixels[(height - 1) * width + x]);
  }
  for (let y = 1; y < height - 1; y++) {
    add(pixels[y * width]);
    if (width > 1) add(pixels[y * width + width - 1]);
  }
  let passed = 0;
  return counts.findIndex((count) => (passed += count) * 2 >= total);
}
