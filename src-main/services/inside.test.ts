import { expect, it } from 'vitest';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { noSample, usualSaliency } from '../../src-shared/inside.ts';
import { padSide, type Stroke } from '../../src-shared/drawing.ts';
import { trainedDesk } from '../testing/trained-desk.ts';

async function desk(change: Partial<Hyperparameters> = {}) {
  const trained = await trainedDesk({
    hiddenLayers: [24, 12],
    loss: 'softmaxCrossEntropy',
    ...change,
  });
  const { dataset, datasets } = trained;
  const { labels } = datasets.currentOf(dataset.summary.id).overlay;
  const shown = (index: number) => ({ dataset, labels, index });
  return { ...trained, shown };
}

it('shows units the images that their run learnt from, and remembers what they said', async () => {
  const { inside, dataset, run, told, jobs } = await desk();
  const { stages, numbers, classes } = await inside.network(run.id);
  expect(stages.map(({ name }) => name)).toEqual(['24', '12', '10']);
  expect(numbers.map((one) => one?.incoming.length)).toEqual([24, 12, 10]);
  expect(classes).toHaveLength(10);

  const { layer } = stages[1];
  const survey = await inside.survey({ runId: run.id, layer }, dataset);
  expect(survey.sameData).toBe(true);
  expect(survey.images).toBe(run.dataset.images.train);
  const splits = new Uint8Array(dataset.splits);
  // None of them is one of the files' test images.
  expect([...survey.samples].every((index) => index === noSample || splits[index] !== 2)).toBe(
    true,
  );
  const ofInside = () => told.filter(({ kind }) => kind === 'inside');
  // What jobs tell is bundled.
  await expect.poll(() => ofInside().at(-1)?.state).toBe('done');
  expect(await inside.survey({ runId: run.id, layer }, dataset)).toEqual(survey);
  await new Promise((passed) => setTimeout(passed, 200));
  expect(new Set(ofInside().map(({ id }) => id)).size).toBe(1);

  const { falls, images } = await inside.ablation({ runId: run.id, layer }, dataset);
  expect([falls.length, images]).toEqual([12, 100]);
  const maximised = await inside.maximise({ runId: run.id, layer }, [3, 5]);
  expect(maximised.pixels).toHaveLength(2 * 400);
  expect(await inside.weights({ runId: run.id, layer }, [3])).toBeNull();
  await expect(inside.weights({ runId: run.id, layer: 99 }, [0])).rejects.toThrow('inside.noLayer');
  await expect(inside.maximise({ runId: run.id, layer }, [12])).rejects.toThrow('inside.noUnit');
  expect(jobs.list()).toEqual([]);
});

it('answers the newest of several long questions, and one that was overtaken when it comes again', async () => {
  const { inside, run } = await desk();
  const ask = (units: number[]) => inside.maximise({ runId: run.id, layer: 2 }, units);
  const all = Array.from({ length: 12 }, (_, unit) => unit);
  const first = ask(all);
  const second = ask([0, 1]);
  const again = ask(all);
  await expect(first).rejects.toThrow('lab.cancelled');
  await expect(second).rejects.toThrow('lab.cancelled');
  expect((await again).values).toHaveLength(12);
});

it('follows an image and a drawing, and says why and what would turn it', async () => {
  const { inside, run, dataset, shown } = await desk({
    hiddenLayers: ['conv3x3x4', 'maxpool2', 16],
  });
  const followed = await inside.follow(run.id, shown(4500));
  expect(followed.stages.map(({ length }) => length)).toEqual([20 * 20 * 4, 10 * 10 * 4, 16, 10]);
  const label = new Uint16Array(dataset.labels)[4500];
  expect(followed.prediction.expected).toBe(label);
  await expect(inside.follow(run.id, shown(5000))).rejects.toThrow('dataset.sampleIndex');

  const stroke: Stroke = {
    kind: 'ink',
    width: 80,
    points: Int16Array.of(500, 100, 128, 500, 500, 128, 500, 900, 128),
  };
  const drawing = { width: padSide, height: padSide, strokes: [stroke] };
  const drawn = await inside.follow(run.id, { drawing });
  expect(drawn.prediction.expected).toBeNull();
  expect(drawn.stages[0].some((value) => value > 0)).toBe(true);
  await expect(inside.follow(run.id, { drawing: { ...drawing, strokes: [] } })).rejects.toThrow(
    'pad.empty',
  );

  const question = { label: null, against: null, settings: usualSaliency };
  const why = await inside.why(run.id, { drawing }, question);
  expect(why.label).toBe(drawn.prediction.label);
  expect(Math.abs(why.correlation)).toBeLessThan(0.7);
  const against = { ...question, against: (why.label + 1) % 10 };
  expect((await inside.why(run.id, { drawing }, against)).map).not.toEqual(why.map);
  await expect(inside.why(run.id, { drawing }, { ...question, label: 10 })).rejects.toThrow(
    'query.unknownLabel',
  );
  const { found, before } = await inside.change(run.id, { drawing }, null);
  expect(found?.after.label).not.toBe(before.label);
});
