/** What to say when one file or sub-folder of a data set cannot be read. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ErrorInfo, errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Reading } from './reading.ts';

/** Whether the operating system refused something, unlike a defect of ours. */
export function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'syscall' in thrown;
}

/**
 * The reason for leaving one file out. `path`: where it is; `file`: its name for messages.
 * @throws UserError `dataset.vanished` when the folder that held it is gone too; anything that is no such reason
 */
export async function reasonToSkip(
  thrown: unknown,
  path: string,
  file: string,
  { path: root }: Pick<Reading, 'path'>,
): Promise<ErrorInfo> {
  if (thrown instanceof UserError) return thrown.info;
  if (!isSystemError(thrown)) throw thrown;
  if (!(await isThere(dirname(path)))) throw new UserError('dataset.vanished', { path: root });
  const info = errorInfoOf(thrown, file);
  if (info.code !== 'unexpected') return info;
  return { code: 'image.unreadable', values: { file, reason: thrown.code ?? thrown.message } };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // Any refusal by the system (a pulled drive gives EIO or ENXIO, not only ENOENT) means it is gone.
    if (isSystemError(error)) return false;
    throw error;
  }
}
