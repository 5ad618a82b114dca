/** Spearman's rank correlation, -1 to 1: equal values share their mean rank. NaN where one is constant. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [ranksA[i] - middle, ranksB[i] - middle];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return both / Math.sqrt(squaresA * squaresB);
}

function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  order.sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to += 1;
    for (let at = from; at < to; at++) ranks[order[at]] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Of two maps, signs included. Pixels that neither shows (blank paper) say nothing: left in, they would agree.
 * NaN where there is nothing to compare.
 */
export function mapCorrelation(a: Float32Array, b: Float32Array): number {
  const isShown = (i: number): boolean => a[i] !== 0 || b[i] !== 0;
  return rankCorrelation(
    a.filter((_, i) => isShown(i)),
    b.filter((_, i) => isShown(i)),
  );
}
