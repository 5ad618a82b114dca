/**
 * Pictures that excite units as much as can be: gradient ascent on pixels with the parts of the backward
 * query (its method `free`), on the sum before the unit's activation, whose slope is 0 where a ReLU is off.
 * Of a convolution's channel the mean over its places (Olah et al., Feature Visualization, Distill 2017).
 */
import { defaultQuerySettings } from '../../../src-shared/backward-query.ts';
import { maximiseSteps, type MaximisedUnits, type Stage } from '../../../src-shared/inside.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import { createKernels } from '../../engine/kernels/choose.ts';
import type { Network } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import type { ModelInfo } from '../../models/model-file.ts';
import { ascend } from '../backward/ascend.ts';
import { outputsLarge, plainPictures } from '../backward/objectives.ts';
import { adam } from '../backward/optimisers.ts';
import { ofPixels } from '../backward/parametrisations.ts';
import { jitter } from '../backward/transforms.ts';
import type { Course } from '../lab/steering.ts';
import { frontOf } from './network-parts.ts';

/** Units at once: other questions wait for so many. */
const together = 6;
/**
 * The slope by a pixel, root mean square over the first picture, that every unit's number is scaled to: as
 * an output has it, so that smoothness and little ink weigh for a unit what they weigh for a label.
 */
const usualSlope = 0.4;

interface MaximiseOptions {
  threads?: number;
  steps?: number;
  seed?: number;
}

/** @throws UserError `lab.cancelled` */
export async function maximiseUnits(
  model: { info: ModelInfo; network: Network },
  stage: Stage,
  units: readonly number[],
  course: Course,
  { threads = 1, steps = maximiseSteps, seed = 1 }: MaximiseOptions = {},
): Promise<MaximisedUnits> {
  const size = model.network.inputSize;
  const pixels = new Uint8Array(units.length * size);
  const values = new Float32Array(units.length);
  course.plan(units.length);
  for (let from = 0; from < units.length; from += together) {
    const some = units.slice(from, from + together);
    const made = maximiseSome(model, stage, some, { threads, steps, seed });
    pixels.set(made.pixels, from * size);
    values.set(made.values, from);
    await course.advance(some.length);
  }
  return { pixels, values };
}

function maximiseSome(
  { info, network }: { info: ModelInfo; network: Network },
  stage: Stage,
  units: readonly number[],
  { threads, steps, seed }: Required<MaximiseOptions>,
): MaximisedUnits {
  const { preprocessing } = info;
  const { inputRange, polarity, width, height } = preprocessing;
  const kernels = createKernels('float32', { threads });
  const pictures = units.length;
  const front = frontOf(network, stage.layer, {
    batchSize: pictures,
    inputGradient: true,
    kernels,
  });
  const { inputSize: size, outputSize } = front;
  const table = inputTable(inputRange);
  const range = [table[0], table[255]] as const;
  const settings = defaultQuerySettings('free');

  const shares = channelMeans(front, stage, units);
  scaleToSlopes(front, shares, range);
  const randomOf = (what: string, unit: number) =>
    createRandom(seed, 'maximise', what, stage.layer, unit);
  const side = Math.min(width, height);
  // As in the backward query: 2 of 28 pixels.
  const shift = Math.min(Math.floor(side / 7), Math.round((settings.jitter * side) / 28));
  const parametrisation = ofPixels(
    kernels,
    size,
    units.map((unit) => randomOf('start', unit)),
    { start: 0.5 },
  );
  const { levels } = ascend({
    network: front,
    range,
    objective: plainPictures(outputsLarge(shares, outputSize), preprocessing, {
      inkWeight: settings.inkWeight,
      variationWeight: settings.variationWeight,
      paper: polarity === 'light' ? 0 : 1,
    }),
    parametrisation,
    transforms:
      shift > 0
        ? [
            jitter(
              units.map((unit) => randomOf('jitter', unit)),
              preprocessing,
              shift,
            ),
          ]
        : [],
    optimiser: adam(parametrisation.values.length, settings.learningRate),
    steps,
    goOn: () => true,
  });
  const pixels = Uint8Array.from(levels, (level) => Math.round(level * 255));
  const values = saidTo(network, stage, units, pixels, table);
  void kernels.end();
  return { pixels, values };
}

/** `[pictures, outputs]`: of each picture its channel, in every place alike. */
function channelMeans(front: Network, stage: Stage, units: readonly number[]): Float32Array {
  const { outputSize } = front;
  const shares = new Float32Array(units.length * outputSize);
  const share = stage.channels / outputSize;
  units.forEach((unit, b) => {
    for (let i = unit; i < outputSize; i += stage.channels) shares[b * outputSize + i] = share;
  });
  return shares;
}

function scaleToSlopes(
  front: Network,
  shares: Float32Array,
  [none, full]: readonly [number, number],
): void {
  const { batchSize: pictures, inputSize: size, outputSize, inputGradient, kernels } = front;
  if (!inputGradient) throw new Error('a network made with inputGradient is needed');
  const input = kernels.createVector(pictures * size);
  input.fill((none + full) / 2);
  front.forward(input, pictures);
  front.backwardInput(shares, pictures);
  for (let b = 0; b < pictures; b++) {
    let squares = 0;
    for (let i = b * size; i < (b + 1) * size; i++) {
      const slope = inputGradient[i] * (full - none);
      squares += slope * slope;
    }
    const slope = Math.sqrt(squares / size);
    // A unit that no pixel moves stays as it is: its picture becomes paper.
    if (slope === 0) continue;
    for (let i = b * outputSize; i < (b + 1) * outputSize; i++) shares[i] *= usualSlope / slope;
  }
}

/** What the units say, after their activation, to pictures as they can be looked at. */
function saidTo(
  network: Network,
  stage: Stage,
  units: readonly number[],
  pixels: Uint8Array,
  table: Float32Array,
): Float32Array {
  const whole = frontOf(network, stage.end, { batchSize: units.length });
  const numbers = whole.forward(
    Float32Array.from(pixels, (value) => table[value]),
    units.length,
  );
  const { outputSize } = whole;
  const places = outputSize / stage.channels;
  return Float32Array.from(units, (unit, b) => {
    let sum = 0;
    for (let i = unit; i < outputSize; i += stage.channels) sum += numbers[b * outputSize + i];
    return sum / places;
  });
}
