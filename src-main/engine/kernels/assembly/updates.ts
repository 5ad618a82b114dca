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

const smallestNormal: f32 = 1.1754943508222875e-38;

function flushed(value: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), f32x4.splat(smallestNormal)));
}

function isZero(value: v128): bool {
  return !v128.any_true(f32x4.ne(value, f32x4.splat(0)));
}

/** The first `left` lanes, at most all four. */
function put(at: usize, value: v128, left: i32): void {
  if (left >= 4) v128.store(at, value);
  else storeLanes(at, value, left);
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
  const count = to - from;
  parameters += start;
  gradients += start;
  switch (rule) {
    case sgd:
      return moveBySgd(settings, parameters, gradients, count);
    case momentum:
      return moveByMomentum(settings, parameters, gradients, first + start, count);
    default:
      return moveByAdam(settings, parameters, gradients, first + start, second + start, count);
  }
}

function moveBySgd(settings: usize, parameters: usize, gradients: usize, left: i32): void {
  const l2 = load<f32>(settings);
  const penalty = f32x4.splat(l2);
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const zero = f32x4.splat(0);
  while (left > 0) {
    const stored = v128.load(gradients);
    let gradient = stored;
    if (l2 != 0) gradient = multiplyAdd(penalty, v128.load(parameters), gradient);
    if (!isZero(v128.or(stored, gradient))) {
      put(parameters, multiplyAdd(rate, gradient, v128.load(parameters)), left);
      put(gradients, zero, left);
    }
    parameters += 16;
    gradients += 16;
    left -= 4;
  }
}

/** `settings` [l2, learning rate, momentum]. */
function moveByMomentum(
  settings: usize,
  parameters: usize,
  gradients: usize,
  velocities: usize,
  left: i32,
): void {
  const l2 = load<f32>(settings);
  const penalty = f32x4.splat(l2);
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const keep = v128.load32_splat(settings, 8);
  const zero = f32x4.splat(0);
  while (left > 0) {
    const stored = v128.load(gradients);
    let gradient = stored;
    let velocity = v128.load(velocities);
    if (l2 != 0) gradient = multiplyAdd(penalty, v128.load(parameters), gradient);
    if (!isZero(v128.or(v128.or(stored, gradient), velocity))) {
      velocity = flushed(multiplyAdd(keep, velocity, gradient));
      put(velocities, velocity, left);
      put(parameters, multiplyAdd(rate, velocity, v128.load(parameters)), left);
      put(gradients, zero, left);
    }
    parameters += 16;
    gradients += 16;
    velocities += 16;
    left -= 4;
  }
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
  const l2 = load<f32>(settings);
  const penalty = f32x4.splat(l2);
  const rate = f32x4.neg(v128.load32_splat(settings, 4));
  const scale = v128.load32_splat(settings, 8);
  const keepMean = v128.load32_splat(settings, 12);
  const gainMean = v128.load32_splat(settings, 16);
  const keepVariance = v128.load32_splat(settings, 20);
  const gainVariance = v128.load32_splat(settings, 24);
  const epsilon = v128.load32_splat(settings, 28);
  const zero = f32x4.splat(0);
  while (left > 0) {
    const stored = v128.load(gradients);
    let gradient = stored;
    let mean = v128.load(means);
    let variance = v128.load(variances);
    if (l2 != 0) gradient = multiplyAdd(penalty, v128.load(parameters), gradient);
    if (!isZero(v128.or(v128.or(stored, gradient), v128.or(mean, variance)))) {
      mean = flushed(multiplyAdd(gainMean, gradient, f32x4.mul(keepMean, mean)));
      const square = f32x4.mul(gradient, gradient);
      variance = flushed(multiplyAdd(gainVariance, square, f32x4.mul(keepVariance, variance)));
      put(means, mean, left);
      put(variances, variance, left);
      put(gradients, zero, left);
      if (!isZero(mean)) {
        const divisor = multiplyAdd(f32x4.sqrt(variance), scale, epsilon);
        const move = f32x4.div(f32x4.mul(rate, mean), divisor);
        put(parameters, f32x4.add(v128.load(parameters), move), left);
      }
    }
    parameters += 16;
    gradients += 16;
    means += 16;
    variances += 16;
    left -= 4;
  }
}

/** `out` += `factor` * `vector`: the numbers `from` to `to`. */
export function addScaled(out: usize, vector: usize, factor: f32, from: i32, to: i32): void {
  const factors = f32x4.splat(factor);
  out += (<usize>from) << 2;
  vector += (<usize>from) << 2;
  let left = to - from;
  while (left > 0) {
    put(out, multiplyAdd(factors, v128.load(vector), v128.load(out)), left);
    out += 16;
    vector += 16;
    left -= 4;
  }
}
