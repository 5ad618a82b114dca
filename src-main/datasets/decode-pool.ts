/** Image files decoded by several threads. The result is the same bit for bit, whatever their number. */
import { Worker } from 'node:worker_threads';
import { skippedListLimit, type SkippedFile } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { workerUrl } from '../worker-url.ts';
import { decodeFiles, type DecodingTarget, type ImageFile } from './decode-files.ts';
import type { DecodingMessage, DecodingPiece } from './decode-worker.ts';
import { readInTurn } from './read-ahead.ts';
import { createBreathing } from './reading.ts';
import { SkippedFiles } from './skipped.ts';

/** More threads would wait for the disk. */
export const maximumDecoders = 8;
/** Files that are handed over at a time: few enough that a slow one does not leave the others without work. */
const pieceFiles = 64;
/** Pieces that a thread has before it, so that it never waits for the next one. */
const piecesAhead = 2;

/** While this thread decodes too, the others are answered after so many milliseconds. */
const breath = 2;

/**
 * Decodes in this thread and `threads - 1` others: where there are two processors, it is half done before another
 * thread has started. `onProgress` hears how many files are done. Ends its threads when it is done, and at once when
 * it is aborted.
 * @throws UserError `dataset.vanished`, `dataset.workerDied`; the signal's reason
 */
export async function decodeInThreads(
  files: readonly ImageFile[],
  target: DecodingTarget,
  threads: number,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<SkippedFiles> {
  signal.throwIfAborted();
  const url = workerUrl(import.meta.url, './decode-worker.ts', 'decode-worker.js');
  const workers = Array.from(
    { length: threads - 1 },
    () => new Worker(url, { workerData: target, name: 'decode' }),
  );
  /** What was left out of each piece, by its number. */
  const pieces: SkippedFiles[] = [];
  let isOver = false;
  let cancel = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      cancel = () => reject(signal.reason as Error);
      signal.addEventListener('abort', cancel);
      let handedOut = 0;
      let done = 0;
      const next = (): DecodingPiece | null => {
        if (handedOut >= files.length) return null;
        const first = handedOut;
        handedOut = Math.min(first + pieceFiles, files.length);
        const piece = files.slice(first, handedOut);
        return { first, files: piece.map(({ path, relative }) => ({ path, relative })) };
      };
      const handOut = (worker: Worker): void => {
        const piece = next();
        if (piece) worker.postMessage(piece);
      };
      const take = (first: number, skipped: SkippedFile[], skippedCount: number): void => {
        const piece = new SkippedFiles();
        piece.list.push(...skipped);
        piece.count = skippedCount;
        pieces[first / pieceFiles] = piece;
        done += Math.min(pieceFiles, files.length - first);
        onProgress(done);
        if (done === files.length) resolve();
      };
      const decodeHere = async (): Promise<void> => {
        const breathe = createBreathing(signal, breath);
        const stopWhenOver = async (): Promise<void> => {
          await breathe();
          if (isOver) throw new Error('the decoding is over');
        };
        for (let piece = next(); piece && !isOver; piece = next()) {
          const { first, files: some } = piece;
          const manner = { read: readInTurn, onFile: stopWhenOver };
          const skipped = await decodeFiles(some, first, target, manner);
          take(first, skipped.slice(0, skippedListLimit), skipped.length);
        }
      };
      const died = (message: string): void =>
        reject(new UserError('dataset.workerDied', { message }));
      for (const worker of workers) {
        worker.on('error', (error: Error) => died(error.message));
        worker.on('exit', (code) => died(`exit code ${code}`));
        worker.on('message', (message: DecodingMessage) => {
          if (message.kind === 'failed') return reject(UserError.from(message.error));
          take(message.first, message.skipped, message.skippedCount);
          handOut(worker);
        });
      }
      for (let ahead = 0; ahead < piecesAhead; ahead++)
        for (const worker of workers) handOut(worker);
      decodeHere().catch(reject);
    });
  } finally {
    isOver = true;
    signal.removeEventListener('abort', cancel);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  const all = new SkippedFiles();
  for (const piece of pieces) all.addAll(piece);
  return all;
}
