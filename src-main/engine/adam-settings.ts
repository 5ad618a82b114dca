/** Kingma & Ba, Adam: a method for stochastic optimization (2015), algorithm 1. */
export const adamSettings = { meanDecay: 0.9, varianceDecay: 0.999, epsilon: 1e-8 } as const;

/**
 * `base` to a whole power by squaring: `Math.pow` may differ in the last bit between builds of V8.
 */
export function wholePower(base: number, exponent: number): number {
  let power = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
