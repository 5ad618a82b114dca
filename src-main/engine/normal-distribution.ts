/**
 * The standard normal distribution, with + - * / and `Math.exp` only: the same bits in every build
 * (see `random.ts`).
 */

/** exp(-x^2 / 2) / sqrt(2 pi). */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) * 0.3989422804014327;

/**
 * The share of the distribution below `x`, (1 + erf(x / sqrt 2)) / 2, to 2e-16; where it is small,
 * down to x = -37, to 1e-14 of itself.
 *
 * The tail beyond a = |x| is exp(-a^2 / 2) m(a). With t = 1 / (1 + a / 5), which is in (0, 1],
 * m / t is smooth enough for a Chebyshev series in 2 t - 1, summed by Clenshaw's recurrence.
 */
export function normalShareBelow(x: number): number {
  const t = 5 / (5 + Math.abs(x));
  const twice = 4 * t - 2;
  let sum = 0;
  let before = 0;
  for (let k = tailSeries.length - 1; k > 0; k--) {
    const next = tailSeries[k] + twice * sum - before;
    before = sum;
    sum = next;
  }
  const series = tailSeries[0] / 2 + (twice / 2) * sum - before;
  const tail = Math.exp(-0.5 * x * x) * t * series;
  return x > 0 ? 1 - tail : tail;
}

/** Worked out with 70 digits from the tail's power series (below 9) and continued fraction. */
const tailSeries = Float64Array.of(
  0.4339989724512603,
  0.18902424660470477,
  0.06790856496794134,
  0.02016022980025585,
  0.004868323478389638,
  0.000915613550616753,
  0.00011925269587745173,
  6.006914480799665e-6,
  -1.3916416057946291e-6,
  -3.3232445501505915e-7,
  -8.581182555069986e-9,
  7.556945336815189e-9,
  9.313110810874152e-10,
  -1.4534637962391662e-10,
  -3.752141912089576e-11,
  2.709695071038887e-12,
  1.3509670786842636e-12,
  -5.677954968791113e-14,
  -4.9410024856740004e-14,
  1.809006309344839e-15,
  1.8902320940975687e-15,
  -9.649844146664992e-17,
  -7.490595420119912e-17,
);
