/** What the model thread can be asked, by name. */
import type { HandwritingMeasure } from '../../src-shared/api/models.ts';
import type { Judged } from '../../src-shared/browse.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import type {
  DrawingAnswer,
  Evaluation,
  ModelFacts,
  PageAnswer,
  PageChoices,
  PictureAnswer,
  PictureChoices,
  Prediction,
} from '../../src-shared/prediction.ts';
import type { Cut } from '../../src-shared/page.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { SeeingChoices } from '../../src-shared/seeing.ts';
import type { DrawingCuts } from '../../src-shared/split-drawing.ts';
import type { TrainingData } from '../training/task.ts';
import type { LabelledDrawing } from './write-drawings.ts';

/** A picture file, or the bytes of one and what to call it. */
export type PictureSource = { image: string } | { bytes: Uint8Array; name: string };

export interface ModelRequests {
  /** @throws UserError `image.*` */
  predictPicture: (args: {
    model: string;
    source: PictureSource;
    choices: PictureChoices;
  }) => Promise<PictureAnswer>;
  /** A page with several characters. @throws UserError `image.*` */
  readPage: (args: {
    model: string;
    source: PictureSource;
    choices: PageChoices;
    /** Null: as they are found. */
    cuts: readonly Cut[] | null;
    withPicture: boolean;
  }) => Promise<PageAnswer>;
  /** @throws UserError `file.*`, `model.*` */
  facts: (args: { model: string }) => ModelFacts;
  /** An answer a model. @throws UserError `pad.empty` */
  predictDrawing: (args: {
    models: string[];
    drawing: Drawing;
    choices: Partial<SeeingChoices>;
    /** Several characters, cut so; null for one. */
    split: DrawingCuts | null;
  }) => DrawingAnswer[];
  preprocessing: (args: { model: string }) => Preprocessing;
  /** See `writeDrawings`. */
  writeDrawings: (args: { folder: string; drawings: LabelledDrawing[]; to: Preprocessing }) => void;
  /** How the model reads drawings whose label is known. */
  measureDrawings: (args: {
    model: string;
    drawings: readonly LabelledDrawing[];
  }) => HandwritingMeasure;
  /** An image of an open data set: `pixels` `[height, width]` of that size. */
  predictSample: (args: {
    model: string;
    pixels: Uint8Array;
    width: number;
    height: number;
    fingerprint: string;
    /** Its true class: its number in the data set, and its name there. */
    expected: { label: number; name: string };
  }) => Prediction;
  evaluate: (args: {
    model: string;
    data: Pick<TrainingData, 'pixels' | 'labels' | 'classes'> & { width: number; height: number };
    indices: Uint32Array;
  }) => Evaluation;
  /** What the model says of each of the samples, by their labels in `data`. */
  judge: (args: {
    model: string;
    data: Pick<TrainingData, 'pixels' | 'labels' | 'classes'> & { width: number; height: number };
    indices: Uint32Array;
  }) => Judged;
}
