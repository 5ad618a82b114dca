import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { UserError } from '../../src-shared/errors.ts';
import type { SplitPart, Written, WriteTask } from './write.ts';

const prefixes = { train: 'train', validation: 'validation', test: 't10k' } as const;
/** Images that are compressed at once: the parts of a gzip file may follow each other (RFC 1952, 2.2). */
const partBytes = 4 * 2 ** 20;
const imagesMagic = 0x803;
const labelsMagic = 0x801;

/**
 * The byte that stands for each class: its own number where all names are one from 0 to 255, else its place.
 * @throws UserError `write.tooManyClasses`
 */
export function idxLabelValues(classes: readonly string[]): number[] {
  if (classes.every((name) => /^(0|[1-9]\d{0,2})$/.test(name) && Number(name) < 256))
    return classes.map(Number);
  if (classes.length > 256)
    throw new UserError('write.tooManyClasses', { classes: classes.length, maximum: 256 });
  return classes.map((_, label) => label);
}

/** MNIST's files, gzipped; `classes.txt` says which label is which class, where the numbers do not. */
export function writeIdx(
  { folder, pixels, width, height, labels: allLabels, classes }: WriteTask,
  parts: readonly SplitPart[],
  report: (fraction: number) => void,
): Written {
  const labels = new Uint16Array(allLabels);
  const values = idxLabelValues(classes);
  const area = width * height;
  const images = parts.reduce((sum, { samples }) => sum + samples.length, 0);
  let done = 0;
  let files = 0;
  const write = (name: string, chunks: readonly Uint8Array[]): void => {
    writeFileSync(join(folder, name), Buffer.concat(chunks), { flag: 'wx' });
    files += 1;
  };
  for (const { split, samples } of parts) {
    const chunks = [gzip(header(imagesMagic, samples.length, height, width))];
    const each = Math.max(1, Math.floor(partBytes / area));
    for (let from = 0; from < samples.length; from += each) {
      const chosen = samples.subarray(from, from + each);
      const packed = new Uint8Array(chosen.length * area);
      for (const [place, sample] of chosen.entries())
        packed.set(new Uint8Array(pixels, sample * area, area), place * area);
      chunks.push(gzip(packed));
      done += chosen.length;
      report(done / images);
    }
    write(`${prefixes[split]}-images-idx3-ubyte.gz`, chunks);
    const bytes = Uint8Array.from(samples, (sample) => values[labels[sample]]);
    write(`${prefixes[split]}-labels-idx1-ubyte.gz`, [
      gzip(Buffer.concat([header(labelsMagic, samples.length), bytes])),
    ]);
  }
  if (classes.some((name, label) => name !== String(values[label]))) {
    const lines = classes.map((name, label) => `${values[label]} ${name}\n`);
    write('classes.txt', [Buffer.from(lines.join(''))]);
  }
  return { images, files };
}

const gzip = (bytes: Uint8Array): Uint8Array =>
  gzipSync(bytes, { level: constants.Z_DEFAULT_COMPRESSION });

/** A magic number and dimensions, 32-bit big-endian. */
function header(...numbers: number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [i, value] of numbers.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
}
