/**
 * Opens one data set as the app does, in a fresh process, and prints what it took as JSON.
 * node bench/datasets-open.ts PATH [CACHE-FOLDER [BEFORE]]
 * BEFORE: a data set that was open before this one, for the memory: an app that is in use has one.
 */
import { DatasetClient } from '../src-main/datasets/client.ts';
import { SpareThread } from '../src-main/datasets/spare-thread.ts';

export interface Opening {
  /** From the call to the open data set. As in the app, a thread waits for it. */
  seconds: number;
  /** Inside that thread. */
  inside: number;
  /** From the open data set to the pictures of its first page, and until it is known that its files are as they were. */
  firstPage: number;
  checked: number;
  samples: number;
  fromCache: boolean;
  /** What the process grew by at most, and how much of it is pixels. Bytes. */
  growth: number;
  pixels: number;
}

/** What a window shows at first. */
const pageImages = 200;

const [path, folder, earlier] = process.argv.slice(2);
const cache = folder ? { folder, maximumBytes: 2 ** 32 } : null;
if (earlier) await (await DatasetClient.open(earlier)).close();
const before = process.memoryUsage.rss();
const spare = new SpareThread();
await spare.start();
const started = performance.now();
const since = (): number => (performance.now() - started) / 1000;
const client = await DatasetClient.open(path, { cache, atOnce: true, spare });
const seconds = since();
await client.samples({ offset: 0, limit: pageImages });
const firstPage = since() - seconds;
if (!(await client.checked)) throw new Error('the files have changed meanwhile');
const checked = since() - seconds;
await client.kept;
const { summary, pixels } = client.dataset;
const opening: Opening = {
  seconds,
  inside: summary.seconds,
  firstPage,
  checked,
  samples: summary.samples,
  fromCache: summary.fromCache,
  growth: process.resourceUsage().maxRSS * 1024 - before,
  pixels: pixels.byteLength,
};
await client.close();
console.log(JSON.stringify(opening));
