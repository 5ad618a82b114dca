/**
 * The learning rate of each step: the base rate times the schedule's factor. The base is the
 * hyper-parameter until a person sets another rate: that rate then holds for the next step, and the
 * schedule goes on from there in its own shape.
 */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { scheduleFactor } from '../../src-shared/schedules.ts';
import { newWatch, type Watch, watched } from './watch.ts';

/** What a resumed run needs to go on at the same rates. */
export interface LearningRateState {
  base: number;
  /** Of the validation loss, since its best or the last reduction: for `plateau`. */
  plateau: Watch;
  reductions: number;
}

export interface LearningRate {
  /** In force now. */
  readonly now: number;
  state: LearningRateState;
  /** Called before each step, counted from 0 over the whole run. */
  begin(step: number): void;
  /** A person sets the rate, from the next step on. */
  set(rate: number): void;
  /** Called after each epoch; the loss is null without validation images. */
  endEpoch(validationLoss: number | null): void;
}

export function createLearningRate(h: Hyperparameters, stepsPerEpoch: number): LearningRate {
  let nextStep = 0;
  const factor = (step: number): number =>
    scheduleFactor(h, { step, stepsPerEpoch, reductions: rate.state.reductions });
  let now = h.learningRate;
  const rate: LearningRate = {
    get now() {
      return now;
    },
    state: { base: h.learningRate, plateau: newWatch, reductions: 0 },
    begin(step) {
      nextStep = step + 1;
      now = rate.state.base * factor(step);
    },
    set(value) {
      rate.state = { ...rate.state, base: value / factor(nextStep) };
      now = value;
    },
    endEpoch(validationLoss) {
      if (h.schedule !== 'plateau' || validationLoss === null) return;
      const plateau = watched(rate.state.plateau, validationLoss, 'lower');
      rate.state =
        plateau.waited < h.plateauPatience
          ? { ...rate.state, plateau }
          : {
              ...rate.state,
              plateau: { ...plateau, waited: 0 },
              reductions: rate.state.reductions + 1,
            };
    },
  };
  return rate;
}
