/** UMAP's layout, step by step, from the plain map on: what lay together there begins together. */
import { UMAP } from 'umap-js';
import { createRandom } from '../../engine/random.ts';
import type { Neighbours } from './neighbours.ts';

/** Half the side that UMAP lays its points out in at first. */
const startSide = 10;
/** Times it, random, so that equal images have a direction to part in. */
const startNoise = 1e-3;

export interface Layout {
  readonly steps: number;
  /** Moves all points once. */
  step(): void;
  /** `[points, 2]`: a copy. */
  positions(): Float32Array;
}

/** @param start `[points, 2]` */
export function createLayout(
  start: Float32Array,
  { indices, distances }: Neighbours,
  { minimumDistance, seed }: { minimumDistance: number; seed: number },
): Layout {
  const random = createRandom(seed, 'umap');
  const umap = new UMAP({
    nNeighbors: indices[0].length,
    minDist: minimumDistance,
    random: random.uniform,
  });
  umap.setPrecomputedKNN(indices, distances);
  // With the neighbours known, it reads no more of the points than how many they are.
  const steps = umap.initializeFit(indices.map(() => []));
  const points = umap.getEmbedding();
  let reach = 0;
  for (const value of start) reach = Math.max(reach, Math.abs(value));
  points.forEach((point, n) => {
    for (let axis = 0; axis < 2; axis++)
      point[axis] =
        startSide * ((reach > 0 ? start[n * 2 + axis] / reach : 0) + startNoise * random.normal());
  });
  return {
    steps,
    step: () => void umap.step(),
    positions: () => Float32Array.from(points.flat()),
  };
}
