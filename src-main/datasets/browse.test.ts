import { describe, expect, it } from 'vitest';
import { type SampleView, wholeView } from '../../src-shared/browse.ts';
import { overlayFlags } from '../../src-shared/overlay.ts';
import { Browsing } from './browse.ts';
import { type OpenedDataset, openDataset } from './open.ts';
import { selectSamples } from './samples.ts';
import { bundledSample } from './test-files.ts';

const dataset: OpenedDataset = await openDataset(bundledSample);
const { width, height, samples } = dataset.summary;
const area = width * height;
const pixels = new Uint8Array(dataset.pixels);
const labels = new Uint16Array(dataset.labels);
const imageOf = (sample: number): Uint8Array => pixels.subarray(sample * area, (sample + 1) * area);
const mean = (values: Iterable<number>): number => {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

function browsing() {
  const made = new Browsing(dataset);
  const overlay = {
    labels: new SharedArrayBuffer(dataset.labels.byteLength),
    flags: new SharedArrayBuffer(samples),
  };
  new Uint16Array(overlay.labels).set(labels);
  made.useOverlay(overlay);
  let revision = 0;
  return {
    made,
    flags: new Uint8Array(overlay.flags),
    labels: new Uint16Array(overlay.labels),
    next: () => (revision += 1),
    view: (change: Partial<SampleView>) =>
      Array.from(made.indicesOf({ view: { ...wholeView, ...change }, revision })),
  };
}

describe('orders', () => {
  it('by ink: the mean pixel, paper first; descending is the reverse', () => {
    const { view } = browsing();
    const order = view({ order: 'ink' });
    const ink = order.map((sample) => mean(imageOf(sample)));
    expect(ink.every((value, k) => k === 0 || value >= ink[k - 1])).toBe(true);
    expect(ink[0]).toBeLessThan(ink[samples - 1] / 2);
    expect(view({ order: 'ink', descending: true })).toEqual(order.toReversed());
  });

  it('by class, and within one as in the files', () => {
    const order = browsing().view({ order: 'class' });
    const keys = order.map((sample) => labels[sample] * samples + sample);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it("by distance from the class's mean image, of which excluded images are no part", () => {
    const { made, view, flags, next } = browsing();
    const members = view({ label: 3 });
    const distances = (kept: number[]): Map<number, number> => {
      const means = Array.from({ length: area }, (_, p) => mean(kept.map((i) => imageOf(i)[p])));
      return new Map(
        members.map((i) => {
          const squares = means.map((value, p) => (imageOf(i)[p] - value) ** 2);
          return [i, squares.reduce((sum, square) => sum + square, 0)];
        }),
      );
    };
    const fits = (kept: number[]): void => {
      const wanted = distances(kept);
      const found = view({ label: 3, order: 'distance' }).map((i) => wanted.get(i) ?? NaN);
      expect(found.every((value, k) => k === 0 || value >= found[k - 1] * (1 - 1e-6))).toBe(true);
    };
    fits(members);
    const out = members.slice(0, 300);
    for (const i of out) flags[i] = overlayFlags.excluded;
    next();
    fits(members.slice(300));
    const [theMean] = [made.means(3, 1)];
    expect(theMean[area / 2]).toBe(
      Math.round(mean(members.slice(300).map((i) => imageOf(i)[area / 2]))),
    );
  });

  it('by what a model said; samples that it did not judge come last', () => {
    const { made, view } = browsing();
    const judged = Uint32Array.of(10, 20, 30);
    made.setJudged('model', {
      samples: judged,
      labels: judged.map((i) => labels[i]) as unknown as Uint16Array,
      predicted: Uint16Array.of(1, 2, 3),
      ofLabel: Float32Array.of(0.1, 0.2, 0.3),
      ofPredicted: Float32Array.of(0.5, 0.4, 0.9),
      loss: Float32Array.of(2, 3, 1),
    });
    expect(view({ order: 'loss' }).slice(0, 4)).toEqual([30, 10, 20, 0]);
    expect(view({ order: 'loss', descending: true }).at(-1)).toBe(30);
    expect(view({ order: 'confidence' }).slice(0, 3)).toEqual([20, 10, 30]);
    const [first] = selectSamples(dataset, made, { order: 'loss', offset: 0, limit: 1 }).samples;
    expect(first.judged).toMatchObject({ predicted: 3, loss: 1 });
    made.setJudged('model', null);
    expect(view({ order: 'loss' }).slice(0, 2)).toEqual([0, 1]);
  });
});

describe('filters', () => {
  it('of split, class and edits hold together', () => {
    const { view, flags, labels: now, next } = browsing();
    const threes = view({ label: 3, split: 'test' });
    expect(threes).toHaveLength(100);
    now[threes[0]] = 4;
    flags[threes[0]] = overlayFlags.relabelled;
    flags[threes[1]] = overlayFlags.excluded | overlayFlags.marked;
    next();
    expect(view({ label: 3, split: 'test' })).toEqual(threes.slice(1));
    expect(view({ label: 3, split: 'test', edited: 'kept' })).toEqual(threes.slice(2));
    expect(view({ edited: 'relabelled' })).toEqual([threes[0]]);
    expect(view({ edited: 'marked' })).toEqual([threes[1]]);
    expect(view({ edited: 'excluded', label: 4 })).toEqual([]);
  });

  it('by a list keep its order, or take another', () => {
    const { made, view } = browsing();
    made.setGiven(Uint32Array.of(900, 4, 4200, 17));
    expect(view({ list: 'given', order: 'list' })).toEqual([900, 4, 4200, 17]);
    expect(view({ list: 'given', order: 'list', descending: true })).toEqual([17, 4200, 4, 900]);
    expect(view({ list: 'given' })).toEqual([4, 17, 900, 4200]);
    expect(view({ list: 'given', split: 'test' })).toEqual([4200]);
    expect(view({ list: 'suspicious', order: 'list' })).toEqual([]);
  });

  it('draw so many of each class, the same for a seed and others for another', () => {
    const { view, made } = browsing();
    const drawn = (seed: number) => view({ drawn: { perClass: 5, seed } });
    const counts = made.countsOf({
      view: { ...wholeView, drawn: { perClass: 5, seed: 1 } },
      revision: 0,
    });
    expect(counts).toEqual({ total: 50, perClass: new Array(10).fill(5) });
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2)).not.toEqual(drawn(1));
    const tests = view({ drawn: { perClass: 5, seed: 1 }, split: 'test', label: 2 });
    expect(tests).toHaveLength(5);
    expect(tests.every((i) => labels[i] === 2 && i >= 4000)).toBe(true);
  });
});
