/**
 * Learning-rate schedules: by what a step multiplies the learning rate that was set. To add one, add
 * its name to the hyper-parameters' choices and its entry here. With `wholePower`, `Math.exp` and a
 * cosine of our own, so that every build has the same bits (see the engine's `random.ts`).
 */
import type { Hyperparameters, ScheduleName } from './hyperparameters.ts';
import { cosine, sine } from './sine.ts';
import { wholePower } from './whole-power.ts';

export type ScheduleSettings = Pick<
  Hyperparameters,
  'schedule' | 'epochs' | 'warmUpEpochs' | 'stepEpochs' | 'decayFactor' | 'decayRate'
>;

export interface SchedulePlace {
  /** Counted from 0 over the whole run. */
  step: number;
  stepsPerEpoch: number;
  /** How often `plateau` has reduced the rate so far. */
  reductions: number;
}

/** The least factor: above 0, so that a rate set by hand can always be told from it. */
const least = 1e-9;

/** In [1e-9, 1]. A place after the last step counts as the last step. */
export function scheduleFactor(h: ScheduleSettings, place: SchedulePlace): number {
  const { stepsPerEpoch } = place;
  const step = Math.min(place.step, h.epochs * stepsPerEpoch - 1);
  const shape = shapes[h.schedule](h, step, stepsPerEpoch, place.reductions);
  const warmUp = h.schedule === 'oneCycle' ? 0 : h.warmUpEpochs * stepsPerEpoch;
  return Math.max(least, step + 1 < warmUp ? (shape * (step + 1)) / warmUp : shape);
}

type Shape = (
  h: ScheduleSettings,
  step: number,
  stepsPerEpoch: number,
  reductions: number,
) => number;

const shapes: Record<ScheduleName, Shape> = {
  constant: () => 1,
  step: (h, step, stepsPerEpoch) =>
    wholePower(h.decayFactor, Math.floor(step / stepsPerEpoch / h.stepEpochs)),
  // These two and their constant as in Stanford's CS231n notes, with epochs for time.
  exponential: (h, step, stepsPerEpoch) => Math.exp((-h.decayRate * step) / stepsPerEpoch),
  inverseTime: (h, step, stepsPerEpoch) => 1 / (1 + (h.decayRate * step) / stepsPerEpoch),
  // Loshchilov & Hutter, SGDR (2017), eq. 5, one period down to 0 just after the last step.
  cosine: (h, step, stepsPerEpoch) => cosineFall(step / (h.epochs * stepsPerEpoch)),
  oneCycle: (h, step, stepsPerEpoch) => oneCycle(step, h.epochs * stepsPerEpoch),
  plateau: (h, _step, _stepsPerEpoch, reductions) => wholePower(h.decayFactor, reductions),
};

const riseShare = 0.3;
const startFactor = 1 / 25;
const endFactor = startFactor / 1e4;

/**
 * Smith & Topin, Super-convergence (2018), with the figures of PyTorch's OneCycleLR: from 1/25 up to
 * 1 over 3/10 of the steps, then down to 1/250,000, both along a cosine. Momentum stays as it is.
 */
function oneCycle(step: number, steps: number): number {
  const at = steps > 1 ? step / (steps - 1) : riseShare;
  return at < riseShare
    ? 1 - (1 - startFactor) * cosineFall(at / riseShare)
    : endFactor + (1 - endFactor) * cosineFall((at - riseShare) / (1 - riseShare));
}

/** (1 + cos(pi x)) / 2 for x from 0 to 1, which is cos^2(pi x / 2) and sin^2(pi (1 - x) / 2). */
function cosineFall(x: number): number {
  const root = x <= 0.5 ? cosine((Math.PI / 2) * x) : sine((Math.PI / 2) * (1 - x));
  return root * root;
}
