/** The images in the directions in which they differ most: the plain map, and what neighbours are looked for in. */
import { principalComponents } from '../../engine/principal-components.ts';
import type { ImageNumbers } from './numbers.ts';

/** Neighbours in the first fifty directions are those in all, to what a map can show, and found much sooner. */
const wanted = 50;

export interface Directions {
  /** `[images, count]`: along each direction, by falling deviation. */
  along: Float32Array;
  count: number;
  /** Of the variance, along the first and the second direction, as fractions of 1. */
  explained: [number, number];
}

/** @param numbers are centred in place */
export function directionsOf({ values, size }: ImageNumbers, seed: number): Directions {
  const images = values.length / size;
  const { components, deviations } = principalComponents(values, size, wanted, seed);
  const count = deviations.length;
  const along = new Float32Array(images * count);
  for (let image = 0; image < images; image++)
    for (let n = 0; n < count; n++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += values[image * size + i] * components[n * size + i];
      along[image * count + n] = sum;
    }
  let squares = 0;
  for (const value of values) squares += value * value;
  const variance = squares / Math.max(1, images - 1);
  const shareOf = (n: number): number =>
    n < count && variance > 0 ? Math.min(1, (deviations[n] * deviations[n]) / variance) : 0;
  return { along, count, explained: [shareOf(0), shareOf(1)] };
}

/** The first two directions, `[images, 2]`; 0 where there are fewer. */
export function firstTwo({ along, count }: Directions, images: number): Float32Array {
  const positions = new Float32Array(images * 2);
  for (let image = 0; image < images; image++)
    for (let axis = 0; axis < Math.min(2, count); axis++)
      positions[image * 2 + axis] = along[image * count + axis];
  return positions;
}
