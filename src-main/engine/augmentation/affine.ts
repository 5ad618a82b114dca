/** Turning, slanting, scaling and moving an image about its centre, as one map. */
import { cosineOfDegrees, sineOfDegrees } from '../../../src-shared/sine.ts';

export interface Pose {
  /** Degrees, anticlockwise as seen. */
  rotation: number;
  /** Degrees by which an upright stroke leans to the right, before it is turned. */
  shear: number;
  /** 2: twice as large. */
  scale: number;
  /** Pixels to the right and down. */
  right: number;
  down: number;
}

/**
 * From a place in the picture to where it comes from in the image, in pixels:
 * `column = xx x + xy y + x0`, `row = yx x + yy y + y0`.
 */
export interface AffineMap {
  xx: number;
  xy: number;
  x0: number;
  yx: number;
  yy: number;
  y0: number;
}

/**
 * With rows counted downwards, the pose takes an offset from the centre to R S offset, where
 * S = scale [[1, -t], [0, 1]] with t = tan(shear) and R = [[c, s], [-s, c]], and then moves it. A
 * picture is drawn backwards, from each of its pixels to its source: by the inverse.
 */
export function sourceOf(pose: Pose, width: number, height: number): AffineMap {
  const c = cosineOfDegrees(pose.rotation);
  const s = sineOfDegrees(pose.rotation);
  const t = sineOfDegrees(pose.shear) / cosineOfDegrees(pose.shear);
  const xx = (c + t * s) / pose.scale;
  const xy = (t * c - s) / pose.scale;
  const yx = s / pose.scale;
  const yy = c / pose.scale;
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const fromX = middleX + pose.right;
  const fromY = middleY + pose.down;
  return {
    xx,
    xy,
    x0: middleX - xx * fromX - xy * fromY,
    yx,
    yy,
    y0: middleY - yx * fromX - yy * fromY,
  };
}
