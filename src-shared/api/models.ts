/** Asking models about pictures and drawings, and one's own handwriting. */
import type { ChosenPath } from '../chosen-path.ts';
import type { DatasetSummary } from '../dataset.ts';
import type { Drawing } from '../drawing.ts';
import type { Cut } from '../page.ts';
import type {
  DrawingAnswer,
  ModelChoice,
  ModelFacts,
  PageAnswer,
  PageChoices,
  PictureAnswer,
  PictureChoices,
  Prediction,
} from '../prediction.ts';
import type { SeeingChoices } from '../seeing.ts';
import type { DrawingCuts } from '../split-drawing.ts';

export interface DrawingQuestion {
  models: ModelChoice[];
  drawing: Drawing;
  /** What is to be done otherwise than each model's data set asks for. */
  choices: Partial<SeeingChoices>;
  /** Several characters, read from left to right and cut so; null for one. */
  split: DrawingCuts | null;
}

/** A picture that a person chose or dropped, or the bytes of one that was pasted. */
export type PictureToAsk = { token: string } | { bytes: Uint8Array; name: string };

/** What was kept of one's own drawings. */
export interface HandwritingSummary {
  drawings: number;
  /** In the order in which the labels were first kept. */
  counts: { label: string; count: number }[];
}

/** A model's answers to one's own drawings; only those are counted whose label it knows. */
export interface HandwritingMeasure {
  drawings: number;
  right: number;
  /** Drawings whose label the model does not know. */
  unknown: number;
  /** In the order of the model's classes; `readAs`: the wrong answers, most common first. */
  perLabel: { label: string; drawings: number; right: number; readAs: string[] }[];
}

export interface ModelCalls {
  /** Opens the file dialog for images; none when the person cancels it. */
  'models/chooseImages': (args: null) => ChosenPath[];
  'models/predictPicture': (args: {
    model: ModelChoice;
    source: PictureToAsk;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** A page with several characters; `cuts`: null for those that are found. */
  'models/readPage': (args: {
    model: ModelChoice;
    source: PictureToAsk;
    choices: PageChoices;
    cuts: readonly Cut[] | null;
    withPicture: boolean;
  }) => PageAnswer;
  /** Opens the file dialog for a model; null when the person cancels it. */
  'models/chooseFile': (args: null) => (ChosenPath & ModelFacts) | null;
  /** The epochs whose weights were kept, ascending. */
  'models/keptEpochs': (args: { runId: string }) => number[];
  /** An answer a model, in their order. */
  'models/predictDrawing': (args: DrawingQuestion) => DrawingAnswer[];
  'handwriting/summary': (args: null) => HandwritingSummary;
  'handwriting/keep': (args: { label: string; drawing: Drawing }) => HandwritingSummary;
  /** The drawing that was kept last is given up. */
  'handwriting/takeBack': (args: null) => HandwritingSummary;
  /** Opens what was kept as a data set, drawn as that model sees it. */
  'handwriting/open': (args: { model: ModelChoice }) => DatasetSummary;
  /** How the model reads what was kept. */
  'handwriting/measure': (args: { model: ModelChoice }) => HandwritingMeasure;
  'models/predictSample': (args: {
    model: ModelChoice;
    datasetId: string;
    index: number;
  }) => Prediction;
}

export const modelCalls: Record<keyof ModelCalls, true> = {
  'models/chooseImages': true,
  'models/predictPicture': true,
  'models/readPage': true,
  'models/chooseFile': true,
  'models/keptEpochs': true,
  'models/predictDrawing': true,
  'handwriting/summary': true,
  'handwriting/keep': true,
  'handwriting/takeBack': true,
  'handwriting/open': true,
  'handwriting/measure': true,
  'models/predictSample': true,
};
