/** What every kind of damage provides: deterministic transforms of one grey image. */
import type { Random } from '../../../engine/random.ts';

export interface DamageFrame {
  width: number;
  height: number;
  /** The grey level of the paper: 0 for light ink, 255 for dark ink. */
  background: number;
}

/**
 * Writes the damaged image to `out` `[height, width]`; `image` likewise. `random`: the image's own
 * stream, always the same for the same seed and image.
 */
export type Transform = (out: Uint8Array, image: Uint8Array, random: Random) => void;

/** `amount`: above 0, in the unit that `damageRanges` says. */
export type MakeTransform = (amount: number, frame: DamageFrame) => Transform;
