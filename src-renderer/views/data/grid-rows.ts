/** The rows of the grid of images: one of each class, or as many as one class fills. */
import { splitNames, type DatasetSummary, type SplitName } from '../../../src-shared/dataset.ts';

/** A stretch of one class's images in their order within the split. */
export interface GridRow {
  label: number;
  offset: number;
  count: number;
}

type Counts = Pick<DatasetSummary, 'classes' | 'counts'>;

/** How many images of a class are in a split; in all splits together for null. */
export const countOf = (dataset: Counts, label: number, split: SplitName | null): number =>
  split === null
    ? splitNames.reduce((sum, name) => sum + dataset.counts[name][label], 0)
    : dataset.counts[split][label];

/** Images in a split, all classes together. */
export const splitCount = (dataset: Counts, split: SplitName): number =>
  dataset.counts[split].reduce((sum, count) => sum + count, 0);

/** The rows and how to make each; made one by one, because there may be thousands. */
export function gridRows(
  dataset: Counts,
  split: SplitName | null,
  label: number | null,
  columns: number,
): { rows: number; rowAt: (row: number) => GridRow } {
  if (label === null)
    return {
      rows: dataset.classes.length,
      rowAt: (row) => ({
        label: row,
        offset: 0,
        count: Math.min(columns, countOf(dataset, row, split)),
      }),
    };
  const total = countOf(dataset, label, split);
  return {
    rows: Math.ceil(total / columns),
    rowAt: (row) => ({
      label,
      offset: row * columns,
      count: Math.min(columns, total - row * columns),
    }),
  };
}
