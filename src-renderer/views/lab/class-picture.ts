/** Figures of each class as they are saved: bars as on the screen, and all figures as a table. */
import { fitted, textWidth } from '../../../src-shared/charts/chart-drawing.ts';
import { box, type Drawing, type Place, type Shape } from '../../../src-shared/charts/drawing.ts';

export interface ClassBarSet {
  name: string;
  /** `[class]`, 0 to 1; null where there is nothing to tell it from. */
  values: readonly (number | null)[];
}

export interface ClassPicture {
  title: string;
  /** What the bars show, in words. */
  note: string;
  classes: readonly string[];
  /** One or two; the second is drawn as an outline. */
  sets: readonly ClassBarSet[];
  /** Where the bars begin. */
  least: number;
}

/** In px. */
const size = { edge: 14, title: 15, text: 12, bar: 12, gap: 8, width: 720, name: 160, value: 52 };

/** @param textOf what a value is written as */
export function classDrawing(
  { title, note, classes, sets, least }: ClassPicture,
  textOf: (value: number | null) => string,
): Drawing {
  const names = Math.min(
    size.name,
    Math.max(0, ...classes.map((name) => textWidth(name, size.text))),
  );
  const left = size.edge + names + 8;
  const room = size.width - left - size.value - size.edge;
  const shapes: Shape[] = [];
  const words = (
    x: number,
    y: number,
    text: string,
    more: Partial<Extract<Shape, { kind: 'text' }>> = {},
  ): void =>
    void shapes.push({
      ...{ kind: 'text', at: [x, y], text, ink: 'ink', size: size.text, anchor: 'start' },
      ...more,
    });
  const bar = (x: number, y: number, width: number, set: number): void => {
    const points: Place[] = box(x, y, width, size.bar);
    if (set === 0) return void shapes.push({ kind: 'area', points, ink: 'series-1' });
    shapes.push({ kind: 'area', points, ink: 'series-2', opacity: 0.25 });
    shapes.push({ kind: 'line', points: [...points, points[0]], ink: 'series-2', width: 1 });
  };
  const most = size.width - 2 * size.edge;
  let top = size.edge + size.title;
  words(size.edge, top, fitted(title, size.title, most), { size: size.title, strong: true });
  top += size.title + 6;
  words(size.edge, top, fitted(note, size.text, most), { ink: 'ink-faint' });
  top += size.gap + 4;
  if (sets.length > 1) {
    const each = most / sets.length;
    sets.forEach(({ name }, set) => {
      bar(size.edge + set * each, top, 24, set);
      const at = size.edge + set * each + 30;
      words(at, top + size.bar * 0.85, fitted(name, size.text, each - 40));
    });
    top += size.bar + size.gap;
  }
  classes.forEach((name, label) => {
    const middle = top + (sets.length * size.bar) / 2 + size.text * 0.35;
    words(left - 8, middle, fitted(name, size.text, names), { anchor: 'end' });
    sets.forEach(({ values }, set) => {
      const value = values[label];
      const share = Math.max(0, ((value ?? least) - least) / (1 - least));
      const y = top + set * size.bar;
      if (share > 0) bar(left, y, share * room, set);
      words(left + share * room + 6, y + size.bar * 0.85, textOf(value));
    });
    top += sets.length * size.bar + size.gap;
  });
  return { width: size.width, height: top + size.edge - size.gap, title, shapes };
}
