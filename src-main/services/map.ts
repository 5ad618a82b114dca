/** Maps of the open data set, laid out in a thread of their own. */
import type { MapQuestion } from '../../src-shared/api/map.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { DataMap, MapGround } from '../../src-shared/map.ts';
import { createRandom } from '../engine/random.ts';
import type { History } from '../history/history.ts';
import { createSteering, type Steering } from '../insight/lab/steering.ts';
import type { MapRequests } from '../insight/map/requests.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { Broadcast } from './broadcast.ts';
import type { Datasets, OpenDataset } from './datasets.ts';
import type { Jobs } from './jobs.ts';
import { labImages } from './lab-images.ts';
import { labDataOf } from './lab.ts';
import { asSteeredJob } from './steered-job.ts';

export function createMaps(
  history: History,
  jobs: Jobs,
  datasets: Pick<Datasets, 'get' | 'currentOf'>,
  modelFileOf: (runId: string) => string,
  broadcast: Broadcast,
) {
  const thread = createWorkerCalls<MapRequests>(
    workerUrl(import.meta.url, '../insight/map/worker.ts', 'map-worker.js'),
    'map thread',
  );
  /** By the id that the window gave. */
  const running = new Map<string, Steering>();

  function imagesOf(dataset: OpenDataset, runId: string | null) {
    const now = datasets.currentOf(dataset.summary.id).overlay.edits();
    if (runId === null) return labImages(null, dataset, [], now);
    const { dataset: own, hyperparameters } = history.runs.summary(runId);
    const learnt = { fingerprint: own.fingerprint, hyperparameters };
    return labImages(learnt, dataset, history.overlays.ofRun(runId), now);
  }

  /** Drawn by the seed from the images that are not excluded, in rising order. @throws UserError `lab.noImages` */
  function drawn(dataset: OpenDataset, { runId, choice, count, seed }: MapQuestion): Uint32Array {
    const kept = imagesOf(dataset, runId).indices(choice);
    const places = createRandom(seed, 'map').permutation(kept.length).subarray(0, count);
    return places.map((place) => kept[place]).sort();
  }

  return {
    async ground({
      datasetId,
      runId,
    }: {
      datasetId: string;
      runId: string | null;
    }): Promise<MapGround> {
      const judgedBy = imagesOf(await datasets.get(datasetId), runId).judgedBy();
      if (runId === null) return { ...judgedBy, layers: [] };
      return { ...judgedBy, layers: await thread.call('layers', { model: modelFileOf(runId) }) };
    },
    /**
     * The newest map counts: those under way are ended.
     * @throws UserError `map.*`, `model.*`, `run.*`, `lab.*`
     */
    async make(question: MapQuestion): Promise<DataMap> {
      for (const steering of running.values()) steering.cancel();
      const { id, datasetId, runId, layer, choice, count, ...how } = question;
      const steering = createSteering();
      running.set(id, steering);
      try {
        const dataset = await datasets.get(datasetId);
        const { summary, pixels, labels } = dataset;
        const { width, height, polarity, classes } = summary;
        const run = runId === null ? null : history.runs.summary(runId);
        const indices = drawn(dataset, question);
        // A run that trains on has another model; its images hang on the edits, too.
        const key = [summary.fingerprint, runId, run?.epochs, layer, how.seed, hashOf(indices)];
        const made = await asSteeredJob(
          jobs,
          { kind: 'map', subject: summary.name },
          (memory) =>
            thread.call(
              'make',
              {
                ...how,
                ...{ layer, indices, key: key.join(' '), steering: memory },
                model: runId === null ? null : modelFileOf(runId),
                data: run
                  ? labDataOf(run, dataset)
                  : { pixels, labels, width, height, polarity, classes },
              },
              (frame) => broadcast('mapFrame', { id, frame }),
            ),
          steering,
        );
        return { ...made, indices };
      } finally {
        running.delete(id);
      }
    },
    /** Of a map that is done: nothing. */
    cancel: (id: string): void => running.get(id)?.cancel(),
    /** @throws UserError `dataset.sampleIndex` */
    labels(datasetId: string, indices: Uint32Array) {
      const { overlay, dataset } = datasets.currentOf(datasetId);
      const beyond = indices.find((index) => index >= dataset.summary.samples);
      if (beyond !== undefined) throw new UserError('dataset.sampleIndex', { index: beyond });
      const [labels, flags] = [new Uint16Array(overlay.labels), new Uint8Array(overlay.flags)];
      return {
        labels: Uint16Array.from(indices, (index) => labels[index]),
        flags: Uint8Array.from(indices, (index) => flags[index]),
      };
    },
    async shutDown(): Promise<void> {
      for (const steering of running.values()) steering.cancel();
      await thread.close();
    },
  };
}

export type Maps = ReturnType<typeof createMaps>;

/** FNV-1a over the samples: maps of other images are other maps. */
function hashOf(indices: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (const index of indices) hash = Math.imul(hash ^ index, 0x01000193);
  return hash >>> 0;
}
