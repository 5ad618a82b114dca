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

/** The width of the bell: a share of the steps. */
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
 * The suggestion is a tenth of the rate at which the smoothed loss is lowest (the rule "minimum" of
 * Howard & Gugger, fastai, 2020): at that rate the loss is about to turn up, so it is too large to
 * train with. The other usual rule, where the loss falls fastest, is led astray by what every network
 * learns first, how often each class occurs: with batches of one it came out a hundredfold too small.
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
  const nothing = { points, suggestion: null, lowest: null, diverged };
  const first = Math.round(planned * skippedShare);
  if (points.length < first + 2 * reach) return nothing;
  let bottom = first;
  for (let i = first; i < points.length; i++) if (smoothed[i] < smoothed[bottom]) bottom = i;
  if (smoothed[first] - smoothed[bottom] < leastFall * smoothed[first]) return nothing;
  const lowest = points[bottom].rate;
  return { points, suggestion: Number((lowest / 10).toPrecision(2)), lowest, diverged };
}
