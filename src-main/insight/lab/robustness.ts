/** Accuracy against damage to the images. */
import { accuracyOf } from '../../../src-shared/classification.ts';
import { damageLevels, type DamageName } from '../../../src-shared/damage.ts';
import type { DamagePoint } from '../../../src-shared/lab.ts';
import type { Preprocessing } from '../../../src-shared/preprocess.ts';
import type { ChangePicture } from '../../training/batches.ts';
import type { Model } from '../model.ts';
import { createDamage, type DamageImage } from './damage/damage.ts';
import type { DamageFrame } from './damage/transform.ts';
import { batchesFor, judgeImages, type LabData } from './judge-images.ts';
import type { Course } from './steering.ts';

export const frameOf = ({ width, height, polarity }: Preprocessing): DamageFrame => ({
  width,
  height,
  background: polarity === 'light' ? 0 : 255,
});

/** One point an amount; every image at every amount. */
export async function robustness(
  model: Model,
  data: LabData,
  indices: Uint32Array,
  { damage, seed }: { damage: DamageName; seed: number },
  course: Course,
): Promise<DamagePoint[]> {
  const batches = batchesFor(model, data);
  const frame = frameOf(model.info.preprocessing);
  const levels = damageLevels(damage);
  course.plan(levels.length * indices.length);
  const points: DamagePoint[] = [];
  for (const level of levels) {
    const damageImage = createDamage({ name: damage, amount: level, seed }, frame);
    const change = changeBy(damageImage, indices, frame);
    const judged = await judgeImages(model, batches, indices, course, change);
    points.push({ level, accuracy: accuracyOf(judged), deviation: 0 });
  }
  return points;
}

function changeBy(
  damageImage: DamageImage,
  indices: Uint32Array,
  { width, height }: DamageFrame,
): ChangePicture {
  const area = width * height;
  return (out, pixels, start, place) =>
    damageImage(out, pixels.subarray(start, start + area), indices[place]);
}
