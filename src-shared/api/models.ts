/** Asking models about pictures and drawings, and one's own handwriting. */
import type { ChosenPath } from '../chosen-path.ts';
import type { DatasetSummary } from '../dataset.ts';
import type { Drawing } from '../drawing.ts';
import type {
  DrawingAnswer,
  ModelChoice,
  PictureAnswer,
  PictureChoices,
  Prediction,
} from '../prediction.ts';
import type { SeeingChoices } from '../seeing.ts';

export interface DrawingQuestion {
  models: ModelChoice[];
  drawing: Drawing;
  /** What is to be done otherwise than each model's data set asks for. */
  choices: Partial<SeeingChoices>;
  /** Several characters, read from left to right. */
  split: boolean;
}

/** What was kept of one's own drawings. */
export interface HandwritingSummary {
  drawings: number;
  /** In the order in which the labels were first kept. */
  counts: { label: string; count: number }[];
}

export interface ModelCalls {
  /** Opens the file dialog for images; none when the person cancels it. */
  'models/chooseImages': (args: null) => ChosenPath[];
  'models/predictFile': (args: {
    runId: string;
    token: string;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** A picture that was pasted: the bytes of its file. */
  'models/predictBytes': (args: {
    runId: string;
    bytes: Uint8Array;
    name: string;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** An answer a model, in their order. */
  'models/predictDrawing': (args: DrawingQuestion) => DrawingAnswer[];
  'handwriting/summary': (args: null) => HandwritingSummary;
  'handwriting/keep': (args: { label: string; drawing: Drawing }) => HandwritingSummary;
  /** The drawing that was kept last is given up. */
  'handwriting/takeBack': (args: null) => HandwritingSummary;
  /** Opens what was kept as a data set, drawn as that model sees it. */
  'handwriting/open': (args: { runId: string }) => DatasetSummary;
  'models/predictSample': (args: { runId: string; datasetId: string; index: number }) => Prediction;
}

export const modelCalls: Record<keyof ModelCalls, true> = {
  'models/chooseImages': true,
  'models/predictFile': true,
  'models/predictBytes': true,
  'models/predictDrawing': true,
  'handwriting/summary': true,
  'handwriting/keep': true,
  'handwriting/takeBack': true,
  'handwriting/open': true,
  'models/predictSample': true,
};
