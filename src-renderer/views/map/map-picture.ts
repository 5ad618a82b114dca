/** The map as it is saved: all of its points, whatever part of it a person looks at. */
import { fitted, textWidth } from '../../../src-shared/charts/chart-drawing.ts';
import type { Drawing, Place, Shape } from '../../../src-shared/charts/drawing.ts';
import { inkOfToken } from '../../../src-shared/charts/print-colours.ts';
import { classMiddles } from './find-points.ts';
import { circleRadius, cornersOf, type PointMark } from './point-marks.ts';
import { fitView, onScreen } from './view-window.ts';

export interface MapPicture {
  title: string;
  /** What is said below the map. */
  notes: readonly string[];
  /** `[points, 2]` */
  positions: Float32Array;
  /** Place in `legend` of each point; those of a later one lie on top. */
  kinds: ArrayLike<number>;
  legend: readonly { mark: PointMark; name: string }[];
  /** Of the classes, written in their middles. */
  names: readonly string[];
  classes: ArrayLike<number>;
}

/** In px. */
const size = {
  edge: 14,
  title: 15,
  text: 12,
  name: 17,
  row: 18,
  sample: 18,
  radius: 4,
  room: { width: 720, height: 720 },
};

export function mapDrawing(picture: MapPicture): Drawing {
  const { title, notes, positions, kinds, legend, names, classes } = picture;
  const shapes: Shape[] = [];
  const most = size.room.width - 2 * size.edge;
  const words = (x: number, y: number, text: string, more: object = {}): void =>
    void shapes.push({
      ...{ kind: 'text', at: [x, y], text, ink: 'ink', size: size.text, anchor: 'start' },
      ...more,
    });
  words(size.edge, size.edge + size.title, fitted(title, size.title, most), {
    ...{ size: size.title, strong: true },
  });
  const top = size.edge + size.title + 4;
  const places = onScreen(positions, fitView(positions, size.room, 2 * size.edge));
  // No higher than the points need.
  const heights = places.filter((_, i) => i % 2 === 1);
  const [high, low] = [Math.min(...heights), Math.max(...heights)];
  for (let i = 1; i < places.length; i += 2) places[i] -= high - 2 * size.edge;
  const bottom = top + (low - high) + 4 * size.edge;
  legend.forEach(({ mark }, kind) => {
    for (let i = 0; i < positions.length / 2; i++)
      if (kinds[i] === kind)
        shapes.push(markShape(mark, places[2 * i], top + places[2 * i + 1], size.radius));
  });
  classMiddles(places, classes, names.length).forEach((middle, k) => {
    if (middle)
      words(middle.x, top + middle.y + size.name / 3, names[k], {
        ...{ size: size.name, strong: true, edged: true, anchor: 'middle' },
      });
  });
  let [x, y] = [size.edge, bottom];
  for (const { mark, name } of legend) {
    const text = fitted(name, size.text, most - size.sample);
    const width = size.sample + textWidth(text, size.text) + 14;
    if (x > size.edge && x + width > size.edge + most) [x, y] = [size.edge, y + size.row];
    shapes.push(markShape(mark, x + 6, y + size.row / 2, size.radius * 1.25));
    words(x + size.sample, y + size.row / 2 + size.text * 0.35, text);
    x += width;
  }
  y += size.row;
  for (const note of notes) {
    y += size.row;
    words(size.edge, y, fitted(note, size.text, most), { ink: 'ink-faint' });
  }
  return { width: size.room.width, height: y + size.edge, title, shapes };
}

function markShape(mark: PointMark, x: number, y: number, radius: number): Shape {
  const ink = inkOfToken(mark.colourToken);
  const corners = cornersOf(mark);
  if (!corners) return { kind: 'dot', at: [x, y], radius: radius * circleRadius, ink };
  const points = corners.map(([dx, dy]): Place => [x + radius * dx, y + radius * dy]);
  return { kind: 'area', points, ink };
}
