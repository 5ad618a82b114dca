/** The backward query: the picture of what a network takes for a label. */
import type { Polarity } from './dataset.ts';

/**
 * `prior`: ascent in the space of what images of the data set have in common. `free`: ascent on
 * pixels, with no data at all. `book`: inverse activations through transposed weights, as in Rashid's
 * *Make Your Own Neural Network*, part 3.
 */
export const queryMethods = ['prior', 'free', 'book'] as const;
export type QueryMethod = (typeof queryMethods)[number];

export interface QuerySettings {
  steps: number;
  /** Adam's; of pixels where ink is 0 to 1, or of components where 1 is their deviation. */
  learningRate: number;
  /** How far a picture is shifted at random each step, in pixels. */
  jitter: number;
  /** Times half the square of what is sought, which the method `prior` holds near the mean. */
  priorWeight: number;
  /** At most so many components of the prior. */
  components: number;
  /** Times the square of the ink, of the method `free`. */
  inkWeight: number;
  /** Times the total variation, of the method `free`. */
  variationWeight: number;
  seed: number;
}
export type QuerySettingName = keyof QuerySettings;

interface SettingRange {
  minimum: number;
  maximum: number;
  step: number;
  /** The methods that it is a setting of, with its default. */
  methods: Partial<Record<QueryMethod, number>>;
}

/** What the sliders, the command line and the check of a call's argument come from. */
export const querySettings: Readonly<Record<QuerySettingName, SettingRange>> = {
  steps: { minimum: 10, maximum: 1000, step: 10, methods: { prior: 300, free: 300 } },
  learningRate: { minimum: 0.01, maximum: 0.3, step: 0.01, methods: { prior: 0.05, free: 0.05 } },
  jitter: { minimum: 0, maximum: 6, step: 1, methods: { prior: 2, free: 2 } },
  priorWeight: { minimum: 0, maximum: 0.5, step: 0.005, methods: { prior: 0.02 } },
  components: { minimum: 2, maximum: 64, step: 1, methods: { prior: 64 } },
  inkWeight: { minimum: 0, maximum: 1, step: 0.01, methods: { free: 0.1 } },
  variationWeight: { minimum: 0, maximum: 1, step: 0.01, methods: { free: 0.1 } },
  seed: { minimum: 0, maximum: 9999, step: 1, methods: { prior: 1, free: 1 } },
};
export const querySettingNames = Object.keys(querySettings) as QuerySettingName[];

export const settingsOf = (method: QueryMethod): QuerySettingName[] =>
  querySettingNames.filter((name) => querySettings[name].methods[method] !== undefined);

/** A setting that a method has not is 0. */
export function defaultQuerySettings(method: QueryMethod): QuerySettings {
  const value = (name: QuerySettingName): number => querySettings[name].methods[method] ?? 0;
  return {
    steps: value('steps'),
    learningRate: value('learningRate'),
    jitter: value('jitter'),
    priorWeight: value('priorWeight'),
    components: value('components'),
    inkWeight: value('inkWeight'),
    variationWeight: value('variationWeight'),
    seed: value('seed'),
  };
}

/** What one picture is to be. */
export interface QueryTarget {
  /** Of each class, in the order of the model's labels; they sum to 1. */
  shares: readonly number[];
  /** How sure the network is to be, above 0 to 1. */
  strength: number;
  /** 0 starts in the middle; others elsewhere, at random. */
  variation: number;
}

export const oneLabel = (
  label: number,
  classes: number,
  { strength = 1, variation = 0 } = {},
): QueryTarget => ({
  shares: Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0)),
  strength,
  variation,
});

/** The way from one label to another in so many pictures, both ends included. */
export const wayBetween = (
  from: number,
  to: number,
  classes: number,
  pictures: number,
  strength = 1,
): QueryTarget[] =>
  Array.from({ length: pictures }, (_, n) => {
    const share = n / (pictures - 1);
    const shares = Array.from(
      { length: classes },
      (__, k) => (k === from ? 1 - share : 0) + (k === to ? share : 0),
    );
    return { shares, strength, variation: 0 };
  });

/** What another model says of pictures. */
export interface SecondOpinion {
  classes: string[];
  outputsAreProbabilities: boolean;
  answers: QueryPicture[];
}

/** What the data set itself has for each class of a model. */
export interface QueryEvidence {
  width: number;
  height: number;
  /** `[classes, height, width]`: the mean of the training images. */
  means: Uint8Array;
  /** `[classes, height, width]`: of some of them, the one that the network is surest of. */
  surest: Uint8Array;
  /** Its place in the data set and its output; null for a class without training images. */
  best: ({ index: number; output: number } | null)[];
  /** How many of each class were looked at. */
  looked: number;
}

/** At most so many pictures in one query. */
export const maximumPictures = 64;

/** Where the pictures stand while they form. */
export interface QueryFrame {
  step: number;
  steps: number;
  /** `[pictures, height, width]`, 0 to 255. */
  pixels: Uint8Array;
}

/** What the network says of a picture of its own. */
export interface QueryPicture {
  /** One number a class, as a prediction has them. */
  outputs: number[];
  /** Index of the largest output. */
  label: number;
}

export interface QueryResult {
  method: QueryMethod;
  classes: string[];
  width: number;
  height: number;
  polarity: Polarity;
  /** `[pictures, height, width]`, 0 to 255. */
  pixels: Uint8Array;
  pictures: QueryPicture[];
  outputsAreProbabilities: boolean;
  /**
   * Of the method `book`: what comes out of the transposed weights before it is scaled to grey,
   * `[pictures, height, width]`; above 0 where ink speaks for the target. Else null.
   */
  signal: Float32Array | null;
  /** Ended before its last step, on request. */
  cancelled: boolean;
  seconds: number;
}
