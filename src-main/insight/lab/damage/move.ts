/** Turning, moving and enlarging. */
import { cosineOfDegrees, sineOfDegrees } from '../../../../src-shared/sine.ts';
import { type Pose, sourceOf } from '../../../engine/augmentation/affine.ts';
import { createResampler } from '../../../engine/augmentation/resample.ts';
import type { DamageFrame, MakeTransform, Transform } from './transform.ts';

const still: Pose = { rotation: 0, shear: 0, scale: 1, right: 0, down: 0 };

/** Half of the images to the left, half to the right. */
export const rotation: MakeTransform = (amount, frame) => {
  const left = posed({ ...still, rotation: amount }, frame);
  const right = posed({ ...still, rotation: -amount }, frame);
  return (out, image, random) => (random.below(2) === 0 ? left : right)(out, image, random);
};

export const enlarge: MakeTransform = (amount, frame) =>
  posed({ ...still, scale: 1 + amount / 100 }, frame);

function posed(pose: Pose, { width, height, background }: DamageFrame): Transform {
  const { xx, xy, x0, yx, yy, y0 } = sourceOf(pose, width, height);
  const resampler = createResampler(width, height, background);
  const columns = new Float64Array(width);
  const rows = new Float64Array(width);
  return (out, image) => {
    resampler.take(image, 0);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        columns[x] = xx * x + xy * y + x0;
        rows[x] = yx * x + yy * y + y0;
      }
      resampler.readRow(out, y * width, columns, rows);
    }
  };
}

/** In one of eight directions, by whole pixels: nothing is blurred, what leaves the image is lost. */
export const shift: MakeTransform = (amount, { width, height, background }) => {
  const steps = Array.from({ length: 8 }, (_, i) => [
    Math.round((cosineOfDegrees(45 * i) * amount * width) / 100),
    Math.round((sineOfDegrees(45 * i) * amount * height) / 100),
  ]);
  return (out, image, random) => {
    const [right, down] = steps[random.below(steps.length)];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [fromX, fromY] = [x - right, y - down];
        const isInside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
        out[y * width + x] = isInside ? image[fromY * width + fromX] : background;
      }
  };
};
