/**
 * Heights for the columns that stand for layers of those sizes. Logarithmic, because an input of
 * 784 beside an output of 10 would leave only one column to be seen; at least a fifth of `tallest`.
 */
export function columnHeights(sizes: readonly number[], tallest: number): number[] {
  const largest = Math.log(Math.max(...sizes) + 1);
  return sizes.map((size) => Math.max(tallest / 5, (Math.log(size + 1) / largest) * tallest));
}

/** More columns than this would run into one. */
const mostColumns = 9;

/** Of a deep network some layers, evenly chosen, the first and the last among them. */
export function shownSizes(sizes: readonly number[]): number[] {
  if (sizes.length <= mostColumns) return [...sizes];
  return Array.from(
    { length: mostColumns },
    (_, i) => sizes[Math.round((i * (sizes.length - 1)) / (mostColumns - 1))],
  );
}
