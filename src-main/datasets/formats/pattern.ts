/** Image files whose class, and perhaps split, is in their names the way a person says: see `../name-pattern.ts`. */
import { UserError } from '../../../src-shared/errors.ts';
import { allFiles } from '../all-files.ts';
import { type LabelledFile, readLabelledFiles } from '../image-files.ts';
import { skip } from '../leave-out.ts';
import { compileNamePattern } from '../name-pattern.ts';
import type { Reading } from '../reading.ts';
import type { RawDataset } from './format.ts';

/** @throws UserError `pattern.*` and those of `readLabelledFiles` */
export async function readByPattern(pattern: string, reading: Reading): Promise<RawDataset> {
  const match = compileNamePattern(pattern);
  const files = await allFiles(reading);
  const labelled: LabelledFile[] = [];
  for (const file of files) {
    const found = match(file.relative);
    const { path, relative } = file;
    if (!found) skip(file, 'pattern.otherName', reading);
    else labelled.push({ path, relative, className: found.label, split: found.split ?? 'train' });
  }
  if (labelled.length === 0)
    throw new UserError('pattern.noMatch', {
      ...{ path: reading.path, pattern, files: files.length, file: files.at(0)?.relative ?? '' },
    });
  return readLabelledFiles(labelled, reading);
}
