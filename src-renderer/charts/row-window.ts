/** Which rows of a long table are worth having in the page, with the heights that stand for the others. */
export interface RowWindow {
  /** The first row shown, from 0, and the one after the last. */
  from: number;
  to: number;
  /** Heights of the rows left out above and below. */
  above: number;
  below: number;
}

/** However high the place: a table that grew with its rows would end with all of them in the page. */
const most = 200;

/** `margin`: rows beyond the edges, so that a quick scroll shows no gap. */
export function rowWindow(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  rows: number,
  margin = 10,
): RowWindow {
  const first = Math.floor(scrollTop / rowHeight) - margin;
  const last = Math.ceil((scrollTop + viewHeight) / rowHeight) + margin;
  const from = Math.max(0, Math.min(first, rows));
  const to = Math.max(from, Math.min(last, rows, from + most));
  return { from, to, above: from * rowHeight, below: (rows - to) * rowHeight };
}
