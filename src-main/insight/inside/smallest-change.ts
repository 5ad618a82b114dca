/**
 * The smallest change of an image that turns the answer: steps to the nearest boundary between two outputs, each
 * taken as a plane (Moosavi-Dezfooli, Fawzi & Frossard, DeepFool, 2016), in the box of what an image can be.
 * Nearly the smallest: the boundaries are no planes.
 */
import type { Asked } from './saliency.ts';

export interface TurnOptions {
  /** The class that it is to become; null: whichever is nearest. */
  target: number | null;
  steps?: number;
  /** An input as it can be in a picture: its grey levels are steps. The answer is to turn for that. */
  asPicture?: (input: Float32Array) => Float32Array;
}
export interface Turned {
  /** The network's input, `[size]`; null where the answer did not turn. */
  input: Float32Array | null;
  steps: number;
}

const usualSteps = 60;
/** Of a step, beyond the boundary, as in the paper: it is to be crossed, not touched. */
const overshoot = 0.02;
/** In output sums. */
const leastPush = 1e-3;
/** Classes that are looked at as neighbours; those with the largest outputs. */
const mostNeighbours = 10;

/** @param input `[size]`, of which the network says `answer` by its sums */
export function turnAnswer(
  { network, range: [paper, ink] }: Asked,
  input: Float32Array,
  answer: number,
  { target, steps = usualSteps, asPicture = (same) => same }: TurnOptions,
): Turned {
  const { inputSize: size, outputSize: classes, batchSize, inputGradient, kernels } = network;
  if (!inputGradient) throw new Error('a network made with inputGradient is needed');
  const [least, most] = [Math.min(paper, ink), Math.max(paper, ink)];
  const batch = kernels.createVector(batchSize * size);
  const dOutputs = kernels.createVector(batchSize * classes);
  const now = Float32Array.from(input);
  const sumsOf = (one: Float32Array): Float32Array => {
    batch.set(one);
    return Float32Array.from(network.forward(batch, 1).subarray(0, classes));
  };
  const sums = sumsOf(now);
  const others = Array.from(sums.keys()).filter((k) => k !== answer);
  const neighbours =
    target === null
      ? others.sort((a, b) => sums[b] - sums[a]).slice(0, Math.min(mostNeighbours, batchSize))
      : [target];

  const turned = (found: ArrayLike<number>): boolean =>
    target === null
      ? others.some((k) => found[k] > found[answer])
      : Array.from(sums.keys()).every((k) => k === target || found[k] < found[target]);

  /** Beyond a boundary that was crossed in vain, because the grey levels of the picture fall back: ever further. */
  let push = 0;
  for (let step = 1; step <= steps; step++) {
    for (let b = 0; b < neighbours.length; b++) batch.set(now, b * size);
    const found = network.forward(batch, neighbours.length);
    // To a class that was asked for, what leads now is to be left behind, whether or not it was the answer.
    const leading = target === null ? answer : leaderOf(found, classes, target);
    const gaps = neighbours.map((k, b) => found[b * classes + leading] - found[b * classes + k]);
    neighbours.forEach((k, b) => {
      for (let c = 0; c < classes; c++)
        dOutputs[b * classes + c] = (c === k ? 1 : 0) - (c === leading ? 1 : 0);
    });
    network.backwardInput(dOutputs, neighbours.length);
    const nearest = nearestOf(gaps, inputGradient, now, [least, most]);
    // No pixel that may still move moves an output.
    if (!nearest) return { input: null, steps: step };
    const { row, norm } = nearest;
    if (gaps[row] <= 0) push = 2 * push + leastPush;
    const length = ((Math.max(gaps[row], 0) + push + 1e-4) / norm) * (1 + overshoot);
    for (let i = 0; i < size; i++) {
      const slope = freeSlope(inputGradient[row * size + i], now[i], least, most);
      now[i] = Math.min(most, Math.max(least, now[i] + length * slope));
    }
    const picture = asPicture(now);
    if (turned(sumsOf(picture))) return { input: picture, steps: step };
  }
  return { input: null, steps };
}

function leaderOf(sums: ArrayLike<number>, classes: number, except: number): number {
  let leader = except === 0 ? 1 : 0;
  for (let k = 0; k < classes; k++) if (k !== except && sums[k] > sums[leader]) leader = k;
  return leader;
}

/** A pixel at its bound can only move back. */
const freeSlope = (slope: number, value: number, least: number, most: number): number =>
  (value <= least && slope < 0) || (value >= most && slope > 0) ? 0 : slope;

/** The boundary with the shortest way, and its slope's squared norm over the pixels that may move. */
function nearestOf(
  gaps: readonly number[],
  slopes: ArrayLike<number>,
  now: Float32Array,
  [least, most]: readonly [number, number],
): { row: number; norm: number } | null {
  let nearest: { row: number; norm: number; way: number } | null = null;
  gaps.forEach((gap, row) => {
    let norm = 0;
    for (let i = 0; i < now.length; i++) {
      const slope = freeSlope(slopes[row * now.length + i], now[i], least, most);
      norm += slope * slope;
    }
    const way = Math.abs(gap) / Math.sqrt(norm);
    if (norm > 0 && (!nearest || way < nearest.way)) nearest = { row, norm, way };
  });
  return nearest;
}
