/** Where on an image a number of a layer looks. */
import type { Stage } from '../../../src-shared/inside.ts';

/** In pixels of the image; what lies in the zeros around it is cut off. */
export interface Patch {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** Null where every number sees the whole image. */
export function patchOf(
  { field, width: columns }: Pick<Stage, 'field' | 'width'>,
  place: number,
  image: { width: number; height: number },
): Patch | null {
  if (!field) return null;
  const top = field.top + Math.floor(place / columns) * field.stepY;
  const left = field.left + (place % columns) * field.stepX;
  const from = { y: Math.max(0, top), x: Math.max(0, left) };
  return {
    top: from.y,
    left: from.x,
    height: Math.max(0, Math.min(image.height, top + field.height) - from.y),
    width: Math.max(0, Math.min(image.width, left + field.width) - from.x),
  };
}

/** `[height, width]` of the patch. */
export function cutOut(pixels: Uint8Array, imageWidth: number, patch: Patch): Uint8Array {
  const out = new Uint8Array(patch.width * patch.height);
  for (let y = 0; y < patch.height; y++) {
    const start = (patch.top + y) * imageWidth + patch.left;
    out.set(pixels.subarray(start, start + patch.width), y * patch.width);
  }
  return out;
}
