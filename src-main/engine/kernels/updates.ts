/** Optimisers in WebAssembly. */
import { adamSettings } from '../adam-settings.ts';
import { wholePower } from '../../../src-shared/whole-power.ts';
import type { OptimiserName } from '../../../src-shared/hyperparameters.ts';
import type { Step, UpdateKernel } from './kernels.ts';
import type { Machine } from './webassembly.ts';

/** By the numbers that `assembly/updates.ts` gives them. */
const rules = ['sgd', 'momentum', 'adam'] as const;
const { meanDecay, varianceDecay, epsilon } = adamSettings;

/** What `update` is told of a step; one network takes one at a time. */
export function createSettings({ createVector, addressOf }: Machine) {
  const settings = createVector(8);
  /** Writes them to `address`; returns the rule's number. */
  function write({ rule, learningRate, momentum, count }: Step, l2: number): number {
    settings[0] = l2;
    settings[1] = learningRate;
    if (rule === 'momentum') settings[2] = momentum;
    if (rule === 'adam') {
      settings[1] = learningRate / (1 - wholePower(meanDecay, count));
      settings[2] = 1 / Math.sqrt(1 - wholePower(varianceDecay, count));
      settings[3] = meanDecay;
      settings[4] = 1 - meanDecay;
      settings[5] = varianceDecay;
      settings[6] = 1 - varianceDecay;
      settings[7] = epsilon;
    }
    return (rules as readonly OptimiserName[]).indexOf(rule);
  }
  return { address: addressOf(settings), write };
}

/** A guess at what a root, a division and four streams of memory cost, in multiply-adds. */
const work = 8;

export function createUpdateKernel(machine: Machine): UpdateKernel {
  const settings = createSettings(machine);
  const { split, addressOf } = machine;
  return {
    rules,
    move(step, gradients, start, length, l2) {
      const place = start * 4;
      split(
        'update',
        length,
        4096,
        length * work,
        settings.write(step, l2),
        settings.address,
        addressOf(step.parameters) + place,
        addressOf(gradients) + place,
        momentAt(step, 0, place, addressOf),
        momentAt(step, 1, place, addressOf),
      );
    },
  };
}

/** The address of one of a step's moments, `place` bytes into it; 0 if there is no such moment. */
export function momentAt(
  { moments }: Step,
  index: number,
  place: number,
  addressOf: Machine['addressOf'],
): number {
  return index < moments.length ? addressOf(moments[index]) + place : 0;
}
