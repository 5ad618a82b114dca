import { describe, expect, it } from 'vitest';
import { chartDrawing, type ChartPicture } from './chart-drawing.ts';
import { type Shape, svgElement, svgFile } from './drawing.ts';
import { seriesCsv } from './series-csv.ts';
import type { XySeries } from './xy.ts';

const line = (
  label: string,
  style: number,
  ys: readonly number[],
  more: Partial<XySeries> = {},
): XySeries => ({
  key: label,
  label,
  style,
  points: ys.map((y, i) => ({ x: i + 1, y })),
  drawnAs: 'line',
  ...more,
});
const chart = (series: readonly XySeries[], more: Partial<ChartPicture> = {}): ChartPicture => ({
  title: 'Accuracy',
  xName: 'Epoch',
  series,
  xScale: 'linear',
  yScale: 'linear',
  formatX: String,
  formatY: (value) => value.toFixed(2),
  ...more,
});
const of = <K extends Shape['kind']>(shapes: readonly Shape[], kind: K) =>
  shapes.filter((shape): shape is Extract<Shape, { kind: K }> => shape.kind === kind);

describe('the drawing of a chart', () => {
  const two = [line('training', 0, [0.5, 0.7, 0.9]), line('test', 1, [0.4, 0.6, 0.8])];
  const { shapes, width, height } = chartDrawing(chart(two));

  it('has the lines in their colours and dashes, higher values further up', () => {
    const drawn = of(shapes, 'line').filter(({ points }) => points.length === 3);
    expect(drawn.map(({ ink, dash }) => [ink, dash])).toEqual([
      ['series-1', []],
      ['series-2', [7.5, 4.5]],
    ]);
    const [training, test] = drawn.map(({ points }) => points);
    for (let i = 0; i < 3; i++) expect(training[i][1]).toBeLessThan(test[i][1]);
    expect(training[0][0]).toBeLessThan(training[1][0]);
  });

  it('names title, axis, ticks and lines, and keeps all inside', () => {
    const texts = of(shapes, 'text').map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(['Accuracy', 'Epoch', 'training', 'test', '0.40']),
    );
    for (const shape of shapes)
      for (const [x, y] of 'points' in shape ? shape.points : [shape.at]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(height);
      }
  });

  it('draws bands, bars, marks, measured lines behind smoothed ones, and notes', () => {
    const spread = [0.1, 0.2].map((deviation, i) => ({ x: i + 1, y: 0.5, deviation }));
    const all = chartDrawing(
      chart(
        [
          line('band', 0, [], { points: spread, spread: 'band' }),
          line('bars', 1, [], { points: spread, spread: 'bars', drawnAs: 'points' }),
          line('smooth', 2, [0.5, 0.6], {
            raw: [
              { x: 1, y: 0.2 },
              { x: 2, y: 0.9 },
            ],
          }),
        ],
        { marks: [{ x: 1.5, label: 'rate 0.1' }], notes: ['No test images.'] },
      ),
    ).shapes;
    expect(of(all, 'area').map(({ points }) => points.length)).toEqual([4]);
    expect(
      of(all, 'line').filter(({ width: w, ink }) => w === 2 && ink === 'series-2'),
    ).toHaveLength(2);
    expect(of(all, 'line').filter(({ opacity }) => opacity === 0.35)).toHaveLength(1);
    const texts = of(all, 'text').map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['rate 0.1', 'No test images.']));
  });

  it('leaves out what a logarithm can not show, and stands without any point', () => {
    const log = chartDrawing(chart([line('a', 0, [0, 1, 10])], { yScale: 'log' }));
    expect(
      of(log.shapes, 'line').some(({ points, ink }) => ink === 'series-1' && points.length === 2),
    ).toBe(true);
    for (const shape of log.shapes)
      for (const at of 'points' in shape ? shape.points : [shape.at])
        expect(at.every(Number.isFinite)).toBe(true);
    expect(svgFile(chartDrawing(chart([])))).toContain('</svg>');
  });

  it('breaks a long legend into rows, and cuts a name that is too long', () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      line(`a rather long name of run ${i}`, i, [i, i + 1]),
    );
    const rows = new Set(
      of(chartDrawing(chart(many)).shapes, 'text')
        .filter(({ text }) => text.startsWith('a rather'))
        .map(({ at }) => at[1]),
    );
    expect(rows.size).toBeGreaterThan(2);
    const [long] = of(
      chartDrawing(chart([line('学'.repeat(200), 0, [1, 2])])).shapes,
      'text',
    ).filter(({ text }) => text.startsWith('学'));
    expect(long.text).toMatch(/^学{30,70}…$/);
  });
});

it('is well-formed whatever a run is called', () => {
  const name = `</title><script>alert('1')</script>&"\u0007\ud800`;
  const svg = svgElement(chartDrawing(chart([line(name, 0, [1, 2])], { title: name })));
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toMatch(/[\u0007\ud800]/);
});

it('writes the numbers of a chart in full, deviations and measured values beside them', () => {
  const csv = seriesCsv('Epoch', [
    line('a', 0, [0.1, 1 / 3], { raw: [{ x: 1, y: 0.2 }] }),
    line('=b', 1, [], { points: [{ x: 2, y: 5, deviation: 0.25 }] }),
  ]);
  expect(csv).toBe(
    "Epoch,a,a (measured),'=b,'=b ±\r\n1,0.1,0.2,,\r\n2,0.3333333333333333,,5,0.25\r\n".replace(
      /^/,
      '\ufeff',
    ),
  );
});
