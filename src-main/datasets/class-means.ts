/** The mean image of a class. */
import { overlayFlags } from '../../src-shared/overlay.ts';

/** Sample indices of each class, ascending. */
export function membersOfClasses(labels: Uint16Array, classes: number): Uint32Array[] {
  const sizes = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]] += 1;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) members[labels[i]][filled[labels[i]]++] = i;
  return members;
}

/**
 * Pixel by pixel over the members that are not excluded; zero where there are none. `pixels`:
 * `[sample, area]`. Returns `[area]`, 0 to 255.
 */
export function classMean(
  pixels: Uint8Array,
  area: number,
  members: Uint32Array,
  flags: Uint8Array,
): Float64Array {
  const mean = new Float64Array(area);
  let count = 0;
  for (let k = 0; k < members.length; k++) {
    if ((flags[members[k]] & overlayFlags.excluded) !== 0) continue;
    count += 1;
    const start = members[k] * area;
    for (let p = 0; p < area; p++) mean[p] += pixels[start + p];
  }
  if (count > 0) for (let p = 0; p < area; p++) mean[p] /= count;
  return mean;
}
