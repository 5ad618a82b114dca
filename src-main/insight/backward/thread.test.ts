/** The query thread as main meets it: frames on the way, and an end when told. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  defaultQuerySettings,
  oneLabel,
  type QueryFrame,
} from '../../../src-shared/backward-query.ts';
import {
  strokeClasses,
  strokeHyperparameters,
  strokes,
  temporaryFolder,
} from '../../testing/strokes.ts';
import { createControl, createControlMemory } from '../../training/control.ts';
import { train } from '../../training/session.ts';
import { modelPath } from '../../training/checkpoints.ts';
import { createWorkerCalls } from '../../worker-calls.ts';
import type { QueryRequests } from './requests.ts';

const data = strokes(300);
function savedModel(): string {
  const folder = join(temporaryFolder(), 'run');
  const task = { runId: 'test', folder, hyperparameters: strokeHyperparameters(), data };
  train({ ...task, threads: 1, resume: false }, createControl(createControlMemory()), () => {});
  return modelPath(folder);
}
const asking = (model: string, steps: number, cancel = new SharedArrayBuffer(4)) => ({
  model,
  query: {
    method: 'prior' as const,
    settings: { ...defaultQuerySettings('prior'), steps },
    targets: strokeClasses.map((_, k) => oneLabel(k, 3)),
  },
  isStart: false,
  control: null,
  threads: 1,
  cancel,
  data: null,
});

test('a model file alone is enough: frames, a second opinion, evidence, and an end', async () => {
  const model = savedModel();
  const url = new URL('./worker.ts', import.meta.url);
  const thread = createWorkerCalls<QueryRequests>(url, 'query thread');
  try {
    const frames: QueryFrame[] = [];
    const done = await thread.call('query', asking(model, 300), (frame) => frames.push(frame));
    expect(done.cancelled).toBe(false);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames[0]).toMatchObject({ steps: 300, pixels: expect.any(Uint8Array) });

    const cancel = new SharedArrayBuffer(4);
    const stopped = await thread.call('query', asking(model, 1000, cancel), () =>
      Atomics.store(new Int32Array(cancel), 0, 1),
    );
    expect(stopped.cancelled).toBe(true);

    const { pixels, width, height, polarity, pictures } = done;
    const said = await thread.call('opinion', {
      model,
      pictures: { pixels, width, height, polarity },
    });
    expect(said.classes).toEqual(strokeClasses);
    said.answers.forEach(({ outputs }, b) =>
      expect(outputs).toEqual(pictures[b].outputs.map((output) => expect.closeTo(output, 5))),
    );

    const { means, best } = await thread.call('evidence', { model, data });
    expect(means).toHaveLength(3 * 64);
    const labels = new Uint16Array(data.labels);
    expect(best.map((one) => labels[one?.index ?? 0])).toEqual([0, 1, 2]);

    await expect(
      thread.call('query', { ...asking(model, 10), model: join(model, 'nothing') }),
    ).rejects.toThrow('file.');
  } finally {
    await thread.close();
  }
});
