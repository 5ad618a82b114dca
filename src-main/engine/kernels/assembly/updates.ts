/**
 * Optimisers, as `../../optimisers.ts` has them in plain TypeScript: one pass over parameters,
 * gradients and moments, which also clears the gradients. Where four numbers have nothing to do,
 * nothing is written.
 */
import { multiplyAdd } from './arithmetic';
import { storeLanes } from './rows';

/** By these numbers `../updates.ts` names them. */
export const sgd = 0;
export const momentum = 1;
export const adam = 2;

/**
 * Memory of each thread's own: `scratchBytes`, all zero between two uses, and 64 bytes behind them.
 */
export let scratch: usize = 0;
export const scratchBytes: usize = 16384;

const smallestNormal: f32 = 1.1754943508222875e-38;

function flushed(value: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), f32x4.splat(smallestNormal)));
}

function isZero(value: v128): bool {
  return !v128.any_true(f32x4.ne(value, f32x4.splat(0)));
}

/**
 * One step, with `settings` [l2, learning rate, ...], of the numbers `from` to `to`. To each gradient
 * l2 times its parameter is added before.
 */
export function update(
  rule: i32,
  settings: usize,
  parameters: usize,
  gradients: usize,
  first: usize,
  second: usize,
  from: i32,
  to: i32,
): void {
  const start = (<usize>from) << 2;
  const length = to - from;
  const whole = length & ~3;
  parameters += start;
  gradients += start;
  first += start;
  second += start;
  const l2 = load<f32>(settings);
  if (l2 != 0 && rule != sgd) addScaled(gradients, parameters, l2, 0, length);
  if (whole > 0) move(rule, settings, parameters, gradients, first, second, whole);
  if (whole == length) return;
  // The last 1 to 3, in vectors of four of their own.
  const done = (<usize>whole) << 2;
  const bytes = (<usize>(length & 3)) << 2;
  const hasFirst = rule != sgd;
  const hasSecond = rule == adam;
  const rest = scratch + scratchBytes;
  memory.fill(rest, 0, 64);
  memory.copy(rest, parameters + done, bytes);
  memory.copy(rest + 16, gradients + done, bytes);
  if (hasFirst) memory.copy(rest + 32, first + done, bytes);
  if (hasSecond) memory.copy(rest + 48, second + done, bytes);
  move(rule, settings, rest, rest + 16, rest + 32, rest + 48, 4);
  memory.copy(parameters + done, rest, bytes);
  memory.copy(gradients + done, rest + 16, bytes);
  if (hasFirst) memory.copy(first + done, rest + 32, bytes);
  if (hasSecond) memory.copy(second + done, rest + 48, bytes);
}

/** `length` is a multiple of 4, and not 0. */
function move(
  rule: i32,
  settings: usize,
  parameters: usize,
  gradients: usize,
  first: usize,
  second: usize,
  length: i32,
): void {
  switch (rule) {
    case sgd:
      return moveBySgd(settings, parameters, gradients, length);
    case momentum:
      return moveByMomentum(settings, parameters, gradients, first, length);
    default:
      return moveByAdam(settings, parameters, gradients, first, second, length);
  }
}

/** `settings` [l2, learning rate]; the only rule that adds l2 itself, in the same pass. */
function moveBySgd(settings: usize, parameters: usize, gradients: usize, left: i32): void {
  const pull = v128.load32_splat(settings);
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const zero = f32x4.splat(0);
  const always = load<f32>(settings) != 0;
  for (; left >= 8; left -= 8) {
    const gradient = v128.load(gradients);
    const gradient2 = v128.load(gradients, 16);
    if (always || !isZero(v128.or(gradient, gradient2))) {
      const low = v128.load(parameters);
      const high = v128.load(parameters, 16);
      v128.store(gradients, zero);
      v128.store(gradients, zero, 16);
      v128.store(parameters, multiplyAdd(rate, multiplyAdd(pull, low, gradient), low));
      v128.store(parameters, multiplyAdd(rate, multiplyAdd(pull, high, gradient2), high), 16);
    }
    parameters += 32;
    gradients += 32;
  }
  if (left == 0) return;
  const value = v128.load(parameters);
  const gradient = multiplyAdd(pull, value, v128.load(gradients));
  v128.store(gradients, zero);
  v128.store(parameters, multiplyAdd(rate, gradient, value));
}

/** `settings` [l2, learning rate, momentum]. */
function moveByMomentum(
  settings: usize,
  parameters: usize,
  gradients: usize,
  velocities: usize,
  left: i32,
): void {
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const keep = v128.load32_splat(settings, 8);
  const zero = f32x4.splat(0);
  do {
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
    left -= 4;
  } while (left);
}

/**
 * `settings` [l2, rate, scale, decay and gain of the means, of the variances, epsilon]; rate and
 * scale hold the corrections of the first steps.
 */
function moveByAdam(
  settings: usize,
  parameters: usize,
  gradients: usize,
  means: usize,
  variances: usize,
  left: i32,
): void {
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const scale = v128.load32_splat(settings, 8);
  const keepMean = v128.load32_splat(settings, 12);
  const gainMean = v128.load32_splat(settings, 16);
  const keepVariance = v128.load32_splat(settings, 20);
  const gainVariance = v128.load32_splat(settings, 24);
  const epsilon = v128.load32_splat(settings, 28);
  const zero = f32x4.splat(0);
  for (; left >= 8; left -= 8) {
    const gradient = v128.load(gradients);
    const gradient2 = v128.load(gradients, 16);
    let mean = v128.load(means);
    let mean2 = v128.load(means, 16);
    let variance = v128.load(variances);
    let variance2 = v128.load(variances, 16);
    const any = v128.or(gradient, v128.or(mean, variance));
    const any2 = v128.or(gradient2, v128.or(mean2, variance2));
    if (!isZero(v128.or(any, any2))) {
      mean = flushed(multiplyAdd(gainMean, gradient, f32x4.mul(keepMean, mean)));
      mean2 = flushed(multiplyAdd(gainMean, gradient2, f32x4.mul(keepMean, mean2)));
      const square = f32x4.mul(gradient, gradient);
      const square2 = f32x4.mul(gradient2, gradient2);
      variance = flushed(multiplyAdd(gainVariance, square, f32x4.mul(keepVariance, variance)));
      variance2 = flushed(multiplyAdd(gainVariance, square2, f32x4.mul(keepVariance, variance2)));
      const divisor = multiplyAdd(f32x4.sqrt(variance), scale, epsilon);
      const divisor2 = multiplyAdd(f32x4.sqrt(variance2), scale, epsilon);
      const low = v128.load(parameters);
      const high = v128.load(parameters, 16);
      const move = f32x4.div(f32x4.mul(rate, mean), divisor);
      const move2 = f32x4.div(f32x4.mul(rate, mean2), divisor2);
      v128.store(means, mean);
      v128.store(means, mean2, 16);
      v128.store(variances, variance);
      v128.store(variances, variance2, 16);
      v128.store(gradients, zero);
      v128.store(gradients, zero, 16);
      v128.store(parameters, f32x4.add(low, move));
      v128.store(parameters, f32x4.add(high, move2), 16);
    }
    parameters += 32;
    gradients += 32;
    means += 32;
    variances += 32;
  }
  if (left == 0) return;
  const gradient = v128.load(gradients);
  const mean = flushed(multiplyAdd(gainMean, gradient, f32x4.mul(keepMean, v128.load(means))));
  const square = f32x4.mul(gradient, gradient);
  const kept = f32x4.mul(keepVariance, v128.load(variances));
  const variance = flushed(multiplyAdd(gainVariance, square, kept));
  const divisor = multiplyAdd(f32x4.sqrt(variance), scale, epsilon);
  const move = f32x4.div(f32x4.mul(rate, mean), divisor);
  v128.store(means, mean);
  v128.store(variances, variance);
  v128.store(gradients, zero);
  v128.store(parameters, f32x4.add(v128.load(parameters), move));
}

/** `out` += `factor` * `vector`: the numbers `from` to `to`. */
export function addScaled(out: usize, vector: usize, factor: f32, from: i32, to: i32): void {
  const factors = f32x4.splat(factor);
  out += (<usize>from) << 2;
  vector += (<usize>from) << 2;
  let left = to - from;
  while (left >= 4) {
    v128.store(out, multiplyAdd(factors, v128.load(vector), v128.load(out)));
    out += 16;
    vector += 16;
    left -= 4;
  }
  if (left > 0) storeLanes(out, multiplyAdd(factors, v128.load(vector), v128.load(out)), left);
}
