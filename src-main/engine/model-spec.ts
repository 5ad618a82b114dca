/** What answers, as plain JSON: a network, or kept images. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { networkSpecOf } from './network-spec.ts';
import { describeNetwork, grouped, type NetworkSpec } from './network.ts';
import type { Shape } from './shape.ts';

export interface NeighboursSpec {
  readonly kind: 'nearestNeighbours';
  readonly inputSize: number;
  readonly neighbours: number;
  /** How many are kept. */
  readonly images: number;
}

export type ModelSpec = NetworkSpec | NeighboursSpec;

export const isNeighbours = (spec: ModelSpec): spec is NeighboursSpec => 'kind' in spec;

/** `images`: how many there are to learn from. */
export function modelSpecOf(
  h: Hyperparameters,
  image: Pick<Shape, 'height' | 'width'>,
  classes: number,
  images: number,
): ModelSpec {
  if (h.method === 'network') return networkSpecOf(h, image, classes);
  const inputSize = image.height * image.width;
  return { kind: 'nearestNeighbours', inputSize, neighbours: h.neighbours, images };
}

/** One line: `400-128-10 relu, 52,618 parameters`, or `3 nearest of 60,000 images`. */
export const describeModel = (spec: ModelSpec): string =>
  isNeighbours(spec)
    ? `${spec.neighbours} nearest of ${grouped(spec.images)} images`
    : describeNetwork(spec);
