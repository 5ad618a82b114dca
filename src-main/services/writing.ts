/** Writes a data set into a folder of its own, edits applied. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { WriteFormat, WrittenDataset } from '../../src-shared/api/datasets.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { assertWritable, type Written, type WriteTask } from '../datasets/write.ts';
import { runTask } from '../worker-task.ts';
import { workerUrl } from '../worker-url.ts';
import type { OpenDataset } from './datasets.ts';
import { editedData } from './edited-data.ts';
import type { Jobs } from './jobs.ts';
import { asJob } from './long-job.ts';

export interface WriteOrder {
  dataset: OpenDataset;
  edits: readonly SampleEdit[];
  format: WriteFormat;
  folder: string;
}

export function createWriting(jobs: Jobs) {
  return {
    /**
     * `folder` is made, or is an empty one. What was written is taken away again when it is cancelled or fails.
     * @throws UserError `write.*`, `file.*`, `job.cancelled`
     */
    async write({ dataset, edits, format, folder }: WriteOrder): Promise<WrittenDataset> {
      const { summary, pixels, splits } = dataset;
      const { width, height, classes } = summary;
      const path = resolve(folder);
      if (!relative(resolve(summary.path), path).startsWith('..'))
        throw new UserError('write.insideItself', { path });
      assertWritable({ classes, format });
      const { labels, kept, toSamples } = editedData(dataset, edits);
      const samples = toSamples(Uint32Array.from({ length: kept.labels.length }, (_, i) => i));
      const madeFolder = await prepare(path);
      const task: WriteTask = {
        ...{ folder: path, format, pixels, width, height, labels, splits, classes, samples },
      };
      const url = workerUrl(import.meta.url, '../datasets/write-worker.ts', 'dataset-writer.js');
      const what = { kind: 'write', subject: basename(path), runId: null } as const;
      try {
        const written = await asJob(jobs, what, (control) =>
          runTask<Written>(url, 'dataset writer', task, control),
        );
        return { path, ...written };
      } catch (thrown) {
        await clear(path, madeFolder);
        throw thrown;
      }
    },
  };
}

/**
 * @returns whether the folder was made just now
 * @throws UserError `write.notEmpty`, `file.*`
 */
async function prepare(path: string): Promise<boolean> {
  try {
    const made = (await mkdir(path, { recursive: true })) !== undefined;
    if ((await readdir(path)).length > 0) throw new UserError('write.notEmpty', { path });
    return made;
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const isFile = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
    throw isFile
      ? new UserError('write.notEmpty', { path })
      : UserError.from(errorInfoOf(thrown, path));
  }
}

/** The folder was empty when the writing began, so all in it is ours. */
async function clear(path: string, andItself: boolean): Promise<void> {
  for (const name of await readdir(path).catch(() => []))
    await rm(join(path, name), { recursive: true, force: true });
  if (andItself) await rm(path, { recursive: true, force: true });
}
