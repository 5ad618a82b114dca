/**
 * `a * b + c`: rounded once in the fused module, twice in the plain one. All sums go through it,
 * element by element and in the same order, so no blocking and no width changes a bit. There is no
 * fused multiply-add of single numbers: those too are computed in a vector, of which one lane
 * counts.
 */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** Whether this processor rounds once: (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, or 0 if rounded. */
export function fuses(a: f32, c: f32): bool {
  const x = f32x4.splat(a);
  return f32x4.extract_lane(multiplyAdd(x, x, f32x4.splat(c)), 0) != 0;
}
