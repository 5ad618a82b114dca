/** How what is sought is moved against its slope. */
import type { Vector } from '../../engine/vector.ts';

export interface Optimiser {
  step(values: Vector, slopes: Vector): void;
}

/** Kingma & Ba, Adam (2015), with its usual decay rates. */
export function adam(length: number, learningRate: number): Optimiser {
  const [decay1, decay2, epsilon] = [0.9, 0.999, 1e-8];
  const means = new Float64Array(length);
  const squares = new Float64Array(length);
  let left1 = 1;
  let left2 = 1;
  return {
    step(values, slopes) {
      left1 *= decay1;
      left2 *= decay2;
      for (let i = 0; i < length; i++) {
        const slope = slopes[i];
        means[i] = decay1 * means[i] + (1 - decay1) * slope;
        squares[i] = decay2 * squares[i] + (1 - decay2) * slope * slope;
        const deviation = Math.sqrt(squares[i] / (1 - left2)) + epsilon;
        values[i] -= (learningRate * (means[i] / (1 - left1))) / deviation;
      }
    },
  };
}
