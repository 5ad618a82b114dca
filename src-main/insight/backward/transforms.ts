/** What is done to the pictures, anew at each step, before the network sees them. */
import type { Random } from '../../engine/random.ts';
import type { Vector } from '../../engine/vector.ts';

export interface Transform {
  /** Writes the changed pictures; `[pictures, height, width]`, as all here. */
  apply(out: Vector, levels: Vector): void;
  /** Adds to `dLevels` the slopes that the changed pictures have, by the last `apply`. */
  back(dLevels: Vector, dOut: Vector): void;
}

/**
 * Shifts each picture by whole pixels, up to `most` in each direction, by its own random numbers; what
 * comes in at the rim is the rim again.
 */
export function jitter(
  randoms: readonly Random[],
  { width, height }: { width: number; height: number },
  most: number,
): Transform {
  const size = width * height;
  const shifts = randoms.map(() => ({ x: 0, y: 0 }));
  const within = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
  const eachPixel = (use: (to: number, from: number) => void): void => {
    shifts.forEach((shift, b) => {
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const row = within(y + shift.y, height);
          use(b * size + y * width + x, b * size + row * width + within(x + shift.x, width));
        }
    });
  };
  return {
    apply(out, levels) {
      randoms.forEach((random, b) => {
        shifts[b] = { x: random.below(2 * most + 1) - most, y: random.below(2 * most + 1) - most };
      });
      eachPixel((to, from) => {
        out[to] = levels[from];
      });
    },
    back(dLevels, dOut) {
      eachPixel((to, from) => {
        dLevels[from] += dOut[to];
      });
    },
  };
}
