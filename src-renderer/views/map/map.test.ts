import { describe, expect, it } from 'vitest';
import { classMiddles, insideBox, insideLine, nearestTo, nextInDirection } from './find-points.ts';
import type { Drawing } from '../../../src-shared/charts/drawing.ts';
import { mapDrawing } from './map-picture.ts';
import { classMark, cornersOf, shapeCount } from './point-marks.ts';
import { bringIntoSight, fitView, moved, onScreen, zoomed } from './view-window.ts';

const textsOf = ({ shapes }: Drawing): string[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

describe('the map as it is saved', () => {
  it('has all points in their marks within its bounds, later kinds on top, and a legend', () => {
    const drawing = mapDrawing({
      ...{ title: 'Map: x', notes: ['PCA'], names: ['a', 'b'] },
      positions: Float32Array.of(0, 0, 10, 10, 5, 20, -3, 4),
      ...{ kinds: [1, 0, 1, 0], classes: [1, 0, 1, 0] },
      legend: ['a', 'b'].map((name, k) => ({ name, mark: classMark(k) })),
    });
    expect(textsOf(drawing)).toEqual(['Map: x', 'a', 'b', 'a', 'b', 'PCA']);
    const marks = drawing.shapes.filter(({ kind }) => kind !== 'text');
    // Two points of each kind, then the legend: circles first, squares over them.
    expect(marks.map(({ kind }) => kind)).toEqual([
      ...['dot', 'dot', 'area', 'area'],
      ...['dot', 'area'],
    ]);
    for (const shape of drawing.shapes) {
      const [[x, y]] = 'points' in shape ? shape.points : [shape.at];
      expect(x > 0 && x < drawing.width && y > 0 && y < drawing.height).toBe(true);
    }
  });

  it('has classes that differ in their corners, each within its square', () => {
    const all = Array.from({ length: shapeCount }, (_, k) => cornersOf(classMark(k)));
    expect(new Set(all.map((corners) => JSON.stringify(corners))).size).toBe(shapeCount);
    for (const [x, y] of all.flatMap((corners) => corners ?? []))
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1.05);
  });
});

const size = { width: 200, height: 100 };
/** Screen places: 0 in the middle, then right, right and far aside, up, and left below. */
const places = Float32Array.of(50, 50, 60, 52, 70, 90, 50, 40, 45, 58);

describe('the window on the map', () => {
  it('has all points in sight, upright, with a margin', () => {
    const positions = [-1, -2, 3, 2];
    const view = fitView(positions, size, 10);
    expect(view.scale).toBe(20);
    const [x0, y0, x1, y1] = onScreen(positions, view);
    expect([y0, y1]).toEqual([90, 10]);
    expect(x0 + x1).toBe(200);
    expect(x1 - x0).toBe(80);
  });

  it('is not lost where all points are in one place, or none is there', () => {
    const view = fitView([4, 4, 4, 4], size, 10);
    expect([...onScreen([4, 4], view)]).toEqual([100, 50]);
    expect(fitView([], size, 10)).toEqual({ scale: 1, x: 100, y: 50 });
  });

  it('zooms about a place that stays, within bounds', () => {
    const view = { scale: 10, x: 3, y: 4 };
    const at = { x: 80, y: 30 };
    const closer = zoomed(view, 2, at, 10);
    expect(closer.scale).toBe(20);
    const on = (of: typeof view) => [(at.x - of.x) / of.scale, (of.y - at.y) / of.scale];
    expect(on(closer)).toEqual(on(view));
    expect(zoomed(view, 1e6, at, 10).scale).toBe(2000);
    expect(zoomed(view, 1e-6, at, 10).scale).toBe(5);
    expect(zoomed(view, 1e6, at, 10).x).toBeCloseTo(80 + (3 - 80) * 200, 6);
  });

  it('moves no further than is needed to see a place', () => {
    const view = { scale: 1, x: 0, y: 0 };
    expect(bringIntoSight(view, { x: 50, y: 50 }, size, 10)).toEqual(view);
    expect(bringIntoSight(view, { x: 230, y: -5 }, size, 10)).toEqual(moved(view, -40, 15));
  });
});

describe('points', () => {
  it('are found near the pointer', () => {
    expect(nearestTo(places, { x: 58, y: 50 }, 5)).toBe(1);
    expect(nearestTo(places, { x: 150, y: 50 }, 20)).toBeNull();
  });

  it('are walked with arrow keys: straight on before aside, and to the end', () => {
    expect(nextInDirection(places, 0, 'right')).toBe(1);
    expect(nextInDirection(places, 0, 'up')).toBe(3);
    expect(nextInDirection(places, 0, 'down')).toBe(4);
    // Nothing lies straight to the left: what is on that side is taken.
    expect(nextInDirection(places, 0, 'left')).toBe(4);
    expect(nextInDirection(places, 2, 'right')).toBeNull();
  });

  it('can all be reached by arrow keys from any of them', () => {
    const reached = new Set([0]);
    for (const point of reached)
      for (const way of ['left', 'right', 'up', 'down'] as const) {
        const next = nextInDirection(places, point, way);
        if (next !== null) reached.add(next);
      }
    expect(reached.size).toBe(5);
  });

  it('are caught by a line drawn around them, also a hollow one', () => {
    const box = [
      { x: 40, y: 45 },
      { x: 65, y: 45 },
      { x: 65, y: 60 },
      { x: 40, y: 60 },
    ];
    expect(insideLine(places, box)).toEqual([0, 1, 4]);
    // A notch from above down to the middle leaves point 0 outside.
    const notched = [...box.slice(0, 1), { x: 48, y: 45 }, { x: 50, y: 57 }, { x: 52, y: 45 }];
    expect(insideLine(places, [...notched, ...box.slice(1)])).toEqual([1, 4]);
    expect(insideLine(places, box.slice(0, 2))).toEqual([]);
    expect(insideBox(places, { x: 60, y: 40 }, { x: 45, y: 52 })).toEqual([0, 1, 3]);
  });

  it('name their class in its middle', () => {
    const middles = classMiddles(places, [0, 0, 0, 2, 2], 3);
    expect(middles).toEqual([{ x: 60, y: 52 }, null, { x: 50, y: 58 }]);
  });

  it('look different for 56 classes', () => {
    const marks = Array.from({ length: 56 }, (_, k) => JSON.stringify(classMark(k)));
    expect(new Set(marks).size).toBe(56);
  });
});
