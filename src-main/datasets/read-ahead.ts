/** Many small files, read in order at the speed of the disk. */
import { closeSync, open, openSync, read, readSync } from 'node:fs';

/** The first bytes of a file, valid until the next one is asked for; or what kept them from being read. */
export type Beginning = { bytes: Uint8Array; isWhole: boolean } | { thrown: unknown };

/** Files under way at a time. */
const filesAhead = 32;
/** Bytes of each; a larger file needs a second reading. */
const bytesAhead = 64 * 1024;

/** The beginning of each file in turn, while those of the next ones are being read. */
export async function* readBeginnings(paths: readonly string[]): AsyncGenerator<Beginning> {
  const slots = Array.from({ length: Math.min(filesAhead, paths.length) }, (_, i) => {
    const buffer = Buffer.allocUnsafeSlow(bytesAhead);
    return { buffer, beginning: begin(paths[i], buffer) };
  });
  for (let i = 0; i < paths.length; i++) {
    const slot = slots[i % slots.length];
    yield await slot.beginning;
    const next = i + slots.length;
    if (next < paths.length) slot.beginning = begin(paths[next], slot.buffer);
  }
}

/**
 * The same in a thread that does nothing else, of which there are several: waiting for the disk costs a sixth of the
 * processor's time that callbacks cost.
 */
export function* readInTurn(paths: readonly string[]): Generator<Beginning> {
  const buffer = Buffer.allocUnsafeSlow(bytesAhead);
  for (const path of paths) yield readNow(path, buffer);
}

function readNow(path: string, buffer: Buffer): Beginning {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const length = readSync(descriptor, buffer, 0, buffer.length, 0);
      return { bytes: buffer.subarray(0, length), isWhole: length < buffer.length };
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    return { thrown };
  }
}

/**
 * Never rejects, because nobody may be waiting yet. With callbacks, without `fstat` and closing at once: for
 * 10,000 small files 0.2 s instead of 0.55 s through `FileHandle`.
 */
function begin(path: string, buffer: Buffer): Promise<Beginning> {
  return new Promise((resolve) => {
    open(path, 'r', (notOpened, descriptor) => {
      if (notOpened) return resolve({ thrown: notOpened });
      read(descriptor, buffer, 0, buffer.length, 0, (notRead, length) => {
        try {
          closeSync(descriptor);
        } catch (notClosed) {
          return resolve({ thrown: notClosed });
        }
        if (notRead) resolve({ thrown: notRead });
        else resolve({ bytes: buffer.subarray(0, length), isWhole: length < buffer.length });
      });
    });
  });
}
