/** The laboratory: whole data sets judged, images and networks damaged, in a thread of its own. */
import type { LabDrawing, LabSample, LabSubject } from '../../src-shared/api/lab.ts';
import type { Damage } from '../../src-shared/damage.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import type {
  CurveQuestion,
  DamageCurve,
  JudgedBy,
  LabEvaluation,
  SilencedAnswer,
  UnitName,
} from '../../src-shared/lab.ts';
import type { Prediction } from '../../src-shared/prediction.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { History } from '../history/history.ts';
import { hashEdits } from '../history/overlay-edits.ts';
import type { LabData } from '../insight/lab/judge-images.ts';
import type { ImagesQuestion, LabRequests } from '../insight/lab/requests.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { OpenDataset } from './datasets.ts';
import { editedData } from './edited-data.ts';
import type { Jobs } from './jobs.ts';
import { labImages } from './lab-images.ts';
import { classesAsIn } from './model-classes.ts';
import { createMemory } from './remember.ts';
import { asSteeredJob } from './steered-job.ts';

type Which = Omit<LabSubject, 'datasetId'>;
type WhichSample = Omit<LabSample, 'datasetId'>;

/** Long answers that are remembered; the oldest gives way. */
const keptAnswers = 60;

export function createLab(
  history: History,
  jobs: Jobs,
  modelFileOf: (runId: string) => string,
  /** What a person has laid over an open data set by now. */
  editsOf: (datasetId: string) => SampleEdit[],
) {
  const thread = createWorkerCalls<LabRequests>(
    workerUrl(import.meta.url, '../insight/lab/worker.ts', 'lab-worker.js'),
    'lab thread',
  );
  const { remember } = createMemory(keptAnswers);
  const asJob = <T>(
    subject: string,
    work: (steering: SharedArrayBuffer) => Promise<T>,
  ): Promise<T> => asSteeredJob(jobs, { kind: 'evaluate', subject }, work);

  const imagesOf = (run: RunSummary, dataset: OpenDataset) =>
    labImages(
      { fingerprint: run.dataset.fingerprint, hyperparameters: run.hyperparameters },
      dataset,
      history.overlays.ofRun(run.id),
      editsOf(dataset.summary.id),
    );

  /** By the labels as they count now. */
  const dataOf = (run: RunSummary, dataset: OpenDataset): LabData => ({
    ...labDataOf(run, dataset),
    labels: editedData(dataset, editsOf(dataset.summary.id)).labels,
  });

  /** What a long question needs; `key`: what its answer hangs on. */
  function subjectOf({ runId, choice }: Which, dataset: OpenDataset) {
    const run = history.runs.summary(runId);
    const images = imagesOf(run, dataset);
    const question: Omit<ImagesQuestion, 'steering'> = {
      model: modelFileOf(runId),
      data: dataOf(run, dataset),
      indices: images.indices(choice),
    };
    const { id, fingerprint } = dataset.summary;
    // A run that trains on has another model, and what is edited has other labels.
    const key = [runId, run.epochs, fingerprint, hashEdits(editsOf(id)), choice];
    return { run, question, key, ...images.judgedBy() };
  }

  function sampleOf({ runId, index }: WhichSample, dataset: OpenDataset) {
    if (index >= dataset.summary.samples) throw new UserError('dataset.sampleIndex', { index });
    const run = history.runs.summary(runId);
    return { model: modelFileOf(runId), data: dataOf(run, dataset), index };
  }

  return {
    /** @throws UserError `lab.otherData` */
    requireSame(runId: string, { fingerprint, path }: DatasetSummary): void {
      if (history.runs.summary(runId).dataset.fingerprint !== fingerprint)
        throw new UserError('lab.otherData', { path });
    },
    images: (runId: string, dataset: OpenDataset): JudgedBy =>
      imagesOf(history.runs.summary(runId), dataset).judgedBy(),
    /** @throws UserError `run.*`, `model.*`, `lab.*` */
    async evaluate(which: Which, dataset: OpenDataset): Promise<LabEvaluation> {
      const { run, question, key, sameData, images } = subjectOf(which, dataset);
      const { indices } = question;
      return remember(['evaluate', ...key], async () => {
        const judged = await asJob(run.name, (steering) =>
          thread.call('judge', { ...question, steering }),
        );
        return { ...which, sameData, images, indices, ...judged };
      });
    },
    /** @throws UserError as `evaluate` */
    async curve(which: Which, dataset: OpenDataset, asked: CurveQuestion): Promise<DamageCurve> {
      const { run, question, key, sameData } = subjectOf(which, dataset);
      return remember(['curve', asked, ...key], async () => {
        const points = await asJob(run.name, (steering) => {
          if (asked.kind === 'network')
            return thread.call('lesions', { ...question, steering, plan: asked });
          return thread.call('robustness', { ...question, steering, ...asked });
        });
        return { ...which, sameData, images: question.indices.length, points };
      });
    },
    /** @throws UserError as `evaluate` */
    async silencedAccuracy(
      which: Which,
      dataset: OpenDataset,
      silenced: UnitName[],
    ): Promise<number> {
      const { run, question } = subjectOf(which, dataset);
      return asJob(run.name, (steering) =>
        thread.call('silencedAccuracy', { ...question, steering, silenced }),
      );
    },
    /** @throws UserError `dataset.sampleIndex`, `run.*`, `model.*` */
    async damaged(
      which: WhichSample,
      dataset: OpenDataset,
      damages: Damage[],
    ): Promise<Prediction> {
      return thread.call('damaged', { ...sampleOf(which, dataset), damages });
    },
    /** @throws UserError `pad.empty`, `run.*`, `model.*` */
    async damagedDrawing({ runId, ...asked }: LabDrawing): Promise<Prediction> {
      return thread.call('damagedDrawing', { model: modelFileOf(runId), ...asked });
    },
    /** @throws UserError as `damaged` */
    async silenced(
      which: WhichSample,
      dataset: OpenDataset,
      silenced: UnitName[],
    ): Promise<SilencedAnswer> {
      return thread.call('silenced', { ...sampleOf(which, dataset), silenced });
    },
    shutDown: (): Promise<void> => thread.close(),
  };
}

export type Lab = ReturnType<typeof createLab>;

/** The images of an open data set as the run's model is asked about them. */
export function labDataOf(
  { dataset: own }: Pick<RunSummary, 'dataset'>,
  { summary, pixels, labels }: OpenDataset,
): LabData {
  const { width, height, polarity } = summary;
  const { fingerprint, classes } = own;
  return {
    ...{ pixels, labels, width, height, polarity },
    classes: classesAsIn({ labels: classes, fingerprint }, summary),
  };
}
