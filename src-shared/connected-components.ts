/** Pieces of ink that hang together, touching at a side or a corner. */
import type { Picture } from './ink.ts';

/** A rectangle in whole pixels of its picture. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Components {
  /** The number of the piece that each pixel belongs to, from 1; 0 for none. `[height, width]` */
  labels: Int32Array;
  /** Box and pixels of piece 1, 2, ... */
  pieces: (Box & { area: number })[];
}

/** So much of 255 is ink: the soft rim of a stroke joins nothing. */
const inkLevel = 64;

/** @param picture light ink on black */
export function componentsOf({ width, height, pixels }: Picture): Components {
  const labels = new Int32Array(pixels.length);
  const pieces: Components['pieces'] = [];
  /** Pixels of the piece under way whose neighbours are still to be looked at. */
  let waiting = new Int32Array(1024);
  for (let start = 0; start < pixels.length; start++) {
    if (labels[start] !== 0 || pixels[start] < inkLevel) continue;
    const label = pieces.length + 1;
    let [left, right, top, bottom, area] = [width, 0, height, 0, 0];
    let count = 1;
    waiting[0] = start;
    labels[start] = label;
    while (count > 0) {
      const at = waiting[--count];
      const y = Math.floor(at / width);
      const x = at - y * width;
      area += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      if (count + 8 > waiting.length) {
        const more = new Int32Array(2 * waiting.length);
        more.set(waiting);
        waiting = more;
      }
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (labels[next] !== 0 || pixels[next] < inkLevel) continue;
          labels[next] = label;
          waiting[count++] = next;
        }
    }
    pieces.push({ left, top, width: right - left + 1, height: bottom - top + 1, area });
  }
  return { labels, pieces };
}
