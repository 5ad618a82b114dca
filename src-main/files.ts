import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/**
 * Writes a whole file so that at every moment, a power cut included, the path holds either the old
 * content or the new one. Blocks: for worker threads and the command line.
 */
export function writeFileAtomically(path: string, parts: readonly Uint8Array[]): void {
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  try {
    for (const bytes of parts)
      for (let written = 0; written < bytes.length;)
        written += writeSync(file, bytes, written, bytes.length - written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
}
