/** Which runs of a sweep are hopeless: the median rule. */
import { medianOf } from '../../src-shared/statistics.ts';
import type { EpochRecord } from '../../src-shared/run.ts';

/** Epochs that every run gets. */
export const graceEpochs = 3;
/** Others that must have got as far, so that there is a median to speak of. */
export const fewestOthers = 2;

/**
 * What a run is judged by while it trains, larger is better: never the test images. Null where it has
 * no such figure.
 */
export const progressFigure = (record: EpochRecord): number | null =>
  record.validationAccuracy ?? record.trainAccuracy;

/**
 * The median stopping rule (Golovin et al., Google Vizier, 2017, section 3.2.2): a run ends when its
 * best figure so far is below the median of the others' running means up to the same epoch.
 * @param own its figures, epoch by epoch
 * @param others those of the other runs
 */
export function isHopeless(
  own: readonly number[],
  others: readonly (readonly number[])[],
): boolean {
  const epochs = own.length;
  if (epochs < graceEpochs) return false;
  const means = others
    .filter((figures) => figures.length >= epochs)
    .map((figures) => figures.slice(0, epochs).reduce((sum, figure) => sum + figure, 0) / epochs);
  const median = means.length < fewestOthers ? null : medianOf(means);
  return median !== null && Math.max(...own) < median;
}
