/** Runs as files: a table of them, or everything that is known of them. Thousands, without holding the program up. */
import { open, rename, rm } from 'node:fs/promises';
import { csvText } from '../../src-shared/csv.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { RunColumn } from '../../src-shared/run-columns.ts';
import { exportedRun, runsFileFormat } from '../../src-shared/runs-file.ts';
import { runTableHead, runTableRow } from '../../src-shared/run-table.ts';
import type { History } from '../history/history.ts';
import type { JobControl } from './long-job.ts';

/** Other work of the main thread waits at most about so long. In ms. */
const slice = 15;

/** One text a run, with room for others between them. @throws UserError `run.unknown`, `job.cancelled` */
async function* each(
  ids: readonly string[],
  textOf: (id: string) => string,
  { signal, onProgress }: JobControl,
): AsyncGenerator<string> {
  let begun = performance.now();
  for (const [i, id] of ids.entries()) {
    if (performance.now() - begun > slice) {
      onProgress(i / ids.length);
      await new Promise((resume) => setImmediate(resume));
      begun = performance.now();
    }
    signal.throwIfAborted();
    yield textOf(id);
  }
}

/** The runs as a table: the columns given and every hyper-parameter, in the order of the ids. */
export async function* runsTable(
  { runs }: History,
  ids: readonly string[],
  { columns, tailLength }: { columns: readonly RunColumn[]; tailLength: number },
  control: JobControl,
): AsyncGenerator<string> {
  const rowOf = (id: string): string =>
    csvText([runTableRow(runs.summary(id), columns, tailLength)]).replace(/^\ufeff/, '');
  // Whether a mark goes first is known when all rows are.
  const rows: string[] = [];
  for await (const row of each(ids, rowOf, control)) rows.push(row);
  const head = csvText([runTableHead(columns)]);

  if (rows.some((text) => !/^[\u0000-\u007f]*$/.test(text))) yield '\ufeff';
  yield head;
  yield* rows;
}

/** See `src-shared/runs-file.ts`. */
export async function* runsFile(
  { runs, overlays }: History,
  ids: readonly string[],
  version: string,
  control: JobControl,
): AsyncGenerator<string> {
  const head = { ...runsFileFormat, inkling: version, exportedAt: new Date().toISOString() };
  yield `${JSON.stringify(head).slice(0, -1)},"runs":[\n`;
  let first = true;
  const run = (id: string): string => {
    const text = JSON.stringify(exportedRun(runs.details(id), overlays.ofRun(id)));
    const between = first ? '' : ',\n';
    first = false;
    return between + text;
  };
  yield* each(ids, run, control);
  yield '\n]}\n';
}

/** The path holds the old file or the whole new one. @throws UserError `file.*` */
export async function writeText(path: string, texts: AsyncIterable<string>): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w');
    try {
      for await (const text of texts) await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (thrown) {
    await rm(part, { force: true });
    throw UserError.from(errorInfoOf(thrown, path));
  }
}
