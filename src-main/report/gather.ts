/** Has a run's model judge its held-out images, and asks it backwards for all its labels. */
import {
  defaultQuerySettings,
  maximumPictures,
  oneLabel,
} from '../../src-shared/backward-query.ts';
import { confusionOf } from '../../src-shared/classification.ts';
import { errorInfoOf } from '../../src-shared/errors.ts';
import type { RunDetails } from '../../src-shared/run.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { isNeighbours } from '../engine/model-spec.ts';
import { loadQueriedModel } from '../insight/backward/queried-model.ts';
import { backwardQuery } from '../insight/backward/query.ts';
import { batchesFor, judgeImages, type LabData } from '../insight/lab/judge-images.ts';
import { loadModel } from '../insight/model.ts';
import { readModelFile } from '../models/model-file.ts';
import { priorOf } from '../training/prior.ts';
import type { TrainingData } from '../training/task.ts';
import type { Judgement, JudgedChoice, LabelPictures, Missing, ReportedRun } from './facts.ts';

/** A run and what there is to ask its model about. */
export interface RunToReport {
  run: RunDetails;
  /** Of the model; null where none is saved. */
  model: string | null;
  /** Null where its images are not at hand. */
  data: {
    lab: LabData;
    /** Null where none were held out. */
    heldOut: { choice: JudgedChoice; indices: Uint32Array } | null;
    /** For a model that was saved without what its images have in common. */
    prior: Pick<TrainingData, 'pixels' | 'train'>;
  } | null;
  /** Its record alone: the report is of too many runs. */
  isBrief: boolean;
  threads: number;
}

type Report = (fraction: number) => void;

/** @throws UserError `model.*`, `file.*` */
export async function gather(subject: RunToReport, report: Report): Promise<ReportedRun> {
  const { run, isBrief } = subject;
  if (isBrief) return { run, judgement: 'leftOut', pictures: 'leftOut' };
  // Judging thousands of images and asking for ten pictures take about as long.
  const judgement = await judge(subject, (fraction) => report(fraction / 2));
  const pictures = ask(subject, (fraction) => report(0.5 + fraction / 2));
  return { run, judgement, pictures };
}

async function judge(
  { model: path, data }: RunToReport,
  report: Report,
): Promise<Judgement | Missing> {
  if (path === null) return 'noModel';
  if (!data) return 'noData';
  if (!data.heldOut) return 'noTestImages';
  const { choice, indices } = data.heldOut;
  const model = loadModel(path);
  let done = 0;
  const answers = await judgeImages(model, batchesFor(model, data.lab), indices, {
    plan: () => undefined,
    async advance(images) {
      done += images;
      report(done / indices.length);
    },
  });
  const { labels: classes } = model.info;
  return { choice, classes, confusion: confusionOf(answers, classes.length) };
}

function ask({ model: path, data, threads }: RunToReport, report: Report): LabelPictures | Missing {
  if (path === null) return 'noModel';
  if (isNeighbours(readModelFile(path).info.spec)) return 'noPictures';
  const model = loadQueriedModel(path);
  const { labels, preprocessing } = model.info;
  if (!model.prior && data) model.prior = priorOf({ ...data.prior, preprocessing });
  const method = model.prior ? 'prior' : 'free';
  const settings = defaultQuerySettings(method);
  const asked = labels.slice(0, maximumPictures);
  const targets = asked.map((_, label) => oneLabel(label, labels.length));
  const goOn = (step: number): boolean => {
    report(step / settings.steps);
    return true;
  };
  const result = backwardQuery(model, { method, settings, targets }, { threads, goOn });
  const { width, height, pixels, polarity } = result;
  const size = width * height;
  return {
    ...{ method, polarity },
    classes: asked,
    all: labels.length,
    pictures: result.pictures.map(({ outputs, label }, i) => ({
      png: encodeGreyPng(pixels.subarray(i * size, (i + 1) * size), width, height).toString(
        'base64',
      ),
      output: outputs[i],
      read: labels[label],
    })),
  };
}

/** What a model that can not be asked any more costs is its own parts of the report, not the report. */
export async function gatherAll(
  subjects: readonly RunToReport[],
  report: Report,
): Promise<ReportedRun[]> {
  const gathered: ReportedRun[] = [];
  const share = 1 / subjects.length;
  for (const [i, subject] of subjects.entries()) {
    try {
      gathered.push(await gather(subject, (fraction) => report((i + fraction) * share)));
    } catch (thrown) {
      // A file that was removed meanwhile, or a training that diverged to no numbers.
      if (!/^(model|file|lab|query)\./.test(errorInfoOf(thrown).code)) throw thrown;
      gathered.push({ run: subject.run, judgement: 'noModel', pictures: 'noModel' });
    }
  }
  return gathered;
}
