/** Short runs on the strokes, and what became of them, for tests of the services. */
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { RunState } from '../../src-shared/run.ts';
import { type Desk, strokeDataset } from './desk.ts';

/** Starts a run of a second or less; the test ends it or waits for it. */
export function begin(
  at: Desk,
  change: Partial<Hyperparameters> = {},
  dataset = strokeDataset(),
  threads = 0,
) {
  const hyperparameters = {
    ...defaultHyperparameters,
    hiddenLayers: [10],
    loss: 'softmaxCrossEntropy' as const,
    batchSize: 9,
    ...change,
  };
  return at.training.start({
    dataset,
    preset: null,
    name: null,
    hyperparameters,
    origin: 'app',
    threads,
  });
}
export const ended = (at: Desk, id: string, state: RunState) =>
  at.heard('run', (run) => run.id === id && run.state === state);
export const epochsOf = (at: Desk, id: string): number[] =>
  at.history.epochs.ofRun(id).map(({ epoch }) => epoch);
/** 1 to n: the epochs of a run that lost none. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
