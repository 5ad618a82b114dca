import { expect, it, onTestFinished } from 'vitest';
import { DatasetClient } from './client.ts';
import { SpareThread } from './spare-thread.ts';
import { failure, greyPng, makeFolder } from './test-files.ts';

const open = async (spare: SpareThread, path: string): Promise<DatasetClient> => {
  const client = await DatasetClient.open(path, { spare });
  onTestFinished(() => client.close());
  return client;
};

it('opens a folder in the thread that waits, and the next one in another', async () => {
  const path = makeFolder({ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) });
  const spare = new SpareThread();
  onTestFinished(() => spare.close());
  await spare.start();
  await spare.start();
  const waited = spare.take();
  const exits: number[] = [];
  waited.on('exit', (code) => exits.push(code));
  await waited.terminate();
  expect(exits).toHaveLength(1);

  await spare.start();
  const first = await open(spare, path);
  // None waits now: a new one is started.
  const second = await open(spare, path);
  await first.close();
  expect((await second.samples({ offset: 0, limit: 9 })).total).toBe(2);
  await spare.start();
  await failure(DatasetClient.open(`${path}/none`, { spare }), 'dataset.notFound');
});

it('an opening that is cancelled before its thread is there ends all the same', async () => {
  const path = makeFolder({ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) });
  const spare = new SpareThread();
  onTestFinished(() => spare.close());
  void spare.start();
  const cancel = new AbortController();
  const opening = DatasetClient.open(path, { spare, signal: cancel.signal });
  cancel.abort();
  await expect(opening).rejects.toThrow('aborted');
  expect((await open(spare, path)).dataset.summary.samples).toBe(2);
});
