/** A thread that decodes image files, a piece of the list at a time, until it is ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { skippedListLimit, type SkippedFile } from '../../src-shared/dataset.ts';
import { type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';
import { decodeFiles, type DecodingTarget, type ImageFile } from './decode-files.ts';
import { readInTurn } from './read-ahead.ts';

/** Some files of the list, the first of which has this index. */
export interface DecodingPiece {
  first: number;
  files: ImageFile[];
}

/** `done`: the piece that starts there is ready; of the files left out the first ones are named. */
export type DecodingMessage =
  | { kind: 'done'; first: number; skipped: SkippedFile[]; skippedCount: number }
  | { kind: 'failed'; error: ErrorInfo };

if (!parentPort) throw new Error('this runs in a worker thread only');
const port = parentPort;
const say = (message: DecodingMessage): void => port.postMessage(message);
const target = workerData as DecodingTarget;

/** One after the other: a second piece waits here while the first is being decoded. */
let last: Promise<void> = Promise.resolve();
port.on('message', ({ first, files }: DecodingPiece) => {
  last = last.then(async () => {
    try {
      const skipped = await decodeFiles(files, first, target, { read: readInTurn });
      const skippedCount = skipped.length;
      say({ kind: 'done', first, skipped: skipped.slice(0, skippedListLimit), skippedCount });
    } catch (thrown) {
      say({ kind: 'failed', error: errorInfoOf(thrown, target.path) });
    }
  });
});
