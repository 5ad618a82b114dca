/** Accuracy against damage to the network. */
import { accuracyOf } from '../../../src-shared/classification.ts';
import {
  type LesionOrder,
  type LesionPlan,
  removedShares,
  weightBits,
} from '../../../src-shared/damage.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { DamagePoint } from '../../../src-shared/lab.ts';
import type { Network } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import { type ModelInfo, networkOf, readModelFile } from '../../models/model-file.ts';
import { networkModel } from '../model.ts';
import { batchesFor, judgeImages, type LabData } from './judge-images.ts';
import { quantise } from './quantise.ts';
import { orderBySize } from './size-order.ts';
import type { Course } from './steering.ts';
import { connectionsOf, silence, unitLayersOf, weightSizes } from './units.ts';

/** A network of its own, which nobody else asks: it will be damaged. @throws UserError `model.*` */
export function ownNetwork(path: string): { info: ModelInfo; network: Network } {
  const { info, file } = readModelFile(path);
  return { info, network: networkOf(info, file, path) };
}

/**
 * One point a level. A share is taken of each layer by itself, so that layers of another scale of weights
 * are not emptied first; within a draw, what is gone at one share is gone at every larger one.
 * @throws UserError `lab.noUnits` where there are no hidden units to remove
 */
export async function lesions(
  path: string,
  data: LabData,
  indices: Uint32Array,
  plan: LesionPlan,
  course: Course,
): Promise<DamagePoint[]> {
  const { info, network } = ownNetwork(path);
  if (plan.name === 'units' && unitLayersOf(network.spec).length === 0)
    throw new UserError('lab.noUnits');
  const model = networkModel(info, network);
  const batches = batchesFor(model, data);
  const whole = network.parameters.slice();
  const draws = plan.name !== 'bits' && plan.order === 'random' ? plan.draws : 1;
  const levels: readonly number[] = plan.name === 'bits' ? weightBits : removedShares;
  course.plan(levels.length * draws * indices.length);

  const found = levels.map(() => new Array<number>());
  for (let draw = 0; draw < draws; draw++) {
    const damage = createLesion(network, plan, draw);
    for (const [place, level] of levels.entries()) {
      damage(level);
      const judged = await judgeImages(model, batches, indices, course);
      found[place].push(accuracyOf(judged));
      network.parameters.set(whole);
    }
  }
  return levels.map((level, place) => ({ level, ...spread(found[place]) }));
}

/** Mean and standard deviation (n - 1). */
export function spread(values: readonly number[]): { accuracy: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { accuracy: mean, deviation };
}

/** Does the damage of a level to a whole network. */
export function createLesion(
  network: Network,
  { name, order, seed }: Pick<LesionPlan, 'name' | 'order' | 'seed'>,
  draw: number,
): (level: number) => void {
  const orderOf = (sizes: ArrayLike<number>, place: number): Uint32Array =>
    inOrder(order, sizes, () =>
      createRandom(seed, 'lesion', name, draw, place).permutation(sizes.length),
    );
  if (name === 'bits')
    return (bits) => {
      for (const weights of connectionsOf(network)) quantise(weights, bits);
    };
  if (name === 'weights') {
    const orders = connectionsOf(network).map(orderOf);
    return (share) => {
      for (const [place, weights] of connectionsOf(network).entries())
        for (const n of firstOf(orders[place], share)) weights[n] = 0;
    };
  }
  const layers = unitLayersOf(network.spec);
  const orders = layers.map((layer, place) => orderOf(weightSizes(network, layer), place));
  return (share) =>
    silence(
      network,
      layers.flatMap(({ layer }, place) =>
        [...firstOf(orders[place], share)].map((unit) => ({ layer, unit })),
      ),
    );
}

function inOrder(
  order: LesionOrder,
  sizes: ArrayLike<number>,
  permutation: () => Uint32Array,
): Uint32Array {
  if (order === 'random') return permutation();
  const ascending = orderBySize(sizes);
  return order === 'smallest' ? ascending : ascending.reverse();
}

const firstOf = (order: Uint32Array, percent: number): Uint32Array =>
  order.subarray(0, Math.round((order.length * percent) / 100));
