import { resolve } from 'node:path';
import { type WriteFormat, writeFormats } from '../../src-shared/api/datasets.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { editsIn } from './dataset-edits.ts';
import { openDataset, withSession } from './session.ts';
import { grouped } from './terminal.ts';

/** `datasets write <path> --format folders|idx --out DIR [--overlay FILE|none]` */
export const datasetWrite: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    format: { type: 'string' },
    out: { type: 'string' },
    overlay: { type: 'string' },
  });
  const [, , path] = positionals(given, ['', 'write', 'path']);
  const { format, out } = values;
  if (!isWriteFormat(format))
    throw new UsageError(`--format takes ${writeFormats.join(' or ')}, not "${format ?? ''}"`);
  if (out === undefined) throw new UsageError('missing --out DIR');
  await withSession(values, async (session) => {
    const dataset = await openDataset(session, path);
    const edits = await editsIn(session, dataset, values.overlay);
    session.listen((event, payload) => {
      if (event !== 'jobs' || !Array.isArray(payload)) return;
      for (const { fraction } of payload)
        if (typeof fraction === 'number')
          session.terminal.progress(`writing ${Math.floor(fraction * 100)} %`);
    });
    const order = { dataset, edits, format, folder: resolve(out) };
    const written = await session.services.writing.write(order);
    session.terminal.result(
      { type: 'written', format, ...written },
      `${written.path}: ${grouped(written.images)} images in ${grouped(written.files)} files`,
    );
  });
  return 0;
};

const isWriteFormat = (word: string | undefined): word is WriteFormat =>
  (writeFormats as readonly (string | undefined)[]).includes(word);
