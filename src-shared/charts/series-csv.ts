/** The numbers of a chart as a table, in full precision. */
import { type CsvCell, csvText } from '../csv.ts';
import { allX, type XySeries } from './xy.ts';

/**
 * A row for each place of the x axis. A column a line; two where it has deviations, three where what is
 * drawn is smoothed: `name`, `name ±`, `name (measured)`.
 * @param nameOf what a place is called, where places have names
 */
export function seriesCsv(
  xName: string,
  series: readonly XySeries[],
  nameOf: (x: number) => CsvCell = (x) => x,
  measured = 'measured',
): string {
  const columns = series.flatMap(({ label, points, raw }) => {
    const at = new Map(points.map((point) => [point.x, point]));
    const rawAt = new Map(raw?.map((point) => [point.x, point.y]));
    return [
      { head: label, value: (x: number): CsvCell => at.get(x)?.y ?? null },
      ...(points.some(({ deviation }) => deviation)
        ? [{ head: `${label} ±`, value: (x: number): CsvCell => at.get(x)?.deviation ?? null }]
        : []),
      ...(raw
        ? [{ head: `${label} (${measured})`, value: (x: number): CsvCell => rawAt.get(x) ?? null }]
        : []),
    ];
  });
  return csvText([
    [xName, ...columns.map(({ head }) => head)],
    ...allX(series).map((x) => [nameOf(x), ...columns.map(({ value }) => value(x))]),
  ]);
}
