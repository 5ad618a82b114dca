/** A word or a number on the pad as its characters, from left to right. */
import { type Drawing, pointSize, type Stroke } from './drawing.ts';

/** Characters are at least so far apart, as a share of the height of all ink; strokes that are nearer are one. */
const gapShare = 0.08;

interface Extent {
  left: number;
  right: number;
  strokes: Stroke[];
}

/**
 * Strokes that lie over each other, seen from above, are one character, and so are those with a narrow
 * gap between them. What is rubbed out belongs to every character.
 */
export function splitDrawing(drawing: Drawing): Drawing[] {
  const extents: Extent[] = [];
  let [top, bottom] = [Infinity, -Infinity];
  for (const stroke of drawing.strokes) {
    if (stroke.kind === 'erase' || stroke.points.length === 0) continue;
    const extent: Extent = { left: Infinity, right: -Infinity, strokes: [stroke] };
    for (let i = 0; i < stroke.points.length; i += pointSize) {
      extent.left = Math.min(extent.left, stroke.points[i]);
      extent.right = Math.max(extent.right, stroke.points[i]);
      top = Math.min(top, stroke.points[i + 1]);
      bottom = Math.max(bottom, stroke.points[i + 1]);
    }
    extents.push(extent);
  }
  const gap = (bottom - top) * gapShare;
  const characters: Extent[] = [];
  for (const next of extents.sort((a, b) => a.left - b.left)) {
    const last = characters.at(-1);
    if (last && next.left - last.right <= gap) {
      last.right = Math.max(last.right, next.right);
      last.strokes.push(...next.strokes);
    } else characters.push(next);
  }
  return characters.map(({ strokes }) => ({
    ...drawing,
    // In the order in which they were drawn, as what is rubbed out goes by it.
    strokes: drawing.strokes.filter((one) => one.kind === 'erase' || strokes.includes(one)),
  }));
}
