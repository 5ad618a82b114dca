/**
 * Writes a data set as files that Inkling and others read: a folder of PNG files for each class, or MNIST's
 * gzipped IDX files. Never over a file that is there.
 */
import type { WriteFormat } from '../../src-shared/api/datasets.ts';
import { splitNames, type SplitName } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { writeFolders } from './write-folders.ts';
import { idxLabelValues, writeIdx } from './write-idx.ts';

export interface WriteTask {
  /** An empty folder. */
  folder: string;
  format: WriteFormat;
  /** `[sample, height, width]` */
  pixels: SharedArrayBuffer;
  width: number;
  height: number;
  /** Uint16, `[sample]`, as they are to be written. */
  labels: SharedArrayBuffer;
  /** Uint8, `[sample]`, indices into `splitNames`. */
  splits: SharedArrayBuffer;
  classes: string[];
  /** The samples to write, ascending. */
  samples: Uint32Array;
}

export interface Written {
  images: number;
  files: number;
}

/** One split of what is written; those without images are left out. */
export interface SplitPart {
  split: SplitName;
  samples: Uint32Array;
}

/** @throws UserError `write.className`, `write.tooManyClasses` when the format can not hold the classes */
export function assertWritable({ classes, format }: Pick<WriteTask, 'classes' | 'format'>): void {
  if (format === 'idx') {
    idxLabelValues(classes);
    return;
  }
  const unfit = classes.find((name) => !isFolderName(name, classes));
  if (unfit !== undefined) throw new UserError('write.className', { name: unfit });
}

/** @throws UserError as `assertWritable`; a system error */
export function writeDataset(task: WriteTask, report: (fraction: number) => void): Written {
  assertWritable(task);
  const splits = new Uint8Array(task.splits);
  const parts = splitNames
    .map((split, i) => ({ split, samples: task.samples.filter((sample) => splits[sample] === i) }))
    .filter(({ samples }) => samples.length > 0);
  return task.format === 'idx' ? writeIdx(task, parts, report) : writeFolders(task, parts, report);
}

/** Windows forbids more than others; names that differ in case only are one folder there, and on Macs. */
function isFolderName(name: string, classes: readonly string[]): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name)) return false;
  if (Buffer.byteLength(name) > 255) return false;
  if (process.platform === 'linux') return true;
  if (classes.filter((other) => other.toLowerCase() === name.toLowerCase()).length > 1)
    return false;
  if (process.platform !== 'win32') return true;
  if (/[<>:"|?*\u0000-\u001f]|[. ]$/.test(name)) return false;
  return !/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name);
}
