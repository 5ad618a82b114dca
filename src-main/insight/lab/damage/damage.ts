/** Damage to images, by name. To add one, add its name to `src-shared/damage.ts` and its entry here. */
import type { Damage, DamageName } from '../../../../src-shared/damage.ts';
import { createRandomSeries } from '../../../engine/random.ts';
import { blur } from './blur.ts';
import { broken, contrast, noise, occlusion } from './ink.ts';
import { enlarge, rotation, shift } from './move.ts';
import { shrink } from './shrink.ts';
import type { DamageFrame, MakeTransform } from './transform.ts';

const transforms: Record<DamageName, MakeTransform> = {
  rotation,
  shift,
  shrink,
  enlarge,
  blur,
  noise,
  broken,
  occlusion,
  contrast,
};

/**
 * Writes the damaged picture of `image`, both `[height, width]`, to `out`. `sample` is the image's number
 * in its data set: the same seed, damage and image give the same picture, in every thread and run.
 */
export type DamageImage = (out: Uint8Array, image: Uint8Array, sample: number) => void;

export function createDamage({ name, amount, seed }: Damage, frame: DamageFrame): DamageImage {
  if (amount <= 0) return (out, image) => out.set(image);
  const transform = transforms[name](amount, frame);
  // Not by the amount: a noisier picture has the same noise, only more of it.
  const streamOf = createRandomSeries(seed, 'damage', name);
  return (out, image, sample) => transform(out, image, streamOf(sample));
}
