/**
 * Opens one data set as the app does, in a fresh process, and prints what it took as JSON.
 * node bench/datasets-open.ts PATH [CACHE-FOLDER]
 */
import { DatasetClient } from '../src-main/datasets/client.ts';

export interface Opening {
  /** From the call to the open data set, with the start of its thread. */
  seconds: number;
  /** Inside that thread. */
  inside: number;
  samples: number;
  fromCache: boolean;
  /** What the process grew by at most, and how much of it is pixels. Bytes. */
  growth: number;
  pixels: number;
}

const [path, folder] = process.argv.slice(2);
const cache = folder ? { folder, maximumBytes: 2 ** 32 } : null;
const before = process.memoryUsage.rss();
const started = performance.now();
const client = await DatasetClient.open(path, { cache });
const seconds = (performance.now() - started) / 1000;
await client.kept;
const { summary, pixels } = client.dataset;
const opening: Opening = {
  seconds,
  inside: summary.seconds,
  samples: summary.samples,
  fromCache: summary.fromCache,
  growth: process.resourceUsage().maxRSS * 1024 - before,
  pixels: pixels.byteLength,
};
await client.close();
console.log(JSON.stringify(opening));
