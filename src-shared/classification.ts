/** Figures of a classifier from its answers about images whose labels are known: pure arithmetic. */

/** One entry an image, in the same order everywhere. */
export interface Answers {
  /** The true class, `[image]`. */
  expected: Uint16Array;
  /** The class of the largest output, `[image]`. */
  answered: Uint16Array;
  /** That output, `[image]`. */
  confidence: Float32Array;
}

/** `[expected][answered]`, counts. */
export function confusionOf(
  { expected, answered }: Pick<Answers, 'expected' | 'answered'>,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < expected.length; i++) counts[expected[i]][answered[i]] += 1;
  return counts;
}

/** Shares are fractions of 1; null where there is nothing to divide by. */
export interface ClassFigures {
  /** Images of the class, and answers that name it. */
  images: number;
  answers: number;
  right: number;
  /** `right / images`: the accuracy on the class's own images. */
  recall: number | null;
  /** `right / answers` */
  precision: number | null;
  /** `2 right / (images + answers)`, the harmonic mean of the two. */
  f1: number | null;
}

export function classFigures(confusion: readonly (readonly number[])[]): ClassFigures[] {
  return confusion.map((row, label) => {
    const images = row.reduce((sum, n) => sum + n, 0);
    const answers = confusion.reduce((sum, other) => sum + other[label], 0);
    const right = row[label];
    return {
      images,
      answers,
      right,
      recall: share(right, images),
      precision: share(right, answers),
      f1: share(2 * right, images + answers),
    };
  });
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The mean over the classes that have the figure; null where none has. */
export function macroMean(
  figures: readonly ClassFigures[],
  name: 'recall' | 'precision' | 'f1',
): number | null {
  const values = figures.flatMap((each) => each[name] ?? []);
  return share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

export function accuracyOf({ expected, answered }: Pick<Answers, 'expected' | 'answered'>): number {
  let right = 0;
  for (let i = 0; i < expected.length; i++) if (expected[i] === answered[i]) right += 1;
  return expected.length === 0 ? 0 : right / expected.length;
}

export interface CalibrationBin {
  /** Confidences above `from`, up to `to`; the first bin has 0 too. */
  from: number;
  to: number;
  images: number;
  /** Mean over the bin's images; null where there are none. */
  confidence: number | null;
  accuracy: number | null;
}

export interface Calibration {
  bins: CalibrationBin[];
  /** Expected calibration error: the mean gap between confidence and accuracy, weighted by images. */
  error: number;
}

/**
 * How far confidence can be believed: Guo et al., On calibration of modern neural networks (2017),
 * section 2, with bins of equal width. Null for outputs that are no shares of 1.
 */
export function calibrationOf(answers: Answers, bins = 10): Calibration | null {
  const { expected, answered, confidence } = answers;
  const images = new Array<number>(bins).fill(0);
  const sums = new Float64Array(bins);
  const right = new Array<number>(bins).fill(0);
  for (let i = 0; i < confidence.length; i++) {
    const value = confidence[i];
    // Rounding may take a sum of shares a little above 1.
    if (!(value >= 0 && value <= 1 + 1e-5)) return null;
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1));
    images[bin] += 1;
    sums[bin] += Math.min(1, value);
    if (expected[i] === answered[i]) right[bin] += 1;
  }
  const gap = images.reduce((sum, _, bin) => sum + Math.abs(right[bin] - sums[bin]), 0);
  return {
    bins: images.map((count, bin) => ({
      from: bin / bins,
      to: (bin + 1) / bins,
      images: count,
      confidence: share(sums[bin], count),
      accuracy: share(right[bin], count),
    })),
    error: confidence.length === 0 ? 0 : gap / confidence.length,
  };
}

/**
 * Places in `answers` of the images of one cell of the confusion matrix, or of all errors where both are
 * null; the most confident first, then by place.
 */
export function placesOf(
  { expected, answered, confidence }: Answers,
  cell: { expected: number; answered: number } | null,
): number[] {
  const places: number[] = [];
  for (let i = 0; i < expected.length; i++)
    if (
      cell
        ? expected[i] === cell.expected && answered[i] === cell.answered
        : expected[i] !== answered[i]
    )
      places.push(i);
  // Of right answers the worst are the hesitant ones.
  const sign = cell && cell.expected === cell.answered ? 1 : -1;
  return places.sort((a, b) => sign * (confidence[a] - confidence[b]) || a - b);
}
