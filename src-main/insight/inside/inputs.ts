/** Images of a data set as a network's input. */
import { inputTable, type Preprocessing } from '../../../src-shared/preprocess.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { createRandom } from '../../engine/random.ts';
import type { Vector } from '../../engine/vector.ts';
import type { LabData } from '../lab/judge-images.ts';

export type InsideData = Pick<LabData, 'pixels' | 'width' | 'height' | 'polarity'>;

/**
 * Fills the first rows of `inputs` with the images `indices[from ...]`; those of the other polarity than the
 * network's are turned.
 * @throws UserError `model.otherSize`
 */
export function inputLoader(
  data: InsideData,
  { width, height, polarity, inputRange }: Preprocessing,
): (inputs: Vector, indices: Uint32Array, from: number, count: number) => void {
  if (data.width !== width || data.height !== height)
    throw new UserError('model.otherSize', {
      expected: `${width} x ${height}`,
      found: `${data.width} x ${data.height}`,
    });
  const size = width * height;
  const pixels = new Uint8Array(data.pixels);
  const table = inputTable(inputRange);
  if (data.polarity !== polarity) table.reverse();
  return (inputs, indices, from, count) => {
    for (let row = 0; row < count; row++) {
      const start = indices[from + row] * size;
      for (let i = 0; i < size; i++) inputs[row * size + i] = table[pixels[start + i]];
    }
  };
}

/** At most `most` of the images, drawn by a seed, in their own order. */
export function someOf(indices: Uint32Array, most: number): Uint32Array {
  if (indices.length <= most) return indices;
  const order = createRandom(1, 'inside', indices.length).permutation(indices.length);
  return Uint32Array.from(order.subarray(0, most), (place) => indices[place]).sort();
}
