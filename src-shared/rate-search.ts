/**
 * The learning-rate finder's result (Smith, Cyclical learning rates for training neural networks, 2017,
 * section 3.3), and the rule that reads a rate off it.
 */
export interface RatePoint {
  rate: number;
  /** Of one batch. */
  loss: number;
  /** Mean of the losses around it, weighted by a bell. */
  smoothed: number;
}

export interface RateSearch {
  /** In the order of rising rates; a loss that ran away ends it. */
  points: readonly RatePoint[];
  /** Two significant digits; null where the loss never fell. */
  suggestion: number | null;
  /** The rate at which the smoothed loss is lowest. */
  lowest: number | null;
  /** Whether the loss ran away before the highest rate. */
  diverged: boolean;
}

/** Half the width of the bell, and of the stretch over which a fall is measured: a share of the steps. */
const bellShare = 0.03;
/** The first steps have seen too few images to say anything. */
const skippedShare = 0.05;
/** Falls smaller than this share of the first loss are noise. */
const leastFall = 0.03;

/** A bell-shaped mean over neighbours: unlike a running mean, it moves no feature to higher rates. */
export function smoothLosses(losses: readonly number[], reach: number): number[] {
  return losses.map((_, at) => {
    let sum = 0;
    let weights = 0;
    for (
      let i = Math.max(0, at - 3 * reach);
      i <= Math.min(losses.length - 1, at + 3 * reach);
      i++
    ) {
      const distance = (i - at) / Math.max(1, reach);
      const weight = Math.exp((-distance * distance) / 2);
      sum += weight * losses[i];
      weights += weight;
    }
    return sum / weights;
  });
}

/**
 * The suggestion is the rate at which the smoothed loss falls fastest, per ratio of rates, on its way
 * down to its lowest point: large enough to learn fast, and well before the loss turns up.
 * @param planned steps of the whole ramp
 */
export function readRateSearch(
  measured: readonly { rate: number; loss: number }[],
  planned: number,
  diverged: boolean,
): RateSearch {
  const reach = Math.max(1, Math.round(planned * bellShare));
  const smoothed = smoothLosses(
    measured.map(({ loss }) => loss),
    reach,
  );
  const points = measured.map(({ rate, loss }, i) => ({ rate, loss, smoothed: smoothed[i] }));
  const first = Math.min(points.length - 1, Math.round(planned * skippedShare));
  if (points.length < 2 * reach + 2) return { points, suggestion: null, lowest: null, diverged };
  let bottom = first;
  for (let i = first; i < points.length; i++) if (smoothed[i] < smoothed[bottom]) bottom = i;
  if (smoothed[first] - smoothed[bottom] < leastFall * smoothed[first])
    return { points, suggestion: null, lowest: points[bottom].rate, diverged };
  let steepest = first;
  let fastest = 0;
  for (let i = Math.max(first, reach); i <= Math.min(bottom, points.length - 1 - reach); i++) {
    const fall = smoothed[i - reach] - smoothed[i + reach];
    if (fall > fastest) [steepest, fastest] = [i, fall];
  }
  const suggestion = Number(points[steepest].rate.toPrecision(2));
  return { points, suggestion, lowest: points[bottom].rate, diverged };
}
