/**
 * Optimisers, as `../../optimisers.ts` has them in plain TypeScript: one pass over all memory, which
 * also clears the gradients. The items, `from` to `to`, are vectors of four numbers: what pads the
 * last is zero, and stays so. Where a whole vector has nothing to do, nothing is written.
 */
import { multiplyAdd } from './arithmetic';

const smallestNormal: f32 = 1.1754943508222875e-38;

function flushed(value: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), f32x4.splat(smallestNormal)));
}

function isZero(value: v128): bool {
  return !v128.any_true(f32x4.ne(value, f32x4.splat(0)));
}

export function sgd(
  parameters: usize,
  gradients: usize,
  learningRate: f32,
  from: i32,
  to: i32,
): void {
  const zero = f32x4.splat(0);
  const rate = f32x4.splat(-learningRate);
  const end = parameters + ((<usize>to) << 4);
  parameters += (<usize>from) << 4;
  gradients += (<usize>from) << 4;
  while (parameters < end) {
    const gradient = v128.load(gradients);
    if (!isZero(gradient)) {
      v128.store(parameters, multiplyAdd(rate, gradient, v128.load(parameters)));
      v128.store(gradients, zero);
    }
    parameters += 16;
    gradients += 16;
  }
}

export function momentum(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  learningRate: f32,
  factor: f32,
  from: i32,
  to: i32,
): void {
  const zero = f32x4.splat(0);
  const rate = f32x4.splat(-learningRate);
  const keep = f32x4.splat(factor);
  const end = parameters + ((<usize>to) << 4);
  parameters += (<usize>from) << 4;
  gradients += (<usize>from) << 4;
  velocities += (<usize>from) << 4;
  while (parameters < end) {
    const gradient = v128.load(gradients);
    let velocity = v128.load(velocities);
    if (!isZero(v128.or(gradient, velocity))) {
      velocity = flushed(multiplyAdd(keep, velocity, gradient));
      v128.store(velocities, velocity);
      v128.store(parameters, multiplyAdd(rate, velocity, v128.load(parameters)));
      v128.store(gradients, zero);
    }
    parameters += 16;
    gradients += 16;
    velocities += 16;
  }
}

/** `rate` and `scale` hold the corrections of the first steps. */
export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  variances: usize,
  rate: f32,
  scale: f32,
  meanDecay: f32,
  meanGain: f32,
  varianceDecay: f32,
  varianceGain: f32,
  epsilon: f32,
  from: i32,
  to: i32,
): void {
  const zero = f32x4.splat(0);
  const down = f32x4.splat(-rate);
  const scales = f32x4.splat(scale);
  const epsilons = f32x4.splat(epsilon);
  const keepMean = f32x4.splat(meanDecay);
  const gainMean = f32x4.splat(meanGain);
  const keepVariance = f32x4.splat(varianceDecay);
  const gainVariance = f32x4.splat(varianceGain);
  const end = parameters + ((<usize>to) << 4);
  parameters += (<usize>from) << 4;
  gradients += (<usize>from) << 4;
  means += (<usize>from) << 4;
  variances += (<usize>from) << 4;
  while (parameters < end) {
    const gradient = v128.load(gradients);
    let mean = v128.load(means);
    let variance = v128.load(variances);
    if (!isZero(v128.or(gradient, v128.or(mean, variance)))) {
      mean = flushed(multiplyAdd(gainMean, gradient, f32x4.mul(keepMean, mean)));
      const square = f32x4.mul(gradient, gradient);
      variance = flushed(multiplyAdd(gainVariance, square, f32x4.mul(keepVariance, variance)));
      v128.store(means, mean);
      v128.store(variances, variance);
      v128.store(gradients, zero);
      if (!isZero(mean)) {
        const divisor = multiplyAdd(f32x4.sqrt(variance), scales, epsilons);
        const move = f32x4.div(f32x4.mul(down, mean), divisor);
        v128.store(parameters, f32x4.add(v128.load(parameters), move));
      }
    }
    parameters += 16;
    gradients += 16;
    means += 16;
    variances += 16;
  }
}

/** `out` += `factor` * `vector`: the numbers `from` to `to`. */
export function addScaled(out: usize, vector: usize, factor: f32, from: i32, to: i32): void {
  const factors = f32x4.splat(factor);
  out += (<usize>from) << 2;
  vector += (<usize>from) << 2;
  let length = to - from;
  while (length >= 4) {
    v128.store(out, multiplyAdd(factors, v128.load(vector), v128.load(out)));
    out += 16;
    vector += 16;
    length -= 4;
  }
  while (length > 0) {
    const sum = multiplyAdd(factors, v128.load32_splat(vector), v128.load32_splat(out));
    v128.store_lane<f32>(out, sum, 0);
    out += 4;
    vector += 4;
    length--;
  }
}
