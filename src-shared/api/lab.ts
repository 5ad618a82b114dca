/** Mistakes, and damage to images and networks. */
import type { Damage } from '../damage.ts';
import type { DatasetSummary } from '../dataset.ts';
import type {
  CurveQuestion,
  DamageCurve,
  ImageChoice,
  JudgedBy,
  LabEvaluation,
  SilencedAnswer,
  UnitName,
} from '../lab.ts';
import type { Prediction } from '../prediction.ts';
import type { DrawingQuestion } from './models.ts';

/** A run's model and the images of an open data set that it is to be judged by. */
export interface LabSubject {
  runId: string;
  datasetId: string;
  choice: ImageChoice;
}

/** A run's model and one image of an open data set. */
export interface LabSample {
  runId: string;
  datasetId: string;
  index: number;
}

/** A run's model and what is drawn on the pad, seen as the pad shows it. */
export interface LabDrawing extends Omit<DrawingQuestion, 'models'> {
  runId: string;
  damages: Damage[];
}

export interface LabCalls {
  /** Opens the data set that the run was trained on, and makes it the current one. */
  'lab/openData': (args: { runId: string }) => DatasetSummary;
  'lab/images': (args: { runId: string; datasetId: string }) => JudgedBy;
  /** A job, unless the answer is known. */
  'lab/evaluate': (args: LabSubject) => LabEvaluation;
  /** As `lab/evaluate`. */
  'lab/curve': (args: LabSubject & { question: CurveQuestion }) => DamageCurve;
  /** As `lab/evaluate`: the accuracy that is left. */
  'lab/silencedAccuracy': (args: LabSubject & { silenced: UnitName[] }) => number;
  'lab/damaged': (args: LabSample & { damages: Damage[] }) => Prediction;
  /** The network's picture of a drawing, damaged. */
  'lab/damagedDrawing': (args: LabDrawing) => Prediction;
  'lab/silenced': (args: LabSample & { silenced: UnitName[] }) => SilencedAnswer;
}

export const labCalls: Record<keyof LabCalls, true> = {
  'lab/openData': true,
  'lab/images': true,
  'lab/evaluate': true,
  'lab/curve': true,
  'lab/silencedAccuracy': true,
  'lab/damaged': true,
  'lab/damagedDrawing': true,
  'lab/silenced': true,
};
