/** What goes on inside the networks of the history, asked in a thread of its own. */
import { availableParallelism } from 'node:os';
import type { InsideLayer } from '../../src-shared/api/inside.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import { UserError } from '../../src-shared/errors.ts';
import type {
  AblationResult,
  FollowedImage,
  InsideNetwork,
  LayerSurvey,
  MaximisedUnits,
  SmallestChange,
  UnitPictures,
  WhyAnswer,
  WhyQuestion,
} from '../../src-shared/inside.ts';
import type { History } from '../history/history.ts';
import type { AskedImage, InsideRequests } from '../insight/inside/requests.ts';
import { createSteering, type Steering } from '../insight/lab/steering.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { OpenDataset } from './datasets.ts';
import type { Jobs } from './jobs.ts';
import { labImages } from './lab-images.ts';
import { createMemory } from './remember.ts';
import { asSteeredJob } from './steered-job.ts';

/** More threads than these gain nothing for a few pictures. */
const mostThreads = 4;
const keptAnswers = 60;

/** An image of an open data set with the labels that count now, or what is on the pad. */
export type ShownImage =
  { dataset: OpenDataset; labels: SharedArrayBuffer; index: number } | { drawing: Drawing };

export function createInside(history: History, jobs: Jobs, modelFileOf: (runId: string) => string) {
  const thread = createWorkerCalls<InsideRequests>(
    workerUrl(import.meta.url, '../insight/inside/worker.ts', 'inside-worker.js'),
    'inside thread',
  );
  const { remember, forget } = createMemory(keptAnswers);
  /** The newest question of each kind that takes long. */
  const newest = new Map<string, { steering: Steering; key: readonly unknown[] }>();

  /** The question before it, of the same kind, is cancelled: nobody waits for its answer any more. */
  function asJob<T>(
    kind: string,
    runId: string,
    about: readonly unknown[],
    work: (steering: SharedArrayBuffer) => Promise<T>,
  ): Promise<T> {
    const { epochs, name } = history.runs.summary(runId);
    // A run that trains on has another model.
    const key = [kind, runId, epochs, ...about];
    return remember(key, async () => {
      const before = newest.get(kind);
      before?.steering.cancel();
      // Asked once more before it noticed, it is to be done anew.
      if (before) forget(before.key);
      const own = { steering: createSteering(), key };
      newest.set(kind, own);
      try {
        const what = { kind: 'inside', subject: name } as const;
        return await asSteeredJob(jobs, what, work, own.steering);
      } finally {
        if (newest.get(kind) === own) newest.delete(kind);
      }
    });
  }

  /** The images that units are shown: those that the run learnt from, else all there are. */
  function imagesFor(runId: string, dataset: OpenDataset) {
    const run = history.runs.summary(runId);
    const { fingerprint } = run.dataset;
    const images = labImages(
      { fingerprint, hyperparameters: run.hyperparameters },
      dataset,
      history.overlays.ofRun(run.id),
    );
    const { sameData } = images.judgedBy();
    const { pixels, summary } = dataset;
    const { width, height, polarity } = summary;
    return {
      sameData,
      question: {
        model: modelFileOf(runId),
        data: { pixels, width, height, polarity },
        indices: images.indices(sameData ? 'train' : 'all'),
      },
      key: [summary.fingerprint],
    };
  }

  /** @throws UserError `dataset.sampleIndex`, `run.*` */
  function imageOf(runId: string, shown: ShownImage): AskedImage {
    if ('drawing' in shown) return shown;
    const { dataset, labels, index } = shown;
    const { width, height, samples, classes, fingerprint } = dataset.summary;
    if (index >= samples) throw new UserError('dataset.sampleIndex', { index });
    const own = history.runs.summary(runId).dataset;
    const sameData = fingerprint === own.fingerprint;
    const size = width * height;
    // The classes of its own data set may have got other names since.
    const name = (sameData ? own.classes : classes)[new Uint16Array(labels)[index]];
    const expected = own.classes.indexOf(name);
    return {
      image: { width, height, pixels: new Uint8Array(dataset.pixels, index * size, size).slice() },
      expected: expected === -1 ? null : expected,
      asStored: sameData,
    };
  }

  return {
    network: (runId: string): Promise<InsideNetwork> =>
      thread.call('network', { model: modelFileOf(runId) }),
    weights: ({ runId, ...which }: InsideLayer, units: number[]): Promise<UnitPictures | null> =>
      thread.call('weights', { model: modelFileOf(runId), ...which, units }),
    /** @throws UserError `run.*`, `model.*`, `lab.cancelled`, `lab.noImages` */
    async survey({ runId, layer }: InsideLayer, dataset: OpenDataset): Promise<LayerSurvey> {
      const { question, sameData, key } = imagesFor(runId, dataset);
      const survey = await asJob('survey', runId, [layer, ...key], (steering) =>
        thread.call('survey', { ...question, layer, steering }),
      );
      return { ...survey, sameData };
    },
    /** @throws UserError as `survey` */
    async ablation({ runId, layer }: InsideLayer, dataset: OpenDataset): Promise<AblationResult> {
      const { question, key } = imagesFor(runId, dataset);
      return asJob('ablation', runId, [layer, ...key], (steering) =>
        thread.call('ablation', { ...question, layer, steering }),
      );
    },
    /** @throws UserError `run.*`, `model.*`, `lab.cancelled` */
    async maximise({ runId, layer }: InsideLayer, units: number[]): Promise<MaximisedUnits> {
      const threads = Math.min(mostThreads, availableParallelism());
      const model = modelFileOf(runId);
      return asJob('maximise', runId, [layer, units], (steering) =>
        thread.call('maximise', { model, layer, units, threads, steering }),
      );
    },
    async follow(runId: string, shown: ShownImage): Promise<FollowedImage> {
      return thread.call('follow', { model: modelFileOf(runId), image: imageOf(runId, shown) });
    },
    async why(runId: string, shown: ShownImage, question: WhyQuestion): Promise<WhyAnswer> {
      const image = imageOf(runId, shown);
      return thread.call('why', { model: modelFileOf(runId), image, question });
    },
    async change(runId: string, shown: ShownImage, target: number | null): Promise<SmallestChange> {
      const image = imageOf(runId, shown);
      return thread.call('change', { model: modelFileOf(runId), image, target });
    },
    async shutDown(): Promise<void> {
      for (const { steering } of newest.values()) steering.cancel();
      await thread.close();
    },
  };
}

export type Inside = ReturnType<typeof createInside>;
