/** Where a key leads in a grid whose rows may have different lengths. */
export interface Cell {
  row: number;
  column: number;
}
export interface Grid {
  rows: number;
  lengthOf: (row: number) => number;
  /** Rows that are seen at once. */
  page: number;
  /** The rows are one text-like sequence, so the end of one leads to the start of the next. */
  flows: boolean;
}
export interface Key {
  key: string;
  ctrlKey: boolean;
}

/** The cell that the key leads to from `at`, or null when the key means nothing here. */
export function cellAfter({ key, ctrlKey }: Key, at: Cell, grid: Grid): Cell | null {
  const lastRow = grid.rows - 1;
  if (lastRow < 0) return null;
  const lastColumn = (row: number): number => Math.max(0, grid.lengthOf(row) - 1);
  const inRow = (row: number, column: number): Cell => {
    const within = Math.min(Math.max(row, 0), lastRow);
    return { row: within, column: Math.min(Math.max(column, 0), lastColumn(within)) };
  };
  switch (key) {
    case 'ArrowRight':
      if (grid.flows && at.column >= lastColumn(at.row) && at.row < lastRow)
        return inRow(at.row + 1, 0);
      return inRow(at.row, at.column + 1);
    case 'ArrowLeft':
      if (grid.flows && at.column === 0 && at.row > 0)
        return inRow(at.row - 1, lastColumn(at.row - 1));
      return inRow(at.row, at.column - 1);
    case 'ArrowDown':
      return inRow(at.row + 1, at.column);
    case 'ArrowUp':
      return inRow(at.row - 1, at.column);
    case 'PageDown':
      return inRow(at.row + Math.max(1, grid.page), at.column);
    case 'PageUp':
      return inRow(at.row - Math.max(1, grid.page), at.column);
    case 'Home':
      return ctrlKey ? inRow(0, 0) : inRow(at.row, 0);
    case 'End':
      return ctrlKey ? inRow(lastRow, lastColumn(lastRow)) : inRow(at.row, lastColumn(at.row));
    default:
      return null;
  }
}
