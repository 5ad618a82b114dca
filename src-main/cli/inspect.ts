/** `inspect`: a network's mistakes, how much damage it and its images can take, and what goes on inside. */
import { resolve } from 'node:path';
import {
  accuracyOf,
  calibrationOf,
  classFigures,
  confusionOf,
  macroMean,
} from '../../src-shared/classification.ts';
import { damageNames, lesionNames, lesionOrders, maximumDraws } from '../../src-shared/damage.ts';
import { imageChoices } from '../../src-shared/lab.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { writeFileAtomically } from '../files.ts';
import { createLabAnswers } from '../insight/lab/answers.ts';
import type { ImagesQuestion } from '../insight/lab/requests.ts';
import { createSteering, type Steering } from '../insight/lab/steering.ts';
import { readModelFile } from '../models/model-file.ts';
import { labImages } from '../services/lab-images.ts';
import { classesAsIn } from '../services/model-classes.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import { oneOf, wholeNumber } from './choices.ts';
import type { Command } from './cli.ts';
import { openAsTrained } from './evaluate.ts';
import { insideFlags, type InsideValues, saliency, units } from './inspect-inside.ts';
import { confusionPicture, type Curve, curvesPicture } from './inspect-pictures.ts';
import type { GreyPicture } from './picture.ts';
import { readingFlags, readingIn } from './reading.ts';
import { modelFile, type Session, withSession } from './session.ts';
import { figure, table } from './terminal.ts';

const flags = {
  images: { type: 'string' },
  damage: { type: 'string' },
  order: { type: 'string' },
  draws: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  ...insideFlags,
  ...readingFlags,
} as const;

interface Asked {
  session: Session;
  question: ImagesQuestion;
  classes: string[];
  /** What every result says of itself. */
  about: Record<string, unknown>;
  seed: number;
  draws: number;
  damage: string | undefined;
  order: string | undefined;
  inside: InsideValues;
  save(picture: () => GreyPicture): void;
}

const subjects = { confusion, classes, robustness, lesions, units, saliency };

/** `inspect confusion|classes|robustness|lesions|units|saliency <model|run> <path>` */
export const inspect: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, flags);
  const [subject, reference, path] = positionals(given, ['subject', 'model|run', 'path']);
  if (!isIn(Object.keys(subjects), subject))
    throw new UsageError(`inspect shows ${Object.keys(subjects).join(', ')}, not "${subject}"`);
  const images = oneOf('--images', values.images ?? 'test', imageChoices);
  const seed = wholeNumber('--seed', values.seed ?? '1', 0, Number.MAX_SAFE_INTEGER);
  const draws = wholeNumber('--draws', values.draws ?? '5', 1, maximumDraws);
  const how = readingIn(values);
  await withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const { info } = readModelFile(model);
    const dataset = await openAsTrained(session, path, info, how);
    const edits = session.services.history.overlays.ofRun(info.runId);
    const chosen = labImages(info, dataset, edits);
    const { sameData, images: counts } = chosen.judgedBy();
    // As `evaluate`: all of them, where another data set has no test images of its own.
    const choice = values.images === undefined && !counts.test ? 'all' : images;
    const { width, height, polarity } = dataset.summary;
    const classNames = classesAsIn(info, dataset.summary);
    const { pixels, labels } = dataset;
    const steering = createSteering();
    const question: ImagesQuestion = {
      model,
      data: { pixels, labels, classes: classNames, width, height, polarity },
      indices: chosen.indices(choice),
      steering: steering.memory,
    };
    const stop = tellProgress(session, steering);
    try {
      await subjects[subject as keyof typeof subjects]({
        session,
        question,
        classes: info.labels,
        about: { model, choice, images: question.indices.length, sameData },
        seed,
        draws,
        damage: values.damage,
        order: values.order,
        inside: values,
        save: (picture) => save(session, values.out, picture),
      });
    } finally {
      stop();
    }
  });
  return 0;
};

async function confusion({ session, question, classes, about, save }: Asked): Promise<void> {
  const judged = await createLabAnswers().judge(question);
  const counts = confusionOf(judged, classes.length);
  const rows = counts.map((row, label) => [classes[label], ...row.map(String)]);
  const head = ['is', ...classes.map((name) => `as ${name}`)];
  const accuracy = accuracyOf(judged);
  session.terminal.result(
    { type: 'confusion', ...about, accuracy, classes, confusion: counts },
    `accuracy ${figure(accuracy)} on ${question.indices.length} images\n` +
      table([head, ...rows], head.map((_, i) => i).slice(1)),
  );
  save(() => confusionPicture(counts, classes));
}

async function classes({ session, question, classes: names, about, save }: Asked): Promise<void> {
  const judged = await createLabAnswers().judge(question);
  const counts = confusionOf(judged, names.length);
  const figures = classFigures(counts);
  const perClass = figures.map((each, label) => ({ label: names[label], ...each }));
  const macro = {
    recall: macroMean(figures, 'recall'),
    precision: macroMean(figures, 'precision'),
    f1: macroMean(figures, 'f1'),
  };
  const calibration = calibrationOf(judged);
  const accuracy = accuracyOf(judged);
  const rows = perClass.map(({ label, images, recall, precision, f1 }) => [
    label,
    String(images),
    ...[recall, precision, f1].map(figure),
  ]);
  const head = ['class', 'images', 'recall', 'precision', 'F1'];
  const mean = ['mean', '', figure(macro.recall), figure(macro.precision), figure(macro.f1)];
  session.terminal.result(
    { type: 'classes', ...about, accuracy, perClass, macro, calibration },
    `accuracy ${figure(accuracy)}, calibration error ${figure(calibration?.error)}\n` +
      table([head, ...rows, mean], [1, 2, 3, 4]),
  );
  save(() => confusionPicture(counts, names));
}

async function robustness(asked: Asked): Promise<void> {
  const { question, seed } = asked;
  const answers = createLabAnswers();
  const curves: Curve[] = [];
  for (const damage of listOf('--damage', asked.damage, damageNames)) {
    const points = await answers.robustness({ ...question, damage, seed });
    curves.push({ name: damage, points });
    tellCurve(asked, { type: 'robustness', damage, seed }, curves);
  }
  asked.save(() => curvesPicture(curves));
}

async function lesions(asked: Asked): Promise<void> {
  const { question, seed, draws } = asked;
  const answers = createLabAnswers();
  const order = oneOf('--order', asked.order ?? 'random', lesionOrders);
  const curves: Curve[] = [];
  for (const name of listOf('--damage', asked.damage, lesionNames)) {
    const points = await answers.lesions({ ...question, plan: { name, order, draws, seed } });
    curves.push({ name, points });
    tellCurve(asked, { type: 'lesions', damage: name, order, draws, seed }, curves);
  }
  asked.save(() => curvesPicture(curves));
}

/** The newest of the curves. */
function tellCurve(
  { session, about }: Asked,
  what: Record<string, unknown>,
  curves: readonly Curve[],
): void {
  const { name, points } = curves[curves.length - 1];
  const rows = points.map(({ level, accuracy, deviation }) => [
    String(level),
    figure(accuracy),
    figure(deviation),
  ]);
  session.terminal.result(
    { ...what, ...about, points },
    `${name}\n${table([['level', 'accuracy', 'deviation'], ...rows], [0, 1, 2])}`,
  );
}

function tellProgress({ terminal }: Session, steering: Steering): () => void {
  const timer = setInterval(() => {
    const fraction = steering.fraction();
    if (fraction !== null) terminal.progress(`judging ${Math.floor(fraction * 100)} %`);
  }, 200);
  return () => clearInterval(timer);
}

function save({ terminal }: Session, out: string | undefined, picture: () => GreyPicture): void {
  if (out === undefined) return;
  const { pixels, width, height } = picture();
  const file = resolve(out);
  writeFileAtomically(file, [encodeGreyPng(pixels, width, height)]);
  terminal.note(`saved ${file}`);
}

const isIn = (names: readonly string[], text: string): boolean => names.includes(text);

/** Names separated by commas; all of them when nothing is said. */
function listOf<T extends string>(
  flag: string,
  text: string | undefined,
  names: readonly T[],
): readonly T[] {
  return text === undefined ? names : text.split(',').map((name) => oneOf(flag, name, names));
}
