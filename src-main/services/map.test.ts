import { expect, it } from 'vitest';
import { join, resolve } from 'node:path';
import type { MapQuestion } from '../../src-shared/api/map.ts';
import { desk } from '../testing/desk.ts';

const sample = join(resolve(import.meta.dirname, '../..'), 'resources/sample');

async function mapDesk() {
  const own = desk();
  const summary = await own.datasets.show(sample);
  const question: MapQuestion = {
    ...{ id: 'one', datasetId: summary.id, runId: null, layer: null, choice: 'test' },
    ...{ count: 500, method: 'pca', neighbours: 15, minimumDistance: 0.1, seed: 1 },
  };
  return { ...own, summary, question };
}

it('lays out images drawn by the seed, and not those that are excluded', async () => {
  const { maps, browsing, question, summary } = await mapDesk();
  const ground = await maps.ground({ datasetId: summary.id, runId: null });
  expect(ground).toMatchObject({ sameData: false, layers: [], images: { test: 1000, all: 5000 } });
  const made = await maps.make(question);
  expect(made.indices).toHaveLength(500);
  expect([...made.indices]).toEqual([...new Set(made.indices)].sort((a, b) => a - b));
  expect((await maps.make(question)).indices).toEqual(made.indices);
  expect((await maps.make({ ...question, seed: 2 })).indices).not.toEqual(made.indices);

  const [first, second] = made.indices;
  const all = { ...question, count: 5000, choice: 'all' } as const;
  expect((await maps.make(all)).indices).toHaveLength(5000);
  browsing.edit(summary.id, Uint32Array.of(first), { kind: 'exclude', on: true });
  browsing.edit(summary.id, Uint32Array.of(second), { kind: 'relabel', label: 9 });
  const without = await maps.make(all);
  expect(without.indices).toHaveLength(4999);
  expect(without.indices).not.toContain(first);
  const { labels, flags } = maps.labels(summary.id, Uint32Array.of(first, second));
  expect(labels[1]).toBe(9);
  expect(flags[0]).toBeGreaterThan(0);
  expect(() => maps.labels(summary.id, Uint32Array.of(5000))).toThrow('dataset.sampleIndex');
});

it('is a job that can be ended, and the newest map counts', async () => {
  const { maps, question, jobs, heard, told, summary } = await mapDesk();
  const laidOut = { ...question, method: 'umap', count: 1000 } as const;
  const first = maps.make(laidOut);
  await heard('jobs', (all) =>
    all.some(({ kind, subject }) => kind === 'map' && subject === summary.name),
  );
  await heard('mapFrame', ({ id, frame }) => id === 'one' && frame.step > 2);
  const second = maps.make({ ...laidOut, id: 'two' });
  expect(await first).toMatchObject({ cancelled: true });
  await heard('mapFrame', ({ id, frame }) => id === 'two' && frame.step > 2);
  maps.cancel('two');
  expect(await second).toMatchObject({ cancelled: true });
  expect(jobs.list()).toEqual([]);
  const frames = told.filter(({ event }) => event === 'mapFrame');
  expect(frames.length).toBeGreaterThan(2);
});
