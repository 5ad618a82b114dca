/** Reports, bundles and imports: what the thread does, in whatever thread it is called. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { writeFileAtomically } from '../files.ts';
import { addedDrawingsPath } from '../training/added-drawings.ts';
import { startPath } from '../training/checkpoints.ts';
import { bundleParts } from './bundle-file.ts';
import { gatherAll } from './gather.ts';
import { importBundle } from './import-bundle.ts';
import { reportPage } from './report.ts';
import type { Imported, ShareTask } from './task.ts';

/** @throws UserError `bundle.*`, `model.*`, `file.*` */
export async function share(
  task: ShareTask,
  report: (fraction: number) => void,
): Promise<Imported | null> {
  if (task.kind === 'import') return importBundle(task);
  const { language, version, date, path } = task;
  const runs = await gatherAll(task.kind === 'report' ? task.runs : [task.run], report);
  const page = Buffer.from(reportPage({ language, version, date, runs }));
  try {
    if (task.kind === 'report') writeFileAtomically(path, [page]);
    else
      writeFileAtomically(
        path,
        bundleParts({
          run: Buffer.from(task.record),
          model: readFileSync(task.model),
          report: page,
          start: beside(task.model, startPath),
          handwriting: beside(task.model, addedDrawingsPath),
        }),
      );
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
  return null;
}

/** What else the run's folder holds; null where there is no such file. */
function beside(model: string, pathIn: (folder: string) => string): Buffer | null {
  const path = pathIn(dirname(model));
  return existsSync(path) ? readFileSync(path) : null;
}
