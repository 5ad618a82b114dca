/** The backward query in its three methods, each a choice of the four parts of `ascend.ts`, or the book's. */
import {
  type QueryFrame,
  type QueryMethod,
  type QueryResult,
  type QuerySettings,
  type QueryTarget,
} from '../../../src-shared/backward-query.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import { argmax } from '../../engine/accuracy.ts';
import { losses } from '../../engine/losses.ts';
import { createRandom } from '../../engine/random.ts';
import type { Vector } from '../../engine/vector.ts';
import { givesProbabilities } from '../model.ts';
import { ascend } from './ascend.ts';
import { bookQuery } from './book.ts';
import { outputsLarge, outputsNear, plainPictures } from './objectives.ts';
import { adam } from './optimisers.ts';
import { ofComponents, ofPixels } from './parametrisations.ts';
import type { QueriedModel } from './queried-model.ts';
import { queryNetwork } from './query-network.ts';
import { jitter } from './transforms.ts';

export interface Query {
  method: QueryMethod;
  settings: QuerySettings;
  targets: readonly QueryTarget[];
}

interface QueryOptions {
  threads?: number;
  /** Called after each step; `frame` makes a picture of where it stands. False ends the search. */
  goOn?: (step: number, frame: () => QueryFrame) => boolean;
}

/** @throws UserError `query.noPrior`, `query.bookNeedsDense` */
export function backwardQuery(
  model: QueriedModel,
  query: Query,
  { threads = 1, goOn = () => true }: QueryOptions = {},
): QueryResult {
  const started = performance.now();
  const { width, height, polarity } = model.info.preprocessing;
  const made =
    query.method === 'book' ? askByTheBook(model, query) : search(model, query, threads, goOn);
  return {
    method: query.method,
    classes: model.info.labels,
    width,
    height,
    polarity,
    pixels: made.pixels,
    ...answersOf(model, made.pixels, query.targets.length),
    signal: made.signal,
    cancelled: made.cancelled,
    seconds: (performance.now() - started) / 1000,
  };
}

/**
 * A picture that the network takes for something else for so long starts again elsewhere, while there
 * is time: where few ReLUs are on, there are pictures from which no small step leads on.
 */
const patience = 40;
const lastRestart = 0.7;

interface Made {
  pixels: Uint8Array;
  signal: Float32Array | null;
  cancelled: boolean;
}

function askByTheBook({ info, network }: QueriedModel, { targets }: Query): Made {
  const size = network.inputSize;
  const { inputRange } = info.preprocessing;
  const table = inputTable(inputRange);
  const [none, full] = [table[0], table[255]];
  const levels = new Float32Array(targets.length * size);
  const signal = new Float32Array(targets.length * size);
  targets.forEach(({ shares, strength }, b) => {
    const asked = shares.map((share) => share * strength);
    const picture = bookQuery(network, info.hyperparameters.loss, asked);
    signal.set(picture.signal, b * size);
    levels.set(
      picture.inputs.map((input) => (input - none) / (full - none)),
      b * size,
    );
  });
  return { pixels: pixelsOf(levels, inputRange), signal, cancelled: false };
}

function search(
  { info, network: trained, prior }: QueriedModel,
  { method, settings, targets }: Query,
  threads: number,
  goOn: NonNullable<QueryOptions['goOn']>,
): Made {
  const { preprocessing, hyperparameters, labels } = info;
  const { inputRange, polarity } = preprocessing;
  const { network, head } = queryNetwork(trained, hyperparameters.loss, {
    pictures: targets.length,
    threads,
  });
  const { kernels, inputSize: size } = network;
  const classes = labels.length;
  const table = inputTable(inputRange);
  const numbers = (of: (target: QueryTarget, k: number) => number): Vector => {
    const vector = kernels.createVector(targets.length * classes);
    targets.forEach((target, b) => {
      for (let k = 0; k < classes; k++) vector[b * classes + k] = of(target, k);
    });
    return vector;
  };
  // Of each picture by what it is to be, so that it comes out the same alone and among others.
  const randomOf = (what: string, { shares, variation }: QueryTarget) =>
    createRandom(settings.seed, what, variation, ...shares.map((share) => Math.round(share * 1e6)));
  const starts = targets.map((target) =>
    target.variation === 0 && method === 'prior' ? null : randomOf('start', target),
  );
  const jitters = targets.map((target) => randomOf('jitter', target));
  const paper = polarity === 'light' ? 0 : 1;

  const isPrior = method === 'prior';
  if (isPrior && !prior) throw new UserError('query.noPrior');
  const parametrisation =
    isPrior && prior
      ? ofComponents(kernels, prior, starts, {
          weight: settings.priorWeight,
          count: settings.components,
        })
      : ofPixels(kernels, size, starts, { start: 0.5 });
  const share = ({ shares, strength }: QueryTarget, k: number): number =>
    shares[k] * strength + (head.loss === 'softmaxCrossEntropy' ? (1 - strength) / classes : 0);
  const objective = isPrior
    ? outputsNear(numbers(share), classes, head)
    : plainPictures(
        outputsLarge(
          numbers(({ shares }, k) => shares[k]),
          classes,
        ),
        preprocessing,
        {
          inkWeight: settings.inkWeight,
          variationWeight: settings.variationWeight,
          paper,
        },
      );

  // What is to be half sure would be surer with more contrast.
  const isSure = targets.map(
    ({ shares, strength }) => strength === 1 && shares.some((own) => own === 1),
  );
  const picture = (levels: Vector): Uint8Array =>
    pixelsOf(stretched(levels, size, isSure), inputRange);

  const { steps } = settings;
  /** For how many steps each picture has been taken for something else. */
  const stuck = targets.map(() => 0);
  const { levels, steps: done } = ascend({
    network,
    range: [table[0], table[255]],
    objective,
    parametrisation,
    transforms: settings.jitter > 0 ? [jitter(jitters, preprocessing, settings.jitter)] : [],
    optimiser: adam(parametrisation.values.length, settings.learningRate),
    steps,
    goOn(step, now, outputs) {
      targets.forEach((target, b) => {
        const isTaken = (target.shares[argmax(outputs, b * classes, classes)] ?? 0) > 0;
        stuck[b] = isTaken ? 0 : stuck[b] + 1;
        if (stuck[b] < patience || step > lastRestart * steps) return;
        stuck[b] = 0;
        parametrisation.restart(b, randomOf(`start at ${step}`, target));
      });
      return goOn(step, () => ({ step, steps, pixels: picture(now) }));
    },
  });
  void kernels.end();
  return { pixels: picture(levels), signal: null, cancelled: done < steps };
}

/** The contrast of pictures `which` drawn out to the whole range from 0 to 1. */
function stretched(levels: Vector, size: number, which: readonly boolean[]): Float32Array {
  const out = Float32Array.from(levels);
  for (let start = 0; start < out.length; start += size) {
    if (!which[start / size]) continue;
    const own = out.subarray(start, start + size);
    let [least, most] = [Infinity, -Infinity];
    for (const level of own) {
      least = Math.min(least, level);
      most = Math.max(most, level);
    }
    if (most > least) for (let i = 0; i < size; i++) own[i] = (own[i] - least) / (most - least);
  }
  return out;
}

/** In the form that the data have: with binary inputs, ink or none. */
function pixelsOf(levels: Float32Array, range: Parameters<typeof inputTable>[0]): Uint8Array {
  return Uint8Array.from(levels, (level) =>
    range === 'binary'
      ? level >= 0.5
        ? 255
        : 0
      : Math.min(255, Math.max(0, Math.round(level * 255))),
  );
}

/** What the network itself says of the pictures, as they can be saved and looked at. */
function answersOf(
  { info, network }: QueriedModel,
  pixels: Uint8Array,
  pictures: number,
): Pick<QueryResult, 'pictures' | 'outputsAreProbabilities'> {
  const table = inputTable(info.preprocessing.inputRange);
  const { inputSize: size, batchSize } = network;
  const classes = info.labels.length;
  const shown = new Float32Array(batchSize * classes);
  const answers: QueryResult['pictures'] = [];
  for (let from = 0; from < pictures; from += batchSize) {
    const count = Math.min(batchSize, pictures - from);
    const inputs = Float32Array.from(
      pixels.subarray(from * size, (from + count) * size),
      (value) => table[value],
    );
    const outputs = network.forward(inputs, count);
    losses[info.hyperparameters.loss].predictions(shown, outputs, count, classes);
    for (let b = 0; b < count; b++)
      answers.push({
        outputs: Array.from(shown.subarray(b * classes, (b + 1) * classes)),
        label: argmax(shown, b * classes, classes),
      });
  }
  return { pictures: answers, outputsAreProbabilities: givesProbabilities(info) };
}
