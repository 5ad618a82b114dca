/** Optimisers in WebAssembly. */
import { adamSettings } from '../adam-settings.ts';
import { wholePower } from '../../../src-shared/whole-power.ts';
import type { Step, UpdateKernel } from './kernels.ts';
import type { Machine } from './webassembly.ts';

/** By the numbers that `assembly/updates.ts` gives them. */
const rules = ['sgd', 'momentum', 'adam'] as const;
const { meanDecay, varianceDecay, epsilon } = adamSettings;

/** What `update` takes first: the rule's number and the address of its settings. */
export type Rule = readonly [rule: number, settings: number];

/** Settings live in the kernels' memory; one network takes one step at a time. */
export function createRules({ createVector }: Machine): (step: Step, l2: number) => Rule {
  const settings = createVector(8);
  return ({ rule, learningRate, momentum, count }, l2) => {
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
    return [rules.findIndex((name) => name === rule), settings.byteOffset];
  };
}

/** A guess at what a root, a division and four streams of memory cost, in multiply-adds. */
const work = 8;

export function createUpdateKernel(machine: Machine): UpdateKernel {
  const ruleOf = createRules(machine);
  const { split, addressOf } = machine;
  return {
    rules,
    move(step, gradients, start, length, l2) {
      const [rule, settings] = ruleOf(step, l2);
      const [first, second] = momentsOf(step, start, addressOf);
      split(
        'update',
        length,
        4096,
        length * work,
        rule,
        settings,
        addressOf(step.parameters) + start * 4,
        addressOf(gradients) + start * 4,
        first,
        second,
      );
    },
  };
}

/** The addresses of a step's moments from the parameter `start` on; 0 for what there is not. */
export function momentsOf(
  { moments }: Step,
  start: number,
  addressOf: Machine['addressOf'],
): readonly [first: number, second: number] {
  const [first, second] = moments;
  return [first ? addressOf(first) + start * 4 : 0, second ? addressOf(second) + start * 4 : 0];
}
