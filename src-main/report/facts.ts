/** What a report says of a run beyond its record: how its model judges, and what it takes for each label. */
import type { Polarity } from '../../src-shared/dataset.ts';
import type { QueryMethod } from '../../src-shared/backward-query.ts';
import type { RunDetails } from '../../src-shared/run.ts';

/** Images that the run did not learn from, where there are any. */
export type JudgedChoice = 'test' | 'validation';

export interface Judgement {
  choice: JudgedChoice;
  classes: readonly string[];
  /** `[expected][answered]`, counts. */
  confusion: number[][];
}

export interface LabelPictures {
  method: Exclude<QueryMethod, 'book'>;
  classes: readonly string[];
  /** All of the model's classes; there may be too many to ask for all. */
  all: number;
  polarity: Polarity;
  /** One a label: the PNG as base64, and what the network says of it. */
  pictures: readonly { png: string; output: number; read: string }[];
}

/** Why there is none of it. */
export type Missing = 'noModel' | 'noData' | 'noTestImages' | 'noPictures' | 'leftOut';

export interface ReportedRun {
  run: RunDetails;
  judgement: Judgement | Missing;
  pictures: LabelPictures | Missing;
}
