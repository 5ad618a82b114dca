import { expect, it } from 'vitest';
import { accuracyOf } from '../../src-shared/classification.ts';
import { trainedDesk } from '../testing/trained-desk.ts';
import type { OpenDataset } from './datasets.ts';

it('judges a run by its own splits, drawn again, and remembers the answer', async () => {
  // The sample has no validation images: the run drew its own.
  const { lab, dataset, run, told, jobs } = await trainedDesk({
    loss: 'softmaxCrossEntropy',
    validationFraction: 0.2,
    seed: 5,
  });
  const runId = run.id;
  const { sameData, images } = lab.images(runId, dataset);
  expect(sameData).toBe(true);
  expect(images).toEqual({ ...run.dataset.images, all: 5000 });
  for (const [choice, recorded] of [
    ['test', run.best?.testAccuracy],
    ['validation', run.best?.validationAccuracy],
  ] as const) {
    const evaluation = await lab.evaluate({ runId, choice }, dataset);
    expect(evaluation.indices).toHaveLength(images[choice] ?? -1);
    // The very same images, or the figures would not agree to the last digit.
    expect(accuracyOf(evaluation)).toBe(recorded);
    expect(evaluation.confidence.every((value) => value > 0 && value < 1 + 1e-6)).toBe(true);
  }
  const before = told.length;
  const again = await lab.evaluate({ runId, choice: 'test' }, dataset);
  expect(accuracyOf(again)).toBe(run.best?.testAccuracy);
  expect(told).toHaveLength(before);
  expect(jobs.list()).toEqual([]);
});

it('can be cancelled, and asked again', async () => {
  const { lab, dataset, run, jobs, told } = await trainedDesk();
  const runId = run.id;
  const question = { kind: 'image', damage: 'blur', seed: 1 } as const;
  const asked = lab.curve({ runId, choice: 'all' }, dataset, question);
  expect(jobs.list()).toMatchObject([{ kind: 'evaluate', subject: run.name }]);
  jobs.cancel(jobs.list()[0].id);
  await expect(asked).rejects.toThrow('lab.cancelled');
  await expect.poll(() => told.at(-1)?.state).toBe('cancelled');
  const curve = await lab.curve({ runId, choice: 'test' }, dataset, question);
  expect(curve.points[0].accuracy).toBe(run.best?.testAccuracy);
});

it('answers about one image while a long job runs', async () => {
  const { lab, dataset, run, jobs } = await trainedDesk();
  const runId = run.id;
  const question = { kind: 'image', damage: 'noise', seed: 1 } as const;
  const long = lab.curve({ runId, choice: 'all' }, dataset, question);
  const damages = [{ name: 'contrast', amount: 50, seed: 1 }] as const;
  const answer = await lab.damaged({ runId, index: 4100 }, dataset, [...damages]);
  expect(answer.outputs).toHaveLength(10);
  expect(jobs.list()).toHaveLength(1);
  const quiet = await lab.silenced({ runId, index: 4100 }, dataset, []);
  expect(quiet.prediction.expected).toBe(new Uint16Array(dataset.labels)[4100]);
  expect(jobs.list()).toHaveLength(1);
  await long;
});

it('says when the open data set is another one, and what does not fit', async () => {
  const { lab, dataset, run } = await trainedDesk();
  const runId = run.id;
  const other: OpenDataset = {
    ...dataset,
    summary: { ...dataset.summary, fingerprint: 'other', path: '/other' },
  };
  const { sameData, images } = lab.images(runId, other);
  // Only what the files give: nothing is drawn from another data set.
  expect({ sameData, images }).toEqual({
    sameData: false,
    images: { train: 4000, test: 1000, all: 5000 },
  });
  await expect(lab.evaluate({ runId, choice: 'validation' }, other)).rejects.toThrow(
    'lab.noImages',
  );
  expect(() => lab.requireSame(runId, other.summary)).toThrow('lab.otherData');
  expect(() => lab.requireSame(runId, dataset.summary)).not.toThrow();
  const classes = [...'abcdefghij'];
  const { inFiles } = other.summary;
  // Classes that only got other names are still the model's.
  const renamed = { ...other, summary: { ...other.summary, classes } };
  expect(await lab.evaluate({ runId, choice: 'test' }, renamed)).toMatchObject({
    classes: dataset.summary.classes,
  });
  const letters = {
    ...other,
    summary: {
      ...{ ...other.summary, fingerprint: 'letters', classes },
      inFiles: { ...inFiles, classes },
    },
  };
  await expect(lab.evaluate({ runId, choice: 'test' }, letters)).rejects.toThrow(
    'model.otherClasses',
  );
  await expect(lab.damaged({ runId, index: 5000 }, dataset, [])).rejects.toThrow(
    'dataset.sampleIndex',
  );
});
