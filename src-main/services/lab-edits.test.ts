/** From a mistake to a network that knows better: judged by the labels as they count now, and trained again by them. */
import { expect, it } from 'vitest';
import { join, resolve } from 'node:path';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { desk } from '../testing/desk.ts';

const sample = join(resolve(import.meta.dirname, '../..'), 'resources/sample');

it('judges by the labels as they count now, without what is excluded, and trains again by them', async () => {
  const { datasets, training, lab, browsing, runs, heard } = desk();
  const { id } = await datasets.show(sample);
  const dataset = await datasets.get(id);
  const { id: runId } = training.start({
    ...{ dataset, preset: null, name: null, origin: 'app' },
    hyperparameters: { ...defaultHyperparameters, hiddenLayers: [24], epochs: 1 },
  });
  const run = await heard('run', (told) => told.id === runId && told.state === 'done');
  const which = { runId, choice: 'test' } as const;
  const before = await lab.evaluate(which, dataset);
  const wrong = [...before.expected.keys()].filter(
    (i) => before.expected[i] !== before.answered[i],
  );
  const [first, second] = wrong;
  const errors = (of: typeof before): number =>
    of.expected.reduce((sum, label, i) => sum + (label === of.answered[i] ? 0 : 1), 0);

  const index = before.indices[first];
  const label = before.answered[first];
  browsing.edit(id, Uint32Array.of(index), { kind: 'relabel', label });
  const relabelled = await lab.evaluate(which, dataset);
  expect(relabelled.expected[first]).toBe(label);
  expect(errors(relabelled)).toBe(errors(before) - 1);
  expect((await lab.damaged({ runId, index }, dataset, [])).expected).toBe(label);

  browsing.edit(id, Uint32Array.of(before.indices[second]), { kind: 'exclude', on: true });
  expect(lab.images(runId, dataset).images.test).toBe(before.indices.length - 1);
  const without = await lab.evaluate(which, dataset);
  expect(without.indices).not.toContain(before.indices[second]);
  expect(errors(without)).toBe(errors(before) - 2);

  expect(run.dataset.overlay).toBeUndefined();
  const made = runs.again(runId, 'edited', dataset);
  const edited = await heard('run', (told) => told.id === made.id && told.state === 'done');
  expect(edited.parent).toMatchObject({ runId, how: 'edited' });
  expect(edited.dataset.overlay).toMatchObject({
    hash: browsing.overlay(id).hash,
    relabelled: 1,
    excluded: 1,
  });
  expect(edited.hyperparameters).toEqual(run.hyperparameters);
  // Its own test images are counted as it counted them itself.
  const own = await lab.evaluate({ runId: made.id, choice: 'test' }, dataset);
  expect(1 - errors(own) / own.indices.length).toBeCloseTo(edited.best?.testAccuracy ?? -1, 12);

  browsing.undo(id);
  browsing.undo(id);
  expect(errors(await lab.evaluate(which, dataset))).toBe(errors(before));
});
