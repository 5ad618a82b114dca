/** Edits as a file that a person can keep, read and hand on: JSON, an entry an edited image. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { type ErrorInfo, errorInfoOf, type Reason, UserError } from '../../src-shared/errors.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';

const formatName = 'inkling-edits';
const version = 1;
/** Larger than any that is written here: twice the edits of the largest set. Bytes. */
const maximumBytes = 256 * 2 ** 20;

const schema = z.object({
  format: z.literal(formatName),
  version: z.literal(version),
  fingerprint: z.string(),
  classes: z.array(z.string()),
  edits: z.array(
    z.object({
      index: z.int().min(0),
      label: z.string().optional(),
      excluded: z.literal(true).optional(),
      marked: z.literal(true).optional(),
    }),
  ),
});

/** The data set as its files have it: names and preparation are the person's own, and change. */
type Described = Pick<DatasetSummary, 'name' | 'inFiles' | 'samples'>;

type Broken = (reason: Reason, values?: ErrorInfo['values']) => UserError;

/** Labels by the names of their classes, so that a person can read them. */
function overlayText(summary: Described, edits: readonly SampleEdit[]): string {
  const { name } = summary;
  const { fingerprint, classes } = summary.inFiles;
  const entries = edits.map(({ index, label, excluded, marked }) =>
    JSON.stringify({
      index,
      ...(label !== null && { label: classes[label] }),
      ...(excluded && { excluded }),
      ...(marked && { marked }),
    }),
  );
  const head = JSON.stringify({ format: formatName, version, dataset: name, fingerprint, classes });
  const list = entries.length > 0 ? `\n${entries.join(',\n')}\n` : '';
  return `${head.slice(0, -1)},"edits":[${list}]}\n`;
}

/** @throws UserError `file.*` */
export async function writeOverlayFile(
  path: string,
  summary: Described,
  edits: readonly SampleEdit[],
): Promise<void> {
  try {
    const part = `${path}.part`;
    await writeFile(part, overlayText(summary, edits));
    await rename(part, path);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}

/** @throws UserError `file.*`, `overlay.broken`, `overlay.otherData` */
export async function readOverlayFile(path: string, summary: Described): Promise<SampleEdit[]> {
  const broken: Broken = (reason, values = {}) =>
    new UserError('overlay.broken', { ...values, file: path, reason });
  let text: string;
  try {
    const bytes = await readFile(path);
    if (bytes.length > maximumBytes) throw broken('tooLarge');
    text = bytes.toString('utf8');
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
  const read = schema.safeParse(parsed(text, broken));
  if (!read.success) {
    const where = read.error.issues[0].path.join('.');
    throw where ? broken('field', { where }) : broken('notOurs');
  }
  const { fingerprint, edits } = read.data;
  if (fingerprint !== summary.inFiles.fingerprint)
    throw new UserError('overlay.otherData', { file: path, name: summary.name });
  const labelOf = new Map(summary.inFiles.classes.map((name, label) => [name, label]));
  const seen = new Set<number>();
  return edits.map(({ index, label, excluded = false, marked = false }) => {
    if (index >= summary.samples || seen.has(index)) throw broken('noImage', { index });
    seen.add(index);
    const found = label === undefined ? null : labelOf.get(label);
    if (found === undefined)
      throw broken('noClass', { label: String(label), dataset: summary.name });
    return { index, label: found, excluded, marked };
  });
}

function parsed(text: string, broken: Broken): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw broken('notJson');
  }
}
