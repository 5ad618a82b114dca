/** What the query thread can be asked, by name. */
import type {
  QueryEvidence,
  QueryFrame,
  QueryResult,
  SecondOpinion,
} from '../../../src-shared/backward-query.ts';
import type { Animation, AnimationFormat } from '../../../src-shared/film.ts';
import type { TrainingData } from '../../training/task.ts';
import type { Pictures } from './opinion.ts';
import type { Query } from './query.ts';

type Source = Pick<TrainingData, 'pixels' | 'labels' | 'train'>;

export interface QueryRequests {
  query: (
    args: {
      model: string;
      query: Query;
      /** The start values of its training instead of the model's own weights. */
      isStart: boolean;
      /** Random weights instead of the model's own, by this seed. */
      control: number | null;
      threads: number;
      /** One number: not 0 ends the search. */
      cancel: SharedArrayBuffer;
      /** The data set that it was trained on, where it is open: for a model without a prior. */
      data: Source | null;
    },
    tell: (frame: QueryFrame) => void,
  ) => QueryResult;
  opinion: (args: { model: string; pictures: Pictures }) => SecondOpinion;
  evidence: (args: { model: string; data: Source }) => QueryEvidence;
  /** The bytes of a file. */
  animate: (args: { format: AnimationFormat; animation: Animation }) => Uint8Array;
}
