/** Has models judge the open data set: all images by the model in use, and labels by what did not learn them. */
import { availableParallelism } from 'node:os';
import type { Judged, DatasetJudge, LabelCheckResult } from '../../src-shared/browse.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { History } from '../history/history.ts';
import type { KeptLabelCheck } from '../history/label-checks.ts';
import type { FoldTask } from '../training/fold-worker.ts';
import { quickPlan } from '../training/out-of-fold.ts';
import { runTask } from '../worker-task.ts';
import { workerUrl } from '../worker-url.ts';
import type { Browsing } from './browsing.ts';
import type { CurrentDataset, Datasets } from './datasets.ts';
import { editedData } from './edited-data.ts';
import type { Jobs } from './jobs.ts';
import { asJob, type JobControl } from './long-job.ts';
import type { Models } from './models.ts';
import { trainingData } from './training-data.ts';

/** Images that the model thread is given at once: other questions wait so long. */
const chunk = 1000;
/** Fewer can not be dealt into folds. */
const fewest = 10;

export function createLabelChecks(
  {
    history,
    jobs,
    datasets,
    models,
    browsing,
  }: {
    history: History;
    jobs: Jobs;
    datasets: Datasets;
    models: Models;
    browsing: Browsing;
  },
  hasWindow: boolean,
) {
  let judgedBy: { datasetId: string; by: DatasetJudge } | null = null;
  let checked: { datasetId: string; result: LabelCheckResult } | null = null;
  /** What models said, by run, epoch, data set and edits: asking again costs nothing. */
  const known = new Map<string, Judged>();
  const keptJudgements = 4;

  /** Chunk by chunk in the model thread. */
  async function askModel(
    runId: string,
    { dataset, overlay }: CurrentDataset,
    indices: Uint32Array,
    { signal, onProgress }: JobControl,
  ): Promise<Judged> {
    const { width, height, fingerprint } = dataset.summary;
    const run = history.runs.summary(runId);
    // The classes of its own data set may have got other names since.
    const isOwn = run.dataset.fingerprint === fingerprint;
    const { classes } = isOwn ? run.dataset : dataset.summary;
    const { pixels } = dataset;
    const labels = editedData(dataset, overlay.edits()).labels;
    const data = { pixels, labels, classes, width, height };
    const parts: Judged[] = [];
    for (let from = 0; from < indices.length; from += chunk) {
      signal.throwIfAborted();
      parts.push(await models.judge(runId, data, indices.slice(from, from + chunk)));
      onProgress(Math.min(1, (from + chunk) / indices.length));
    }
    signal.throwIfAborted();
    return joined(parts, indices.length);
  }

  async function judge(datasetId: string, runId: string): Promise<DatasetJudge> {
    const current = datasets.currentOf(datasetId);
    const { dataset, overlay, client } = current;
    await datasets.get(datasetId);
    const { hash: overlayHash } = overlay.state;
    const run = history.runs.summary(runId);
    const epoch = run.bestEpoch ?? 0;
    const key = [runId, epoch, dataset.summary.fingerprint, overlayHash].join(' ');
    const judged =
      known.get(key) ??
      (await asJob(jobs, { kind: 'judge', subject: run.name, runId: null }, (control) => {
        const all = Uint32Array.from({ length: dataset.summary.samples }, (_, i) => i);
        return askModel(runId, current, all, control);
      }));
    known.set(key, judged);
    for (const oldest of known.keys()) {
      if (known.size <= keptJudgements) break;
      known.delete(oldest);
    }
    await client.ask('setJudged', { kind: 'model', judged });
    const hasLoss = judged.loss.length > 0 && !Number.isNaN(judged.loss[0]);
    judgedBy = { datasetId, by: { runId, runName: run.name, epoch, hasLoss, overlayHash } };
    return judgedBy.by;
  }

  /** Images that the run's model was not trained on, as its run divided them. */
  function heldOutOf(runId: string, { dataset, overlay }: CurrentDataset): Uint32Array {
    const run = history.runs.summary(runId);
    if (run.dataset.fingerprint !== dataset.summary.fingerprint)
      throw new UserError('check.otherData', { name: run.name });
    const split = trainingData(dataset, run.hyperparameters, history.overlays.ofRun(runId));
    const isOut = new Set(
      overlay.edits().flatMap(({ index, excluded }) => (excluded ? [index] : [])),
    );
    const heldOut = [...split.validation, ...split.test].filter((index) => !isOut.has(index));
    if (heldOut.length === 0) throw new UserError('check.noHeldOut', { name: run.name });
    return Uint32Array.from(heldOut).sort();
  }

  async function askFolds(
    { dataset, overlay }: CurrentDataset,
    control: JobControl,
  ): Promise<{ judged: Judged; folds: number; epochs: number }> {
    const { summary, pixels } = dataset;
    const { labels, kept, toSamples } = editedData(dataset, overlay.edits());
    const train = toSamples(Uint32Array.from({ length: kept.labels.length }, (_, i) => i));
    if (train.length < fewest) throw new UserError('check.tooFewImages', { count: train.length });
    const plan = quickPlan(train.length);
    const { classes, fingerprint, width, height, polarity } = summary;
    const { inputRange, epochs } = plan.hyperparameters;
    const none = new Uint32Array(0);
    const task: FoldTask = {
      data: {
        pixels,
        labels,
        classes,
        fingerprint,
        preprocessing: { width, height, polarity, inputRange },
        train,
        validation: none,
        test: none,
      },
      plan,
      threads: availableParallelism(),
      givesWay: hasWindow,
    };
    const url = workerUrl(import.meta.url, '../training/fold-worker.ts', 'fold-worker.js');
    const judged = await runTask<Judged>(url, 'label check', task, control);
    return { judged, folds: plan.folds, epochs };
  }

  /** Makes what was found the list of the open data set. */
  async function use(
    datasetId: string,
    { result, suspicious }: KeptLabelCheck,
  ): Promise<LabelCheckResult> {
    const { client } = datasets.currentOf(datasetId);
    await client.ask('setJudged', { kind: 'suspicious', judged: suspicious });
    const { samples, predicted } = suspicious;
    browsing.suggest(datasetId, new Map(Array.from(samples, (s, i) => [s, predicted[i]])));
    checked = { datasetId, result };
    return result;
  }

  return {
    judge,
    judgedBy: (datasetId: string): DatasetJudge | null =>
      judgedBy?.datasetId === datasetId ? judgedBy.by : null,
    /** @throws UserError `check.*`, `run.*`, `model.*`, `job.cancelled` */
    async check(
      datasetId: string,
      check: { method: 'folds' } | { method: 'heldOut'; runId: string },
    ): Promise<LabelCheckResult> {
      const current = datasets.currentOf(datasetId);
      await datasets.get(datasetId);
      const { hash: overlayHash } = current.overlay.state;
      const { name } = current.dataset.summary;
      const found = await asJob(
        jobs,
        { kind: 'checkLabels', subject: name, runId: null },
        async (control) => {
          if (check.method === 'folds') {
            const { judged, folds, epochs } = await askFolds(current, control);
            return { judged, check: { ...check, folds, epochs }, runName: null };
          }
          const indices = heldOutOf(check.runId, current);
          const judged = await askModel(check.runId, current, indices, control);
          return { judged, check, runName: history.runs.summary(check.runId).name };
        },
      );
      const suspicious = mostDoubtful(found.judged);
      const result: LabelCheckResult = {
        check: found.check,
        runName: found.runName,
        judged: found.judged.samples.length,
        suspicious: suspicious.samples.length,
        overlayHash,
        madeAt: Date.now(),
      };
      history.labelChecks.keep(current.dataset.summary.fingerprint, { result, suspicious });
      return use(datasetId, { result, suspicious });
    },
    /** Of the data set as it is open now, or of an earlier time: the pixels were the same. */
    async result(datasetId: string): Promise<LabelCheckResult | null> {
      if (checked?.datasetId === datasetId) return checked.result;
      const { fingerprint } = datasets.currentOf(datasetId).dataset.summary;
      const kept = history.labelChecks.of(fingerprint);
      return kept && use(datasetId, kept);
    },
  };
}

/**
 * Those that are taken for another class than their label, the least probable labels first (self-confidence:
 * Northcutt, Jiang and Chuang, *Confident Learning*, 2021).
 */
function mostDoubtful(judged: Judged): Judged {
  const { samples, labels, predicted, ofLabel, ofPredicted } = judged;
  const places = Uint32Array.from(samples.keys())
    .filter((k) => labels[k] !== predicted[k])
    .sort(
      (a, b) =>
        ofLabel[a] - ofLabel[b] || ofPredicted[b] - ofPredicted[a] || samples[a] - samples[b],
    );
  return {
    samples: places.map((k) => samples[k]),
    labels: Uint16Array.from(places, (k) => labels[k]),
    predicted: Uint16Array.from(places, (k) => predicted[k]),
    ofLabel: Float32Array.from(places, (k) => ofLabel[k]),
    ofPredicted: Float32Array.from(places, (k) => ofPredicted[k]),
    loss: Float32Array.from(places, (k) => judged.loss[k]),
  };
}

function joined(parts: readonly Judged[], count: number): Judged {
  const whole: Judged = {
    samples: new Uint32Array(count),
    labels: new Uint16Array(count),
    predicted: new Uint16Array(count),
    ofLabel: new Float32Array(count),
    ofPredicted: new Float32Array(count),
    loss: new Float32Array(count),
  };
  let at = 0;
  for (const part of parts) {
    whole.samples.set(part.samples, at);
    whole.labels.set(part.labels, at);
    whole.predicted.set(part.predicted, at);
    whole.ofLabel.set(part.ofLabel, at);
    whole.ofPredicted.set(part.ofPredicted, at);
    whole.loss.set(part.loss, at);
    at += part.samples.length;
  }
  return whole;
}
