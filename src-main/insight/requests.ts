/** What the model thread can be asked, by name. */
import type { Judged } from '../../src-shared/browse.ts';
import type { Evaluation, Prediction } from '../../src-shared/prediction.ts';
import type { TrainingData } from '../training/task.ts';

export interface ModelRequests {
  predictFile: (args: { model: string; image: string }) => Prediction;
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
