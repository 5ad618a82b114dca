/**
 * Activation functions, as `../../activations.ts` has them in plain TypeScript. Comparisons are such
 * that NaN, which fails them all, stays NaN. The items, `from` to `to`, are numbers; of softmax,
 * samples.
 */
import { exponential, exponentialMinus1 } from './exponential';
import { storeLanes } from './rows';

/** By these numbers `../activations.ts` names them. */
const linear = 0;
const relu = 1;
const straightThroughRelu = 2;
const leakyRelu = 3;
const elu = 4;
const sigmoid = 5;
const tanh = 6;
const scaledTanh = 7;

const leak: f32 = 0.01;
const tanhScale: f32 = 1.7159;

function isPositiveOrNaN(x: v128): v128 {
  return v128.not(f32x4.le(x, f32x4.splat(0)));
}

/** (e^2x - 1) / (e^2x + 1) of |x|, with the sign of x. */
function tanhOf(x: v128): v128 {
  const sign = i32x4.splat(i32.MIN_VALUE);
  const power = exponentialMinus1(f32x4.mul(v128.andnot(x, sign), f32x4.splat(2)));
  const value = f32x4.div(power, f32x4.add(power, f32x4.splat(2)));
  return v128.or(value, v128.and(x, sign));
}

function sigmoidOf(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
}

function valueOf(kind: i32, x: v128): v128 {
  switch (kind) {
    case relu:
    case straightThroughRelu:
      return v128.and(x, isPositiveOrNaN(x));
    case leakyRelu:
      return v128.bitselect(x, f32x4.mul(f32x4.splat(leak), x), isPositiveOrNaN(x));
    case elu:
      return v128.bitselect(x, exponentialMinus1(x), isPositiveOrNaN(x));
    case sigmoid:
      return sigmoidOf(x);
    case tanh:
      return tanhOf(x);
    case scaledTanh:
      return f32x4.mul(f32x4.splat(tanhScale), tanhOf(f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), x)));
    default:
      return x;
  }
}

/** Of y = `valueOf(x)`. */
function derivativeOf(kind: i32, x: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  switch (kind) {
    case relu:
      return v128.and(one, isPositiveOrNaN(x));
    case leakyRelu:
      return v128.bitselect(one, f32x4.splat(leak), isPositiveOrNaN(x));
    case elu:
      return v128.bitselect(one, f32x4.add(y, one), isPositiveOrNaN(x));
    case sigmoid:
      return f32x4.mul(y, f32x4.sub(one, y));
    case tanh:
      return f32x4.sub(one, f32x4.mul(y, y));
    case scaledTanh: {
      const scale = f32x4.splat(tanhScale);
      const rest = f32x4.sub(scale, f32x4.div(f32x4.mul(y, y), scale));
      return f32x4.mul(f32x4.splat(<f32>(2.0 / 3.0)), rest);
    }
    default:
      return one;
  }
}

export function activate(output: usize, input: usize, kind: i32, from: i32, to: i32): void {
  output += (<usize>from) << 2;
  input += (<usize>from) << 2;
  let left = to - from;
  // Those that are much used have a loop of their own, without a choice in it.
  if (kind == sigmoid)
    for (; left >= 8; left -= 8) {
      const low = v128.load(input);
      const high = v128.load(input, 16);
      v128.store(output, sigmoidOf(low));
      v128.store(output, sigmoidOf(high), 16);
      output += 32;
      input += 32;
    }
  else if (kind == relu)
    for (; left >= 8; left -= 8) {
      const low = v128.load(input);
      const high = v128.load(input, 16);
      v128.store(output, v128.and(low, isPositiveOrNaN(low)));
      v128.store(output, v128.and(high, isPositiveOrNaN(high)), 16);
      output += 32;
      input += 32;
    }
  while (left > 0) {
    const value = valueOf(kind, v128.load(input));
    if (left < 4) return storeLanes(output, value, left);
    v128.store(output, value);
    output += 16;
    input += 16;
    left -= 4;
  }
}

export function activateGradient(
  dInput: usize,
  dOutput: usize,
  input: usize,
  output: usize,
  kind: i32,
  from: i32,
  to: i32,
): void {
  let at = (<usize>from) << 2;
  let left = to - from;
  if (kind == relu) {
    const one = f32x4.splat(1);
    for (; left >= 8; left -= 8) {
      const low = v128.and(one, isPositiveOrNaN(v128.load(input + at)));
      const high = v128.and(one, isPositiveOrNaN(v128.load(input + at, 16)));
      const dLow = v128.load(dOutput + at);
      const dHigh = v128.load(dOutput + at, 16);
      v128.store(dInput + at, f32x4.mul(dLow, low));
      v128.store(dInput + at, f32x4.mul(dHigh, high), 16);
      at += 32;
    }
  }
  while (left > 0) {
    const slope = derivativeOf(kind, v128.load(input + at), v128.load(output + at));
    const value = f32x4.mul(v128.load(dOutput + at), slope);
    if (left < 4) return storeLanes(dInput + at, value, left);
    v128.store(dInput + at, value);
    at += 16;
    left -= 4;
  }
}

/** y_k = exp(x_k - max) / sum of the same: with the largest subtracted, nothing overflows. */
export function softmax(output: usize, input: usize, width: i32, from: i32, to: i32): void {
  const rowBytes = (<usize>width) << 2;
  for (let b = from; b < to; b++) {
    const out = output + <usize>b * rowBytes;
    const row = input + <usize>b * rowBytes;
    let max = load<f32>(row);
    for (let at: usize = 4; at < rowBytes; at += 4) {
      const value = load<f32>(row + at);
      if (value > max) max = value;
    }
    const maxima = f32x4.splat(max);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const value = exponential(f32x4.sub(v128.load(row + at), maxima));
      const left = <i32>((rowBytes - at) >> 2);
      if (left < 4) storeLanes(out + at, value, left);
      else v128.store(out + at, value);
    }
    let sum: f64 = 0;
    for (let at: usize = 0; at < rowBytes; at += 4) sum += <f64>load<f32>(out + at);
    const factor = 1 / sum;
    for (let at: usize = 0; at < rowBytes; at += 4)
      store<f32>(out + at, <f32>(<f64>load<f32>(out + at) * factor));
  }
}

/** The full Jacobian: dx_k = y_k (dy_k - sum over j of dy_j y_j). */
export function softmaxGradient(
  dInput: usize,
  dOutput: usize,
  output: usize,
  width: i32,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let b = from; b < to; b++) {
    const row = <usize>b * rowBytes;
    const end = row + rowBytes;
    let mean: f64 = 0;
    for (let at = row; at < end; at += 4)
      mean += <f64>load<f32>(dOutput + at) * <f64>load<f32>(output + at);
    for (let at = row; at < end; at += 4) {
      const difference = <f64>load<f32>(dOutput + at) - mean;
      store<f32>(dInput + at, <f32>(<f64>load<f32>(output + at) * difference));
    }
  }
}
