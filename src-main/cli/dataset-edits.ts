import { resolve } from 'node:path';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import type { OpenDataset } from '../services/datasets.ts';
import { readOverlayFile, writeOverlayFile } from '../services/overlay-file.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { openDataset, type Session, withSession } from './session.ts';

/** `datasets overlay export|import <path> <file>` */
export const datasetOverlay: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {});
  const [, , way, path, file] = positionals(given, [
    '',
    'overlay',
    'export|import',
    'path',
    'file',
  ]);
  if (way !== 'export' && way !== 'import')
    throw new UsageError(`datasets overlay takes export or import, not "${way}"`);
  await withSession(values, async (session) => {
    const { browsing } = session.services;
    const { summary } = await openDataset(session, path);
    if (way === 'export')
      await writeOverlayFile(resolve(file), summary, browsing.edits(summary.id));
    else browsing.replace(summary.id, await readOverlayFile(resolve(file), summary));
    const { relabelled, excluded, marked, hash } = browsing.overlay(summary.id);
    session.terminal.result(
      { type: 'overlay', way, file: resolve(file), relabelled, excluded, marked, hash },
      `${relabelled} relabelled, ${excluded} excluded, ${marked} marked`,
    );
  });
  return 0;
};

/** What `--overlay FILE|none` says; without it those that are kept for the data set. */
export async function editsIn(
  { services }: Session,
  { summary }: OpenDataset,
  option: string | undefined,
): Promise<SampleEdit[]> {
  if (option === undefined) return services.browsing.edits(summary.id);
  return option === 'none' ? [] : readOverlayFile(resolve(option), summary);
}
