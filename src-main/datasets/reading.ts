/** What is handed down while a data set is read: where it is, how to report, and when to stop. */
import { setImmediate } from 'node:timers/promises';
import { type DatasetPreview, maximumPixelBytes } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { SkippedFiles } from './skipped.ts';

/** `fraction` from 0 to 1; `done` of `total` images, both 0 while it is not known how many there are. */
export type OnProgress = (fraction: number, done: number, total: number) => void;

export interface Reading {
  /** The data set's folder as the person named it, made absolute; for messages. */
  path: string;
  /** The same folder with links resolved. */
  root: string;
  /** The one file in it that is to be read; null for all. */
  only: string | null;
  skipped: SkippedFiles;
  onProgress: OnProgress;
  /** Hears the first images of a set that takes its time, once at most. */
  onPreview?: (preview: DatasetPreview) => void;
  signal: AbortSignal;
  /** Lets other events in, a cancel among them, when the thread has been busy for long. @throws the signal's reason */
  breathe(): Promise<void>;
}

/** Milliseconds of work between two breaths. */
const usualBreath = 50;

export function createBreathing(
  signal: AbortSignal,
  longestBreath = usualBreath,
): Reading['breathe'] {
  let last = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - last < longestBreath) return;
    await setImmediate();
    last = performance.now();
    signal.throwIfAborted();
  };
}

/**
 * Room for the pixels of `samples` images; the system gives the memory only as it is written.
 * @throws UserError `dataset.tooLarge`, `dataset.noMemory`
 */
export function allocatePixels(
  path: string,
  samples: number,
  width: number,
  height: number,
): SharedArrayBuffer {
  const bytes = samples * width * height;
  const needed = Math.ceil(bytes / 2 ** 20);
  if (bytes > maximumPixelBytes)
    throw new UserError('dataset.tooLarge', {
      path,
      needed,
      maximum: Math.floor(maximumPixelBytes / 2 ** 20),
    });
  try {
    return new SharedArrayBuffer(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new UserError('dataset.noMemory', { path, needed });
    throw error;
  }
}

/** The first bytes of a buffer. (Not `slice`, which V8 refuses for empty shared buffers.) */
export function cut(buffer: SharedArrayBuffer, bytes: number): SharedArrayBuffer {
  if (buffer.byteLength === bytes) return buffer;
  const start = new SharedArrayBuffer(bytes);
  new Uint8Array(start).set(new Uint8Array(buffer, 0, bytes));
  return start;
}
