/**
 * exp of four numbers: x = n ln 2 + r with |r| <= ln 2 / 2, and e^r by Taylor's series to r^7 / 7!,
 * whose rest is below 2^-27. Products and sums are rounded one by one in both modules, so it is the
 * same on every processor. Its error is below 2 units in the last place.
 */
const log2e: f32 = 1.4426950408889634;
/** ln 2 in two parts; the first has 9 bits, so that n times it is exact. */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.1219444005469058e-4;

/** 2^n for whole n from -126 to 127. */
function powerOf2(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** x - n ln 2, for whole n. */
function restOf(x: v128, n: v128): v128 {
  const rest = f32x4.sub(x, f32x4.mul(n, f32x4.splat(ln2High)));
  return f32x4.sub(rest, f32x4.mul(n, f32x4.splat(ln2Low)));
}

function timesPlus(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}

/** e^r - 1 for small r. */
function seriesOf(r: v128): v128 {
  let sum = timesPlus(f32x4.splat(1.0 / 5040.0), r, 1.0 / 720.0);
  sum = timesPlus(sum, r, 1.0 / 120.0);
  sum = timesPlus(sum, r, 1.0 / 24.0);
  sum = timesPlus(sum, r, 1.0 / 6.0);
  sum = timesPlus(sum, r, 0.5);
  // r + r^2 (1/2 + ...): what is largest is added last.
  return f32x4.add(f32x4.mul(f32x4.mul(sum, r), r), r);
}

/** Infinity and 0 where they belong, and NaN for NaN. */
export function exponential(x: v128): v128 {
  const within = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(within, f32x4.splat(log2e)));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  // In two steps: from 2^-150 to 2^128 no single factor will do.
  const half = i32x4.shr_s(whole, 1);
  const value = f32x4.add(seriesOf(restOf(within, n)), f32x4.splat(1));
  const scaled = f32x4.mul(value, powerOf2(half));
  return f32x4.mul(scaled, powerOf2(i32x4.sub(whole, half)));
}

/** e^x - 1, to its own last places where x is small; for x above 20 it is that of 20. */
export function exponentialMinus1(x: v128): v128 {
  const within = f32x4.max(f32x4.min(x, f32x4.splat(20)), f32x4.splat(-20));
  const n = f32x4.nearest(f32x4.mul(within, f32x4.splat(log2e)));
  const power = powerOf2(i32x4.trunc_sat_f32x4_s(n));
  const series = f32x4.mul(seriesOf(restOf(within, n)), power);
  return f32x4.add(series, f32x4.sub(power, f32x4.splat(1)));
}
