/**
 * Training images changed on the fly: turned, moved, scaled, slanted, bent and made noisy, from bytes to
 * bytes, so that training and preview see the same pictures. What a picture becomes hangs on the seed and
 * on which picture it is alone, not on batches, order or threads. To add a kind of change, add its
 * hyper-parameters and its step here.
 */
import type { AugmentationSettings } from '../../../src-shared/augmentation.ts';
import type { DatasetSummary } from '../../../src-shared/dataset.ts';
import { createRandomSeries, type Random } from '../random.ts';
import { type Pose, sourceOf } from './affine.ts';
import { createElasticField } from './elastic.ts';
import { createResampler } from './resample.ts';

export interface Augmentation {
  /** Pictures made of each image in one pass over them: 1, or 3 with `extraRotation`. */
  readonly copies: number;
  /** Whether each pass makes others. */
  readonly isRandom: boolean;
  /**
   * Writes one picture, `[height, width]`, to the beginning of `out`.
   * @param start where its image begins in `pixels`
   * @param copy 0: as it is; 1 and 2: turned by `extraRotation` to the left, to the right
   */
  draw(
    out: Uint8Array,
    pixels: Uint8Array,
    start: number,
    picture: { pass: number; image: number; copy: number },
  ): void;
}

/** Null when all is off. Beyond an image is what its ink is written on. */
export function createAugmentation(
  h: AugmentationSettings,
  { width, height, polarity }: Pick<DatasetSummary, 'width' | 'height' | 'polarity'>,
): Augmentation | null {
  const copies = h.extraRotation > 0 ? 3 : 1;
  const isPosed = h.rotation > 0 || h.shift > 0 || h.scaling > 0 || h.shear > 0;
  const isBent = h.elasticStrength > 0;
  const isNoisy = h.noise > 0;
  const isRandom = isPosed || isBent || isNoisy;
  if (copies === 1 && !isRandom) return null;

  const size = width * height;
  const streams = createRandomSeries(h.seed, 'augment');
  const resampler = createResampler(width, height, polarity === 'light' ? 0 : 255);
  const elastic = isBent
    ? createElasticField(width, height, {
        strength: h.elasticStrength,
        smoothness: h.elasticSmoothness,
      })
    : null;
  /** Where the pixels of one row of the picture come from. */
  const columns = new Float64Array(width);
  const rows = new Float64Array(width);

  function resample(out: Uint8Array, pixels: Uint8Array, start: number, pose: Pose): void {
    const { xx, xy, x0, yx, yy, y0 } = sourceOf(pose, width, height);
    resampler.take(pixels, start);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        columns[x] = xx * x + xy * y + x0;
        rows[x] = yx * x + yy * y + y0;
      }
      elastic?.addRow(columns, rows, y);
      resampler.readRow(out, y * width, columns, rows);
    }
  }

  function addNoise(out: Uint8Array, random: Random): void {
    const deviation = 255 * h.noise;
    for (let i = 0; i < size; i++) {
      const value = out[i] + deviation * random.normal();
      out[i] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
    }
  }

  return {
    copies,
    isRandom,
    draw(out, pixels, start, { pass, image, copy }) {
      const random = streams(pass, image, copy);
      // Each part has its draw whether it is on or not: turning one on leaves the others as they were.
      const pose: Pose = {
        rotation: turns[copy] * h.extraRotation + h.rotation * eitherWay(random),
        shear: h.shear * eitherWay(random),
        scale: 1 + h.scaling * eitherWay(random),
        right: h.shift * width * eitherWay(random),
        down: h.shift * height * eitherWay(random),
      };
      if (isPosed || isBent || copy > 0) {
        elastic?.draw(random);
        resample(out, pixels, start, pose);
      } else for (let i = 0; i < size; i++) out[i] = pixels[start + i];
      if (isNoisy) addNoise(out, random);
    },
  };
}

/** The share of `extraRotation` that each copy is turned by. */
const turns = [0, 1, -1];

/** Uniform in [-1, 1). */
const eitherWay = (random: Random): number => 2 * random.uniform() - 1;
