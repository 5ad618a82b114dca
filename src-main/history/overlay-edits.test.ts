import { expect, it } from 'vitest';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { createRandom } from '../engine/random.ts';
import { bytesOf, packedIn, packEdits, unpackEdits } from './overlay-edits.ts';

const edit = (index: number, change: Partial<SampleEdit> = {}): SampleEdit => ({
  ...{ index, label: null, excluded: false, marked: false },
  ...change,
});
const kept = (edits: readonly SampleEdit[]): SampleEdit[] =>
  unpackEdits(packedIn(bytesOf(packEdits(edits))));
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

it('edits come back as they were, however many, whatever their order', () => {
  const random = createRandom(1, 'edits');
  const mixed = range(500).map((i) =>
    edit(random.below(2) === 0 ? i : random.below(70_000), {
      label: random.below(3) === 0 ? random.below(10_000) : null,
      excluded: random.below(2) === 0,
      marked: random.below(9) === 0,
    }),
  );
  const alike = range(70_000).map((i) => edit(i, { excluded: true }));
  const descending = range(100).map((i) => edit(99 - i, { label: 3 }));
  for (const edits of [[], mixed.slice(0, 1), mixed, alike, alike.slice(7, 9), descending])
    expect(kept(edits)).toEqual(edits);
});

it('neighbours that are alike take a few bytes, others no more than before', () => {
  const alike = packEdits(range(70_000).map((i) => edit(i, { label: i < 100 ? 1 : 2 })));
  expect(bytesOf(alike).length).toBe(4 * (1 + 2 * 4));
  const apart = packEdits(range(1000).map((i) => edit(2 * i, { marked: true })));
  expect(bytesOf(apart).length).toBe(12 * 1000);
});

it('what was kept before there were runs is read as it was written', () => {
  const packed = packEdits([edit(3, { label: 1 }), edit(9, { excluded: true })]);
  const asBefore = Buffer.from(packed.buffer);
  expect(unpackEdits(packedIn(asBefore))).toEqual(unpackEdits(packed));
});
