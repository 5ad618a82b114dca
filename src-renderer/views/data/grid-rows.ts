/** The rows of the grid of images: one of each class, or as many as the images of a view fill. */
import { splitNames, type DatasetSummary, type SplitName } from '../../../src-shared/dataset.ts';

/** A stretch of the view's images in their order: of one class, or (null) of the whole view. */
export interface GridRow {
  label: number | null;
  offset: number;
  count: number;
}

type Counts = Pick<DatasetSummary, 'counts'>;

/** How many images of a class are in a split; in all splits together for null. */
export const countOf = ({ counts }: Counts, label: number, split: SplitName | null): number =>
  split === null
    ? splitNames.reduce((sum, name) => sum + counts[name][label], 0)
    : counts[split][label];

/** Images in a split, all classes together. */
export const splitCount = ({ counts }: Counts, split: SplitName): number =>
  counts[split].reduce((sum, count) => sum + count, 0);

/** The rows and how to make each; made one by one, because there may be thousands. */
export function gridRows(
  { total, perClass }: { total: number; perClass: readonly number[] },
  isGrouped: boolean,
  columns: number,
): { rows: number; rowAt: (row: number) => GridRow } {
  if (isGrouped)
    return {
      rows: perClass.length,
      rowAt: (row) => ({ label: row, offset: 0, count: Math.min(columns, perClass[row]) }),
    };
  return {
    rows: Math.ceil(total / columns),
    rowAt: (row) => ({
      label: null,
      offset: row * columns,
      count: Math.min(columns, total - row * columns),
    }),
  };
}
