/** Training: runs that start, the queue, sweeps and jobs. */
import type { Hyperparameters } from '../hyperparameters.ts';
import type { Job, QueueState, TrainingProgress } from '../job.ts';
import type { PresetName } from '../presets.ts';
import type { RateSearch } from '../rate-search.ts';
import type { RunDescent, RunSummary, RunWeights } from '../run.ts';
import type { SweepPlan, SweepSummary } from '../sweep.ts';

export interface TrainingCalls {
  'training/start': (args: {
    datasetId: string;
    preset: PresetName | null;
    name: string | null;
    hyperparameters: Hyperparameters;
    /** My handwriting is learnt from, too; no unless it is told. */
    handwriting?: boolean;
    /** The weights that it starts from; null to draw them. */
    startFrom: RunWeights | null;
  }) => RunSummary;
  /** Goes on from the checkpoint of an interrupted or stopped run; opens its data set if need be. */
  'training/resume': (args: { runId: string }) => RunSummary;
  /** Goes on with a run that is done, to so many epochs in all. */
  'training/lengthen': (args: { runId: string; epochs: number }) => RunSummary;
  /** A new run with the same hyper-parameters; `newSeed`: with another seed; `edited`: by the edits that are there now. */
  'training/again': (args: { runId: string; how: Exclude<RunDescent, 'branch'> }) => RunSummary;
  /** The learning-rate finder; null when it was cancelled. */
  'training/findRate': (args: {
    datasetId: string;
    hyperparameters: Hyperparameters;
  }) => RateSearch | null;
  'training/setLearningRate': (args: { runId: string; learningRate: number }) => null;
  'training/progress': (args: null) => TrainingProgress[];
  'queue/state': (args: null) => QueueState;
  /** To a place in line, from 0. */
  'queue/move': (args: { runId: string; place: number }) => null;
  /** Takes runs out of the queue; they stay in the history as stopped. */
  'queue/cancel': (args: { ids: string[] }) => null;
  'queue/pause': (args: null) => null;
  'queue/continue': (args: null) => null;
  'sweeps/list': (args: null) => SweepSummary[];
  'sweeps/start': (args: {
    datasetId: string;
    preset: PresetName | null;
    name: string | null;
    hyperparameters: Hyperparameters;
    plan: SweepPlan;
  }) => SweepSummary;
  'sweeps/rename': (args: { id: string; name: string }) => SweepSummary;
  'sweeps/stop': (args: { id: string }) => null;
  /** Queues again what was interrupted or stopped. */
  'sweeps/continue': (args: { id: string }) => null;
  /** Its runs stay. */
  'sweeps/delete': (args: { id: string }) => null;
  'jobs/list': (args: null) => Job[];
  'jobs/pause': (args: { id: string }) => null;
  'jobs/continue': (args: { id: string }) => null;
  /** Ends the job: a training keeps its finished epochs. */
  'jobs/cancel': (args: { id: string }) => null;
}

export const trainingCalls: Record<keyof TrainingCalls, true> = {
  'training/start': true,
  'training/resume': true,
  'training/lengthen': true,
  'training/again': true,
  'training/findRate': true,
  'training/setLearningRate': true,
  'training/progress': true,
  'queue/state': true,
  'queue/move': true,
  'queue/cancel': true,
  'queue/pause': true,
  'queue/continue': true,
  'sweeps/list': true,
  'sweeps/start': true,
  'sweeps/rename': true,
  'sweeps/stop': true,
  'sweeps/continue': true,
  'sweeps/delete': true,
  'jobs/list': true,
  'jobs/pause': true,
  'jobs/continue': true,
  'jobs/cancel': true,
};
