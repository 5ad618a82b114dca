/** The measured figures of an epoch: one per quantity (loss, accuracy) and split. */
import { splitNames, type SplitName } from '../dataset.ts';
import type { EpochRecord } from '../run.ts';
import type { Quantity } from './axis.ts';

const metrics = {
  train: { loss: 'trainLoss', accuracy: 'trainAccuracy' },
  validation: { loss: 'validationLoss', accuracy: 'validationAccuracy' },
  test: { loss: 'testLoss', accuracy: 'testAccuracy' },
} as const satisfies Record<SplitName, Record<Quantity, keyof EpochRecord>>;

export type Metric = (typeof metrics)[SplitName][Quantity];

export const metricOf = (quantity: Quantity, split: SplitName): Metric => metrics[split][quantity];

/** All metrics, accuracies first: what a comparison of runs offers. */
export const metricNames: Metric[] = (['accuracy', 'loss'] as const).flatMap((quantity) =>
  splitNames.toReversed().map((split) => metricOf(quantity, split)),
);

export const quantityOf = (metric: Metric): Quantity =>
  metric.endsWith('Loss') ? 'loss' : 'accuracy';

export const splitOf = (metric: Metric): SplitName =>
  splitNames.find((split) => metric.startsWith(split)) ?? 'train';

/** A metric's value in the record of that epoch; null where there is none. Epochs ascend. */
export function valueAt(
  records: readonly EpochRecord[],
  epoch: number,
  metric: Metric,
): number | null {
  return recordAt(records, epoch)?.[metric] ?? null;
}

/** Epochs count from 1 without gaps, so the record is nearly always at `epoch - 1`. */
function recordAt(records: readonly EpochRecord[], epoch: number): EpochRecord | undefined {
  const expected = records.at(epoch - 1);
  if (epoch >= 1 && expected?.epoch === epoch) return expected;
  return records.find((record) => record.epoch === epoch);
}
