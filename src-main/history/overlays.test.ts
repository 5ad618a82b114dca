import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { type History, openHistory } from './history.ts';
import { decodeEdits, encodeEdits, hashEdits, trainingEdits } from './overlay-edits.ts';

const edit = (index: number, change: Partial<SampleEdit> = {}): SampleEdit => ({
  index,
  label: null,
  excluded: false,
  marked: false,
  ...change,
});

function opened(path = join(temporaryFolder(), 'runs.db')): History {
  const history = openHistory(path);
  onTestFinished(() => history.close());
  return history;
}

it('edits survive their bytes', () => {
  const edits = [
    edit(0, { label: 0 }),
    edit(70_000, { label: 9_999, excluded: true, marked: true }),
    edit(3, { marked: true }),
    edit(4),
  ];
  expect(decodeEdits(encodeEdits(edits))).toEqual(edits);
  expect(encodeEdits(edits)).toHaveLength(4 * 12);
});

it('the hash is of what a training sees: order and marks do not matter, labels do', () => {
  const [a, b] = [edit(5, { label: 2 }), edit(1, { excluded: true })];
  const hash = hashEdits([a, b]);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashEdits([b, { ...a, marked: true }, edit(9, { marked: true })])).toBe(hash);
  expect(hashEdits([b, { ...a, label: 3 }])).not.toBe(hash);
  expect(hashEdits([edit(9, { marked: true })])).toBeNull();
  expect(trainingEdits([a, edit(9, { marked: true }), b]).map(({ index }) => index)).toEqual([
    1, 5,
  ]);
});

it('keeps edits and steps by data set, through a restart, and each step can be undone and done again', () => {
  const path = join(temporaryFolder(), 'runs.db');
  const first = openHistory(path);
  const [one, two] = [edit(1, { label: 2 }), edit(2, { excluded: true })];
  expect(first.overlays.get('a')).toEqual({ revision: 0, edits: [], undoable: 0, redoable: 0 });
  first.overlays.add('a', [one], { before: [edit(1)], after: [one] });
  first.overlays.add('a', [one, two], { before: [edit(2)], after: [two] });
  first.overlays.add('b', [two], { before: [edit(2)], after: [two] });
  first.close();

  const { overlays } = opened(path);
  expect(overlays.get('a')).toEqual({ revision: 2, edits: [one, two], undoable: 2, redoable: 0 });
  expect(overlays.step('a', 'redo')).toBeNull();
  expect(overlays.step('a', 'undo')).toEqual([edit(2)]);
  overlays.move('a', [one], 'undo');
  expect(overlays.get('a')).toMatchObject({ revision: 3, edits: [one], undoable: 1, redoable: 1 });
  expect(overlays.step('a', 'redo')).toEqual([two]);
  overlays.move('a', [one, two], 'redo');
  overlays.move('a', [one], 'undo');
  // Another step in its place: the one that was undone is gone.
  overlays.add('a', [], { before: [one], after: [edit(1)] });
  expect(overlays.get('a')).toMatchObject({ revision: 6, edits: [], undoable: 2, redoable: 0 });
  expect(overlays.get('b')).toMatchObject({ revision: 1, edits: [two] });
});

it('forgets the oldest steps when they take too much, never the edits', () => {
  const { overlays } = opened();
  const many = Array.from({ length: 70_000 }, (_, i) => edit(i, { excluded: true }));
  const steps = 14;
  for (let i = 0; i < steps; i++) overlays.add('a', many, { before: many, after: many });
  const { edits, undoable } = overlays.get('a');
  expect(edits).toHaveLength(70_000);
  // 1.68 MB each, in 16 MiB.
  expect(undoable).toBe(9);
  for (let i = 0; i < undoable; i++) overlays.move('a', many, 'undo');
  expect(overlays.get('a')).toMatchObject({ undoable: 0, redoable: 9 });
  expect(overlays.step('a', 'undo')).toBeNull();
});
