import type { Cut } from './page.ts';
import { type PhotoChoices, type PhotoDone, type PhotoStep, usualPhoto } from './photo.ts';
import type { Seen, SeeingChoices } from './seeing.ts';

/** A network's answer about one image. */
export interface Prediction {
  /** The model's class names. */
  classes: string[];
  /** One number a class. Sums to 1 for softmax outputs; other outputs are shown as they are. */
  outputs: number[];
  outputsAreProbabilities: boolean;
  /** Index of the largest output (the first of equals). */
  label: number;
  /** The true label where it is known. */
  expected: number | null;
  /** The true label where the model does not know it. */
  unknownLabel?: string;
  /** What the network saw, `[height, width]`, 0 to 255. */
  width: number;
  height: number;
  pixels: Uint8Array;
}

/**
 * Which weights of a run: those that count as its result, those of its last finished epoch, or the copy
 * that was kept of an epoch.
 */
export const modelWeightNames = ['best', 'last'] as const;
export type ModelWeights = (typeof modelWeightNames)[number] | number;
export interface RunModel {
  runId: string;
  weights: ModelWeights;
}
/** A model file that a person opened, by its token. */
export interface FileModel {
  file: string;
}
export type ModelChoice = RunModel | FileModel;
export const isRunModel = (model: ModelChoice): model is RunModel => 'runId' in model;

/** What a model file says of itself. */
export interface ModelFacts {
  classes: string[];
  width: number;
  height: number;
  /** The epoch that its weights are of. */
  epoch: number;
}

/** Models that answer about one drawing, side by side. */
export const maximumModels = 2;

/** An answer about a drawing, with the way from the drawing to the network's picture. */
export interface DrawingAnswer extends Prediction {
  /** From the second step on: the drawing itself is on the pad. The last is the network's picture. */
  steps: Seen[];
  /** What was done, and what is done unless a person wants it otherwise. */
  choices: SeeingChoices;
  usual: SeeingChoices;
  /** What was read from left to right; null unless the drawing was to be split. The answer is the newest one's. */
  characters: ReadCharacter[] | null;
}

/** One character of a word or a number, as the network saw it. */
export interface ReadCharacter {
  /** Where it is on the pad, in pad units. */
  left: number;
  right: number;
  label: number;
  output: number;
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** What is to be done with a picture before it is asked about; null: as is found best. */
export interface PictureChoices {
  photo: PhotoChoices;
  seeing: Partial<SeeingChoices>;
  /** It is a picture like the data set's own files: only what was done to those is done to it. */
  asData: boolean | null;
}
export const usualPicture: PictureChoices = { photo: usualPhoto, seeing: {}, asData: null };

/** An answer about a picture, with the way to what the network saw. */
export interface PictureAnswer extends Prediction {
  /** Empty where the picture was taken as one of the data set's. */
  steps: (PhotoStep | Seen)[];
  photo: PhotoDone;
  choices: SeeingChoices;
  usual: SeeingChoices;
  asData: boolean;
}

/** Answers about a page with several characters. */
export interface PageAnswer {
  classes: string[];
  outputsAreProbabilities: boolean;
  /** Of the page as it was cut: shrunk and turned. Cuts are in its pixels. */
  width: number;
  height: number;
  photo: PhotoDone;
  /** Those asked about, or those that were found. */
  cuts: Cut[];
  /** An answer a cut. */
  read: ReadCut[];
  /** Indices of the cuts, line by line, each from left to right. */
  lines: number[][];
  /** The page and the ink on it, `[height, width]`, where they were asked for. */
  picture: { page: Uint8Array; ink: Uint8Array } | null;
}

export interface ReadCut {
  /** Null where there is no ink in the cut. */
  label: number | null;
  /** One number a class; none without ink. */
  outputs: number[];
  /** What the network saw. */
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** How a page is made ready before it is cut. */
export type PageChoices = Pick<PictureChoices, 'photo' | 'seeing'>;

/** Figures of a model on one split of a data set. */
export interface Evaluation {
  images: number;
  /** Null where the method has none. */
  loss: number | null;
  accuracy: number;
  /** Per class: images and the fraction recognised (null where there are none). */
  perClass: { label: string; images: number; accuracy: number | null }[];
  /** `confusion[expected][answered]`, counts. */
  confusion: number[][];
}
