/** Places labels at the ends of lines so that none covers another. */

/**
 * Moves the wanted centres apart to at least `height` from each other, inside `top` to `bottom`, each as
 * near to its line as the others allow. Null when there is no room for all: then a legend is needed.
 */
export function placeLabels(
  wanted: readonly number[],
  height: number,
  top: number,
  bottom: number,
): number[] | null {
  if (wanted.length * height > bottom - top) return null;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = new Array<number>(wanted.length);
  let above = top - height / 2;
  for (const i of order) {
    placed[i] = Math.max(wanted[i], above + height);
    above = placed[i];
  }
  // What was pushed out below goes back up, and pushes its neighbours before it.
  let below = bottom + height / 2;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i], below - height);
    below = placed[i];
  }
  return placed;
}
