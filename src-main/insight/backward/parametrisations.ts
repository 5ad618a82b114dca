/** What is moved so that a picture forms. */
import type { Kernels } from '../../engine/kernels/kernels.ts';
import type { PrincipalComponents } from '../../engine/principal-components.ts';
import type { Random } from '../../engine/random.ts';
import type { Vector } from '../../engine/vector.ts';

export interface Parametrisation {
  /** What the optimiser moves, all pictures' numbers one after another. */
  readonly values: Vector;
  /** Writes the levels `[pictures, size]`, 0 to 1, that the values stand for. */
  levels(out: Vector): void;
  /** Overwrites `dValues` with the slope of all costs, its own among them. */
  slope(dValues: Vector, dLevels: Vector): void;
  /** Brings values back into their bounds after a step. */
  bound?(): void;
  /** Starts one picture again elsewhere, at random. */
  restart(picture: number, random: Random): void;
}

/** `random`: of each picture; null starts it in the middle. */
type Starts = readonly (Random | null)[];

/**
 * Pictures mean + sum of z times component times deviation, clipped to 0 to 1, with z sought from 0
 * on (or from random numbers as images have them) and `weight` / 2 times its square added to the cost.
 */
export function ofComponents(
  kernels: Kernels,
  { mean, components, deviations }: PrincipalComponents,
  starts: Starts,
  { weight, count }: { weight: number; count: number },
): Parametrisation {
  const size = mean.length;
  const used = Math.max(1, Math.min(count, deviations.length));
  const pictures = starts.length;
  // A dense layer, that the kernels may do the products: its biases are the mean.
  const weights = kernels.createVector(used * size);
  for (let n = 0; n < used; n++)
    for (let i = 0; i < size; i++) weights[n * size + i] = components[n * size + i] * deviations[n];
  const biases = kernels.createVector(size);
  biases.set(mean);
  const empty = kernels.createVector(used * size);
  const layer = kernels.dense(
    { weights, dWeights: empty, biases, dBiases: kernels.createVector(size) },
    used,
    size,
    pictures,
  );
  const values = kernels.createVector(pictures * used);
  const restart = (picture: number, random: Random): void => {
    for (let n = 0; n < used; n++) values[picture * used + n] = random.normal();
  };
  starts.forEach((random, b) => {
    if (random) restart(b, random);
  });
  /** Before clipping. */
  const free = kernels.createVector(pictures * size);
  const dFree = kernels.createVector(pictures * size);
  return {
    values,
    restart,
    levels(out) {
      layer.forward(free, values, pictures);
      for (let i = 0; i < pictures * size; i++) out[i] = Math.min(1, Math.max(0, free[i]));
    },
    slope(dValues, dLevels) {
      // Where it is clipped, no slope: there the picture does not change.
      for (let i = 0; i < pictures * size; i++)
        dFree[i] = free[i] < 0 || free[i] > 1 ? 0 : dLevels[i];
      layer.backwardInput(dValues, dFree, pictures);
      for (let i = 0; i < values.length; i++) dValues[i] += weight * values[i];
    },
  };
}

/** The pixels themselves, held between 0 and 1. */
export function ofPixels(
  kernels: Kernels,
  size: number,
  starts: Starts,
  { start }: { start: number },
): Parametrisation {
  const values = kernels.createVector(starts.length * size);
  values.fill(start);
  const restart = (picture: number, random: Random): void => {
    for (let i = 0; i < size; i++)
      values[picture * size + i] = start + (random.uniform() - 0.5) * 0.2;
  };
  starts.forEach((random, b) => {
    if (random) restart(b, random);
  });
  const bound = (): void => {
    for (let i = 0; i < values.length; i++) values[i] = Math.min(1, Math.max(0, values[i]));
  };
  bound();
  return {
    values,
    restart,
    levels: (out) => out.set(values),
    slope: (dValues, dLevels) => dValues.set(dLevels),
    bound,
  };
}
