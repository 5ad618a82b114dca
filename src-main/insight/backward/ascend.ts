/**
 * The search for pictures, as four choices that know nothing of each other: what is sought, what is
 * moved, what is done to a picture before the network sees it, and how it is moved. After Lucid
 * (Olah et al., Feature Visualization, Distill 2017), whose `render_vis` takes the same four.
 */
import type { Network } from '../../engine/network.ts';
import type { Vector } from '../../engine/vector.ts';
import type { Objective } from './objectives.ts';
import type { Optimiser } from './optimisers.ts';
import type { Parametrisation } from './parametrisations.ts';
import type { Transform } from './transforms.ts';

export interface Ascent {
  /** Made with `inputGradient`; as many samples as pictures. */
  network: Network;
  /** The network's input for level 0 and for level 1. */
  range: readonly [number, number];
  objective: Objective;
  parametrisation: Parametrisation;
  transforms: readonly Transform[];
  optimiser: Optimiser;
  steps: number;
  /**
   * Called after each step with the outputs that it went by; false ends the search.
   */
  goOn(step: number, levels: Vector, outputs: Vector): boolean;
}

/** @returns the levels `[pictures, size]`, 0 to 1, and the steps that were made */
export function ascend({
  network,
  range: [none, full],
  objective,
  parametrisation,
  transforms,
  optimiser,
  steps,
  goOn,
}: Ascent): { levels: Vector; steps: number } {
  const { kernels, inputSize, outputSize, batchSize: pictures, inputGradient } = network;
  if (!inputGradient) throw new Error('a network made with inputGradient is needed');
  const length = pictures * inputSize;
  const vector = (): Vector => kernels.createVector(length);
  const levels = vector();
  /** The pictures before and after each transform, with their slopes. */
  const stages = [levels, ...transforms.map(vector)];
  const slopes = stages.map(vector);
  const input = vector();
  const dOutputs = kernels.createVector(pictures * outputSize);
  const dValues = kernels.createVector(parametrisation.values.length);
  const last = transforms.length;

  parametrisation.levels(levels);
  let made = 0;
  while (made < steps) {
    transforms.forEach((transform, t) => transform.apply(stages[t + 1], stages[t]));
    for (let i = 0; i < length; i++) input[i] = none + (full - none) * stages[last][i];
    const outputs = network.forward(input, pictures);
    objective.ofOutputs(dOutputs, outputs, pictures);
    network.backwardInput(dOutputs, pictures);
    for (let i = 0; i < length; i++) slopes[last][i] = (full - none) * inputGradient[i];
    for (let t = last - 1; t >= 0; t--) {
      slopes[t].fill(0);
      transforms[t].back(slopes[t], slopes[t + 1]);
    }
    objective.ofLevels?.(slopes[0], levels, pictures);
    parametrisation.slope(dValues, slopes[0]);
    optimiser.step(parametrisation.values, dValues);
    parametrisation.bound?.();
    parametrisation.levels(levels);
    made += 1;
    if (!goOn(made, levels, outputs)) break;
  }
  return { levels, steps: made };
}
