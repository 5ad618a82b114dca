import type { Vector } from '../../engine/vector.ts';

/**
 * Rounds weights to what `bits` bits can say, the sign among them: whole multiples, up to
 * 2^(bits - 1) - 1, of a step that makes the largest weight fit (symmetric uniform quantisation). One
 * bit is the sign alone, times the mean size (Rastegari et al., XNOR-Net, 2016). 32 bits are the weights
 * as they are.
 */
export function quantise(weights: Vector, bits: number): void {
  if (bits >= 32) return;
  let most = 0;
  let sum = 0;
  for (let n = 0; n < weights.length; n++) {
    const size = Math.abs(weights[n]);
    most = Math.max(most, size);
    sum += size;
  }
  if (most === 0) return;
  const mean = sum / weights.length;
  // Not by a power, whose bits may differ between machines.
  const steps = (1 << (bits - 1)) - 1;
  for (let n = 0; n < weights.length; n++)
    weights[n] =
      bits === 1
        ? weights[n] < 0
          ? -mean
          : mean
        : (Math.round((weights[n] / most) * steps) * most) / steps;
}
