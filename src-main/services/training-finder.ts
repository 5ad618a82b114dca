/** Runs the learning-rate finder as a job. */
import { availableParallelism } from 'node:os';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import { applies } from '../../src-shared/hyperparameters.ts';
import { layerProblem, sizeProblem } from '../../src-shared/network-size.ts';
import type { RateSearch } from '../../src-shared/rate-search.ts';
import type { History } from '../history/history.ts';
import { type FinderThread, startFinder } from '../training/finder-thread.ts';
import type { OpenDataset } from './datasets.ts';
import type { Jobs } from './jobs.ts';
import { trainingData } from './training-data.ts';

export interface RateQuestion {
  dataset: OpenDataset;
  hyperparameters: Readonly<Record<string, unknown>>;
  threads?: number;
}

export function createFinder(history: History, jobs: Jobs, { hasWindow }: { hasWindow: boolean }) {
  const running = new Set<FinderThread>();
  return {
    /**
     * Null when a person cancelled it.
     * @throws UserError `hyperparameter.*`, `training.*`, `layer.*`
     */
    async find({
      dataset,
      hyperparameters,
      threads = 0,
    }: RateQuestion): Promise<RateSearch | null> {
      const { values: h, problems } = readHyperparameters(hyperparameters);
      const { classes, width, height, name, path } = dataset.summary;
      const image = { width, height };
      const problem =
        problems[0] ?? layerProblem(h, image) ?? sizeProblem(h, image, classes.length);
      if (problem) throw UserError.from(problem);
      if (!applies('learningRate', h)) throw new UserError('training.noRate');
      const processors = availableParallelism();
      const thread = startFinder(
        {
          hyperparameters: h,
          // What it watches is the training loss: no validation images are needed.
          data: trainingData(
            dataset,
            { ...h, earlyStopping: 0, schedule: 'constant' },
            history.overlays.edits(dataset.summary.inFiles.fingerprint),
          ),
          threads: Math.min(threads || processors, processors),
          givesWay: hasWindow,
        },
        (fraction) => job.update({ fraction }),
      );
      running.add(thread);
      const job = jobs.start(
        { kind: 'findRate', subject: name, runId: null },
        { cancel: thread.cancel },
      );
      try {
        const search = await thread.search;
        job.end(search ? 'done' : 'cancelled');
        return search;
      } catch (thrown) {
        job.end('failed', errorInfoOf(thrown, path));
        throw thrown;
      } finally {
        running.delete(thread);
      }
    },
    async shutDown(): Promise<void> {
      for (const thread of running) thread.cancel();
      await Promise.allSettled([...running].map(({ search }) => search));
    },
  };
}

export type Finder = ReturnType<typeof createFinder>;
