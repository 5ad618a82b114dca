/** What the laboratory asks and is told: mistakes, and how much a network can take. */
import type { Answers } from './classification.ts';
import type { DamageName, LesionPlan } from './damage.ts';
import { type SplitName, splitNames } from './dataset.ts';
import type { Prediction } from './prediction.ts';

/** `all`: every image of the data set. */
export const imageChoices = [...splitNames, 'all'] as const;
export type ImageChoice = SplitName | 'all';

/** Which images a run can be judged by in the data set that is open. */
export interface JudgedBy {
  /** It is the data set that the run was trained on: the splits are the run's own. */
  sameData: boolean;
  /** Images of each choice; none of a choice that is empty. */
  images: Partial<Record<ImageChoice, number>>;
}

/** A model's answer about every image of a choice. */
export interface LabEvaluation extends Answers, JudgedBy {
  runId: string;
  choice: ImageChoice;
  classes: string[];
  /** Numbers of the images in the data set, `[image]`. */
  indices: Uint32Array;
  /** The output of the true class, `[image]`. */
  expectedOutput: Float32Array;
  outputsAreProbabilities: boolean;
  /** Mean; null where the method has none. */
  loss: number | null;
}

/** A point of a curve of accuracy against damage. */
export interface DamagePoint {
  /** The amount, in the damage's unit. */
  level: number;
  /** Mean over the draws, a fraction of 1. */
  accuracy: number;
  /** Standard deviation over the draws (n - 1); 0 of one. */
  deviation: number;
}

export interface DamageCurve {
  runId: string;
  choice: ImageChoice;
  images: number;
  sameData: boolean;
  points: DamagePoint[];
}

/** A hidden layer of units that can be silenced: dense units, or the channels of a convolution. */
export interface UnitLayer {
  /** Its place among the network's layers. */
  layer: number;
  kind: 'dense' | 'convolution';
  units: number;
}

/** A unit, by its layer's place and its own. */
export interface UnitName {
  layer: number;
  unit: number;
}

/** A network with some units silenced, asked about one image. */
export interface SilencedAnswer {
  prediction: Prediction;
  layers: UnitLayer[];
  /** Of each dense layer of `layers`, what its units say about the image: `[unit]`. Null for convolutions. */
  activations: (Float32Array | null)[];
}

export const maximumSilenced = 20_000;

/** A question about damaged images, or about a damaged network. */
export type CurveQuestion =
  { kind: 'image'; damage: DamageName; seed: number } | ({ kind: 'network' } & LesionPlan);
