/** A box on a page under the pointer or the keys: how it moves and how its sides are moved. */
import type { Cut } from '../../../src-shared/page.ts';

/** Which sides of a box are moved; all of them move the box. */
export interface Sides {
  left: boolean;
  top: boolean;
  right: boolean;
  bottom: boolean;
}
const sides = (names: string): Sides => ({
  left: names.includes('w'),
  top: names.includes('n'),
  right: names.includes('e'),
  bottom: names.includes('s'),
});
export const wholeBox = sides('nesw');
/** The handles of a box by compass points. */
export const handles: readonly { name: string; sides: Sides }[] = [
  'nw',
  'n',
  'ne',
  'e',
  'se',
  's',
  'sw',
  'w',
].map((name) => ({ name, sides: sides(name) }));

/** The cut with those sides moved by so many pixels; sides that pass each other change places. */
export function moved(cut: Cut, by: { x: number; y: number }, which: Sides): Cut {
  const [left, right] = ordered(
    cut.left + (which.left ? by.x : 0),
    cut.left + cut.width + (which.right ? by.x : 0),
  );
  const [top, bottom] = ordered(
    cut.top + (which.top ? by.y : 0),
    cut.top + cut.height + (which.bottom ? by.y : 0),
  );
  return { left, top, width: right - left, height: bottom - top };
}
const ordered = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a]);

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What an arrow key does to a cut; null for other keys. `step`: in pixels */
export function movedByKey(
  cut: Cut,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>,
  step: number,
): Cut | null {
  const arrow = arrows[key];
  if (!arrow) return null;
  const by = { x: arrow.x * step, y: arrow.y * step };
  if (shiftKey) return moved(cut, by, sides('es'));
  if (altKey) return moved(cut, by, sides('nw'));
  return moved(cut, by, wholeBox);
}
