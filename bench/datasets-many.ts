/**
 * Opens a folder of very many files as the app does, and prints how long it takes, to its first images too, how
 * quickly it is cancelled, and how long the thread that stands for main's was kept from its work.
 * node bench/datasets-many.ts COUNT FOLDER CACHE-FOLDER
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatasetClient } from '../src-main/datasets/client.ts';
import { makeManyFiles } from '../src-main/testing/many-files.ts';

export interface ManyFiles {
  samples: number;
  firstImages: number | null;
  seconds: number;
  again: number;
  /** After that, until its files are known to be as they were. */
  checked: number;
  fromCache: boolean;
  /** Slowest of the cancels, at several places. Milliseconds. */
  cancel: number;
  /** Longest step of the calling thread. Milliseconds. */
  longestStep: number;
  reports: number;
}

const [count, path, folder] = process.argv.slice(2);
makeManyFiles(path, Number(count));
const cache = { folder, maximumBytes: 2 ** 32 };
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });

async function cancelAfter(part: number): Promise<number> {
  const cancel = new AbortController();
  let asked = 0;
  const ask = (fraction: number): void => {
    if (asked > 0 || fraction < part) return;
    asked = performance.now();
    cancel.abort();
  };
  if (part === 0) setTimeout(() => ask(1), 200);
  await DatasetClient.open(path, { cache, signal: cancel.signal, onProgress: ask }).catch(() => {});
  return performance.now() - asked;
}

delay.enable();
const cancels: number[] = [];
for (const part of [0, 0.01, 0.5]) cancels.push(await cancelAfter(part));
let firstImages: number | null = null;
let reports = 0;
const started = performance.now();
const since = (): number => (performance.now() - started) / 1000;
const client = await DatasetClient.open(path, {
  cache,
  onPreview: () => (firstImages = since()),
  onProgress: () => (reports += 1),
});
const seconds = since();
delay.disable();
await client.kept;
await client.close();
const startedAgain = performance.now();
const second = await DatasetClient.open(path, { cache, atOnce: true });
const again = (performance.now() - startedAgain) / 1000;
if (!(await second.checked)) throw new Error('the files have changed meanwhile');
const checked = (performance.now() - startedAgain) / 1000 - again;
const many: ManyFiles = {
  samples: client.dataset.summary.samples,
  ...{ firstImages, seconds, again, checked, reports },
  fromCache: second.dataset.summary.fromCache,
  cancel: Math.max(...cancels),
  longestStep: delay.max / 1e6 - resolution,
};
await second.close();
console.log(JSON.stringify(many));
