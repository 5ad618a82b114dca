/** Where on the screen a point of the map is: zooming and moving about, without a canvas. */

/** Screen = map * scale + offset, the y axis turned so that it points upwards on the map. */
export interface MapView {
  /** Screen pixels for one unit of the map. */
  scale: number;
  /** Screen place of the map's origin. */
  x: number;
  y: number;
}
export interface Place {
  x: number;
  y: number;
}
interface Size {
  width: number;
  height: number;
}

/** Times the scale at which all points are in sight. */
export const zoomRange = { least: 0.5, most: 200 } as const;

/** All points in sight, with a margin around them. `positions` `[points, 2]`. */
export function fitView(
  positions: ArrayLike<number>,
  { width, height }: Size,
  margin: number,
): MapView {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 2) {
    left = Math.min(left, positions[i]);
    right = Math.max(right, positions[i]);
    low = Math.min(low, positions[i + 1]);
    high = Math.max(high, positions[i + 1]);
  }
  if (left > right) return { scale: 1, x: width / 2, y: height / 2 };
  const free = (length: number): number => Math.max(1, length - 2 * margin);
  const scale = Math.min(
    free(width) / Math.max(right - left, 1e-9),
    free(height) / Math.max(high - low, 1e-9),
  );
  // Points that are all in one place stay in the middle, at any scale.
  const finite = scale > 1e8 ? 1 : scale;
  return {
    scale: finite,
    x: width / 2 - (finite * (left + right)) / 2,
    y: height / 2 + (finite * (low + high)) / 2,
  };
}

/** Places on the screen, `[points, 2]`. */
export function onScreen(positions: ArrayLike<number>, { scale, x, y }: MapView): Float32Array {
  const places = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    places[i] = positions[i] * scale + x;
    places[i + 1] = y - positions[i + 1] * scale;
  }
  return places;
}

/** What is at `at` on the screen stays there. */
export function zoomed(view: MapView, factor: number, at: Place, whole: number): MapView {
  const wanted = view.scale * factor;
  const scale = Math.min(whole * zoomRange.most, Math.max(whole * zoomRange.least, wanted));
  const by = scale / view.scale;
  return { scale, x: at.x + (view.x - at.x) * by, y: at.y + (view.y - at.y) * by };
}

export const moved = (view: MapView, x: number, y: number): MapView => ({
  ...view,
  x: view.x + x,
  y: view.y + y,
});

/** Moved, where need be, so far that a place lies within the margin. */
export function bringIntoSight(
  view: MapView,
  at: Place,
  { width, height }: Size,
  margin: number,
): MapView {
  const into = (value: number, length: number): number =>
    Math.min(Math.max(value, margin), Math.max(margin, length - margin)) - value;
  return moved(view, into(at.x, width), into(at.y, height));
}
