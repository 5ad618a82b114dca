/** A map of a data set: each image a point, near those that are like it. */
import type { JudgedBy } from './lab.ts';
import type { Shape } from './network-size.ts';

/**
 * `pca`: the two directions in which the images differ most. `umap`: neighbours stay neighbours (McInnes, Healy &
 * Melville, 2018).
 */
export const mapMethods = ['pca', 'umap'] as const;
export type MapMethod = (typeof mapMethods)[number];

/** Images on a map: at most these, and fewer where the data set has fewer. */
export const mapCounts = [500, 1000, 2000, 5000] as const;
export const maximumMapImages = 5000;

/** UMAP's: how many of its nearest images an image stays near to, itself among them; and how close points may come. */
export const mapRanges = {
  neighbours: { minimum: 2, maximum: 50, step: 1, usual: 15 },
  minimumDistance: { minimum: 0, maximum: 0.99, step: 0.01, usual: 0.1 },
} as const;

/** A layer whose outputs images can be placed by. */
export interface MapLayer {
  /** Place in the network's list of layers, of the last that belongs to it: its activation. */
  layer: number;
  kind: 'dense' | 'convolution' | 'pooling';
  shape: Shape;
  isOutput: boolean;
}

/** What a run's layers are, and the images of each choice. Without a run: no layers, and the split that the files give. */
export interface MapGround extends JudgedBy {
  layers: MapLayer[];
}

/** Where the images lie by now, `[images, 2]`. */
export interface MapFrame {
  step: number;
  steps: number;
  positions: Float32Array;
}

/** `[images]` each, in the order of the map. */
export interface MapAnswers {
  /** Class that the run takes the image for. */
  answered: Uint16Array;
  /** The output for it. */
  confidence: Float32Array;
}

export interface MadeMap {
  /** `[images, 2]` */
  positions: Float32Array;
  answers: MapAnswers | null;
  /** Numbers that an image was compared by; what was larger is averaged over blocks first. */
  numbers: number;
  /** Of the variance, what the two directions of `pca` show, as fractions of 1. */
  explained: [number, number];
  /** Ended before its last step, on request: the points lie where they lay by then. */
  cancelled: boolean;
  seconds: number;
}

export interface DataMap extends MadeMap {
  /** Sample of each point, in rising order. */
  indices: Uint32Array;
}
