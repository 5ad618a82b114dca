/** Tables as CSV (RFC 4180), safe to open in a spreadsheet program. */

export type CsvCell = string | number | boolean | null;

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, which makes it a text
 * (OWASP, CSV injection). Numbers are written as they are, a minus included.
 */
const isFormula = (text: string): boolean =>
  /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text);

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines end in CR LF. Where there is more than ASCII a byte order mark says so, or Excel guesses wrong. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  const text = rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

  return /^[\u0000-\u007f]*$/.test(text) ? text : `\ufeff${text}`;
}
