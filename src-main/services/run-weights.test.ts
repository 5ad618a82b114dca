import { expect, it } from 'vitest';
import { defaultQuerySettings, oneLabel } from '../../src-shared/backward-query.ts';
import { createTrainer } from '../training/trainer.ts';
import { loadQueriedModel, withStartWeights } from '../insight/backward/queried-model.ts';
import { strokeHyperparameters, strokes } from '../testing/strokes.ts';
import { desk, strokeDataset } from '../testing/desk.ts';
import { trainedModel } from '../testing/trained.ts';

it('the epochs of a run that can be asked: its start, those kept, and its model', async () => {
  const { settings, training, mind, runs, heard } = desk();
  const dataset = strokeDataset();
  settings.set({ keepEvery: 2 });
  const done = (id: string) => heard('run', (told) => told.id === id && told.state === 'done');
  const { id } = training.start({
    ...{ dataset, preset: null, name: null, origin: 'app' },
    hyperparameters: { ...strokeHyperparameters(), epochs: 5 },
  });
  await done(id);
  expect(await mind.epochs(id)).toEqual([0, 2, 4, 5]);
  const ask = (epoch: number | null, runId = id) =>
    mind.query({
      ...{ id: 'a', runId, method: 'book', epoch, control: null },
      settings: defaultQuerySettings('book'),
      targets: [oneLabel(1, 3)],
    });
  const [start, early, last, model] = await Promise.all([0, 2, 5, null].map((epoch) => ask(epoch)));
  expect(last.signal).toEqual(model.signal);
  expect(early.signal).not.toEqual(last.signal);
  expect(start.signal).not.toEqual(early.signal);
  await expect(ask(3)).rejects.toThrow('query.noEpoch');
  // A branch began where another run ended: its first picture is that one's last.
  const branch = runs.again(id, 'branch', dataset);
  await done(branch.id);
  expect((await mind.epochs(branch.id))[0]).toBe(0);
  expect((await ask(0, branch.id)).signal).toEqual(model.signal);
});

it('the start values are those that the training began with', () => {
  const data = strokes(200);
  const model = loadQueriedModel(trainedModel(data, {}));
  const trainer = createTrainer(strokeHyperparameters(), data);
  expect([...withStartWeights(model).network.parameters]).toEqual([...trainer.network.parameters]);
  expect([...model.network.parameters]).not.toEqual([...trainer.network.parameters]);
});
