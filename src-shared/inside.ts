/** What the place Inside asks and is told: units, one image on its way through a network, and why it answers so. */
import type { Drawing } from './drawing.ts';
import type { Prediction } from './prediction.ts';

/** The pixels that one number of a layer sees: that at row r, column c sees from `top + r * stepY` on. */
export interface ReceptiveField {
  height: number;
  width: number;
  stepY: number;
  stepX: number;
  /** Negative where it begins in the zeros around the image. */
  top: number;
  left: number;
}

/** A layer with the activation that follows it. Dropout is left out: a network that is asked drops nothing. */
export interface Stage {
  /** Its place among the network's layers. */
  layer: number;
  /** The place where its numbers come out: that of its activation, if it has one. */
  end: number;
  kind:
    | 'dense'
    | 'convolution'
    | 'maxPooling'
    | 'meanPooling'
    | 'trainedPooling'
    | 'batchNormalisation'
    | 'padding';
  /** As the layers are written: `conv5x5x32`; of a dense layer the number of its units. */
  name: string;
  activation: string | null;
  height: number;
  width: number;
  /** Of a dense layer: its units. */
  channels: number;
  /** Null where every number sees the whole image. */
  field: ReceptiveField | null;
  /** Its weights can be shown as they are: what it reads is the image itself, with one number a pixel. */
  readsPixels: boolean;
  isOutput: boolean;
}

/** Stages whose channels are units: what can be looked at one by one. */
export const hasUnits = ({ kind }: Pick<Stage, 'kind'>): boolean =>
  kind === 'dense' || kind === 'convolution';

/** What is known of the units of a layer without any image. */
export interface UnitNumbers {
  /** `[unit]`; null where the layer has none. */
  biases: Float32Array | null;
  /** Euclidean norm of the weights that lead to each unit, and of those that read it; `[unit]`. */
  incoming: Float32Array;
  /** Null of the output, which nothing reads. */
  outgoing: Float32Array | null;
  /** `[unit, class]`: the weights themselves where the output reads the units; else null. */
  toOutput: Float32Array | null;
}

export interface InsideNetwork {
  width: number;
  height: number;
  classes: string[];
  /** In order; the image itself is not among them. */
  stages: Stage[];
  /** By the places of `stages`; null for stages without units. */
  numbers: (UnitNumbers | null)[];
}

/** Weights of some units as pictures. */
export interface UnitPictures {
  height: number;
  width: number;
  /** `[unit asked for, height, width]` */
  values: Float32Array;
}

/** Training images that are kept for each unit: those that excite it most. */
export const bestImages = 9;
/** `LayerSurvey.samples` where there were fewer images. */
export const noSample = 0xffffffff;

/** What the units of a layer say about many images. */
export interface LayerSurvey {
  /** Images that were looked at, of so many. */
  images: number;
  ofImages: number;
  /** They are the training images of the run; else all those of the open data set. */
  sameData: boolean;
  /** Over images and places in them, `[unit]`: the mean, and the share of numbers above 0. */
  means: Float32Array;
  active: Float32Array;
  /** `[unit, bestImages]`, the most exciting first: the image, what the unit says, and where in its map. */
  samples: Uint32Array;
  values: Float32Array;
  places: Uint32Array;
  /**
   * `[class, unit]`: the slope of the class's output sum by the unit's number, times that number, summed over
   * places, mean over `contributionImages` images. Of the last hidden layer that is outgoing weight x mean
   * activation. Null of the output itself.
   */
  contributions: Float32Array | null;
  contributionImages: number;
}

/** `[unit]`: how far the output of the answer falls, mean over images, when the unit is silent. */
export interface AblationResult {
  falls: Float32Array;
  images: number;
}

/** Pictures that excite units as much as can be. */
export interface MaximisedUnits {
  /** `[unit asked for, height, width]`, 0 to 255. */
  pixels: Uint8Array;
  /** What each unit says to its picture; of a convolution the mean over the places. */
  values: Float32Array;
}

/** At most so many units in one question, and the steps of their search. */
export const unitsPage = 24;
export const maximiseSteps = 150;

/** An image of an open data set, or what is on the pad. */
export type InsideImage = { datasetId: string; index: number } | { drawing: Drawing };

export interface FollowedImage {
  prediction: Prediction;
  /** By the places of `InsideNetwork.stages`: `[height, width, channels]`. */
  stages: Float32Array[];
}

export const saliencyMethods = ['gradientTimesInput', 'smoothGrad'] as const;
export type SaliencyMethod = (typeof saliencyMethods)[number];

export interface SaliencySettings {
  method: SaliencyMethod;
  /** Of SmoothGrad: noisy copies, and the noise's standard deviation in percent of the range from paper to ink. */
  samples: number;
  noise: number;
  seed: number;
}
export const saliencyRanges = {
  samples: { minimum: 2, maximum: 100, step: 1, usual: 25 },
  noise: { minimum: 1, maximum: 50, step: 1, usual: 15 },
} as const;
export const usualSaliency: SaliencySettings = {
  method: 'gradientTimesInput',
  samples: saliencyRanges.samples.usual,
  noise: saliencyRanges.noise.usual,
  seed: 1,
};

export interface WhyQuestion {
  /** The class that is asked about; null: the answer. */
  label: number | null;
  /** Its output less that of this class; null: its output alone. */
  against: number | null;
  settings: SaliencySettings;
}

export interface WhyAnswer {
  prediction: Prediction;
  label: number;
  /** The output sums, before the last activation, `[class]`. */
  sums: Float32Array;
  /** `[height, width]`: above 0 where ink speaks for the label. */
  map: Float32Array;
  /** The same with random weights, and Spearman's correlation of both maps where either shows something, -1 to 1; NaN where none does. */
  control: Float32Array;
  correlation: number;
}

export interface SmallestChange {
  before: Prediction;
  /** What was found; null where the answer did not turn within the steps. */
  found: {
    after: Prediction;
    /** `[height, width]`, in levels: 1 is the whole way from paper to ink. */
    difference: Float32Array;
    /** Euclidean norm of the difference, and its largest part. */
    norm: number;
    largest: number;
  } | null;
  steps: number;
}
