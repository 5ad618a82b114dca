import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { type History, openHistory } from './history.ts';
import {
  bytesOf,
  hashEdits,
  packedIn,
  packEdits,
  trainingEdits,
  unpackEdits,
} from './overlay-edits.ts';

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
  expect(unpackEdits(packedIn(bytesOf(packEdits(edits))))).toEqual(edits);
  expect(bytesOf(packEdits(edits))).toHaveLength(4 * 12);
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
  const step = (before: SampleEdit, after: SampleEdit) => ({
    before: packEdits([before]),
    after: packEdits([after]),
  });
  expect(first.overlays.standing('a')).toEqual({ revision: 0, undoable: 0, redoable: 0 });
  expect(first.overlays.edits('a')).toEqual([]);
  first.overlays.add('a', packEdits([one]), step(edit(1), one));
  first.overlays.add('a', packEdits([one, two]), step(edit(2), two));
  first.overlays.add('b', packEdits([two]), step(edit(2), two));
  first.close();

  const { overlays } = opened(path);
  expect(overlays.standing('a')).toEqual({ revision: 2, undoable: 2, redoable: 0 });
  expect(overlays.edits('a')).toEqual([one, two]);
  expect(overlays.step('a', 'redo')).toBeNull();
  expect(overlays.step('a', 'undo')).toEqual(packEdits([edit(2)]));
  overlays.move('a', packEdits([one]), 'undo');
  expect(overlays.standing('a')).toEqual({ revision: 3, undoable: 1, redoable: 1 });
  expect(overlays.edits('a')).toEqual([one]);
  expect(overlays.step('a', 'redo')).toEqual(packEdits([two]));
  overlays.move('a', packEdits([one, two]), 'redo');
  overlays.move('a', packEdits([one]), 'undo');
  // Another step in its place: the one that was undone is gone.
  overlays.add('a', packEdits([]), step(one, edit(1)));
  expect(overlays.standing('a')).toEqual({ revision: 6, undoable: 2, redoable: 0 });
  expect(overlays.edits('a')).toEqual([]);
  expect(overlays.edits('b')).toEqual([two]);
});

it('forgets the oldest steps when they take too much, never the edits', () => {
  const { overlays } = opened();
  // Every second image: neighbours would take less.
  const many = packEdits(Array.from({ length: 70_000 }, (_, i) => edit(2 * i, { excluded: true })));
  const steps = 14;
  for (let i = 0; i < steps; i++) overlays.add('a', many, { before: many, after: many });
  expect(overlays.edits('a')).toHaveLength(70_000);
  // 1.68 MB each, in 16 MiB.
  const { undoable } = overlays.standing('a');
  expect(undoable).toBe(9);
  for (let i = 0; i < undoable; i++) overlays.move('a', many, 'undo');
  expect(overlays.standing('a')).toMatchObject({ undoable: 0, redoable: 9 });
  expect(overlays.step('a', 'undo')).toBeNull();
});
