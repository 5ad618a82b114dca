/** What the model thread can be asked, by name. */
import type { Judged } from '../../src-shared/browse.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import type {
  DrawingAnswer,
  Evaluation,
  PictureAnswer,
  PictureChoices,
  Prediction,
} from '../../src-shared/prediction.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { SeeingChoices } from '../../src-shared/seeing.ts';
import type { TrainingData } from '../training/task.ts';
import type { LabelledDrawing } from './write-drawings.ts';

export interface ModelRequests {
  /** A file, or the bytes of one and what to call it. */
  predictFile: (args: { model: string; image: string; choices: PictureChoices }) => PictureAnswer;
  predictBytes: (args: {
    model: string;
    bytes: Uint8Array;
    name: string;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** An answer a model. @throws UserError `pad.empty` */
  predictDrawing: (args: {
    models: string[];
    drawing: Drawing;
    choices: Partial<SeeingChoices>;
    split: boolean;
  }) => DrawingAnswer[];
  preprocessing: (args: { model: string }) => Preprocessing;
  /** See `writeDrawings`. */
  writeDrawings: (args: { folder: string; drawings: LabelledDrawing[]; to: Preprocessing }) => void;
  /** An image of an open data set: `pixels` `[height, width]` of that size. */
  predictSample: (args: {
    model: string;
    pixels: Uint8Array;
    width: number;
    height: number;
    /** The name of its true class. */
    expected: string;
    /** It is of the data set that the model was trained on. */
    sameData: boolean;
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
