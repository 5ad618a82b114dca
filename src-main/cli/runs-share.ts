/** Runs out of the history as files, and runs of another Inkling into it. */
import { resolve } from 'node:path';
import { defaultRunColumns, runColumnNames } from '../../src-shared/run-columns.ts';
import { type Language, languages } from '../../src-shared/settings.ts';
import type { Events } from '../../src-shared/api.ts';
import { runsFile, runsTable } from '../services/run-export.ts';
import { version } from '../version.ts';
import { UsageError } from './arguments.ts';
import type { Session } from './session.ts';

export const languageOption = { language: { type: 'string', default: 'en' } } as const;
export const exportOptions = {
  ...languageOption,
  format: { type: 'string' },
  out: { type: 'string' },
} as const;

/** @throws UsageError */
export function languageIn(text: string): Language {
  const language = languages.find((known) => known === text);
  if (!language) throw new UsageError(`--language takes ${languages.join(' or ')}, not "${text}"`);
  return language;
}

/** All that is known goes into a table of a file: there is no window to be narrow. */
const columns = [
  ...defaultRunColumns,
  ...runColumnNames.filter((name) => !defaultRunColumns.includes(name)),
];
const tailLength = 5;

interface ExportValues {
  format?: string | undefined;
  out?: string | undefined;
  language: string;
  json?: boolean | undefined;
}

/** @throws UsageError; UserError `run.*`, `file.*` */
export async function exportRuns(
  session: Session,
  prefixes: readonly string[],
  { format = 'csv', out, language }: ExportValues,
): Promise<void> {
  const { services, terminal } = session;
  const { history, sharing } = services;
  const ids =
    prefixes.length > 0
      ? prefixes.map((prefix) => history.runs.find(prefix))
      : history.runs.list().map(({ id }) => id);
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  if (format === 'bundle') {
    if (ids.length !== 1 || prefixes.length !== 1) throw new UsageError('a bundle holds one run');
    if (out === undefined) throw new UsageError('a bundle needs --out FILE');
    tellProgress(session);
    await sharing.bundle(ids[0], languageIn(language), resolve(out));
  } else if (format === 'csv') {
    if (out === undefined)
      return print(session, runsTable(history, ids, { columns, tailLength }, control));
    await sharing.saveTable(ids, { columns, tailLength }, resolve(out));
  } else if (format === 'json') {
    if (out === undefined) return print(session, runsFile(history, ids, version, control));
    await sharing.saveRuns(ids, resolve(out));
  } else throw new UsageError(`--format takes csv, json or bundle, not "${format}"`);
  terminal.result(
    { type: 'exported', format, runs: ids.length, file: resolve(out) },
    `${ids.length} ${ids.length === 1 ? 'run' : 'runs'} in ${out}`,
  );
}

/** As it is: a file by way of stdout. */
async function print({ terminal }: Session, texts: AsyncIterable<string>): Promise<void> {
  if (terminal.json)
    throw new UsageError('--json needs --out FILE here: stdout is the export itself');
  for await (const text of texts) process.stdout.write(text);
}

export async function importRun({ services, terminal }: Session, path: string): Promise<void> {
  const run = await services.sharing.import(resolve(path));
  terminal.result({ type: 'imported', ...run }, `Imported ${run.name} as ${run.id}.`);
}

/** Shows how far a job of sharing is. */
export function tellProgress({ terminal, listen }: Session): void {
  listen((event, payload) => {
    if (event !== 'jobs') return;
    for (const { state, fraction, subject } of payload as Events['jobs'])
      if (state === 'running' && fraction !== null)
        terminal.progress(`${subject} ${Math.floor(fraction * 100)} %`);
  });
}
