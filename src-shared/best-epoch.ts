import type { EpochRecord } from './run.ts';

/**
 * The epoch whose weights become the model. With `keepBest` and validation images: the best validation
 * accuracy, of equals the lower validation loss, of equals the earlier one; else the last epoch. The
 * test images never choose.
 */
export function bestEpochOf(
  history: readonly EpochRecord[],
  keepBest: boolean,
): EpochRecord | null {
  return history.reduce<EpochRecord | null>(
    (best, record) => (!best || becomesModel(record, best, keepBest) ? record : best),
    null,
  );
}

/** Whether a later epoch takes the place of the best so far. */
export function becomesModel(record: EpochRecord, best: EpochRecord, keepBest: boolean): boolean {
  if (!keepBest || record.validationAccuracy === null || best.validationAccuracy === null)
    return true;
  if (record.validationAccuracy !== best.validationAccuracy)
    return record.validationAccuracy > best.validationAccuracy;
  return (record.validationLoss ?? Infinity) < (best.validationLoss ?? Infinity);
}
