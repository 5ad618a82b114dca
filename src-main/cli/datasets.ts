import { errorText } from '../../src-shared/messages/index.ts';
import type { DatasetSummary, Duplicates } from '../../src-shared/dataset.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { preparationText } from '../../src-shared/preparation-values.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { datasetOptions, labelNamesIn, preparationIn } from './dataset-options.ts';
import { readingFlags, readingIn } from './reading.ts';
import { openDataset, withSession } from './session.ts';
import { table } from './terminal.ts';

/** Groups of duplicates that a person is shown. */
const duplicatesShown = 10;

/** `datasets info <path> [how it is to be read and prepared]`, `datasets cache [--clear]` */
export const datasets: Command = async (words) => {
  const [name, ...rest] = words;
  if (name === 'info') return info(rest);
  if (name === 'cache') return cache(rest);
  throw new UsageError(name === undefined ? 'missing <info|cache>' : `unexpected "${name}"`);
};

const info: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    ...datasetOptions,
    ...readingFlags,
  });
  const [path] = positionals(given, ['path']);
  const preparation = preparationIn(values);
  const how = readingIn(values);
  await withSession(values, async (session) => {
    const { summary } = await openDataset(session, path, {
      preparation,
      how,
      names: labelNamesIn(values),
    });
    session.terminal.result({ type: 'dataset', ...summary }, describe(summary));
  });
  return 0;
};

const cache: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, { clear: { type: 'boolean' } });
  positionals(given, []);
  await withSession(values, async ({ services: { datasetCache, dataFolder }, terminal }) => {
    const { entries, bytes } = values.clear
      ? await datasetCache.clear()
      : await datasetCache.usage();
    const sets = entries === 1 ? '1 data set' : `${entries} data sets`;
    terminal.result(
      { type: 'cache', entries, bytes },
      `${sets}, ${(bytes / 1e6).toFixed(1)} MB in ${dataFolder}`,
    );
  });
  return 0;
};

function describe(summary: DatasetSummary): string {
  const { classes, counts, width, height, samples, skipped, skippedCount } = summary;
  const present = splitNames.filter((split) => counts[split].some((n) => n > 0));
  const rows = classes.map((name, label) => [
    name,
    ...present.map((split) => String(counts[split][label])),
  ]);
  const totals = present.map((split) => String(counts[split].reduce((a, b) => a + b, 0)));
  const { resizedCount, otherSizes } = summary;
  const sizes = otherSizes.map((each) => `${each.width} x ${each.height} (${each.count})`);
  return [
    `${summary.path}: ${summary.format}, ${samples} images of ${width} x ${height}, ${classes.length} classes`,
    ...preparationLines(summary),
    `${summary.polarity} ink, values ${summary.valueRange.join(' to ')}, fingerprint ${summary.fingerprint.slice(0, 12)}`,
    table(
      [['class', ...present], ...rows, ['all', ...totals]],
      present.map((_, i) => i + 1),
    ),
    ...(resizedCount > 0
      ? [`${resizedCount} images had another size and were scaled: ${sizes.join(', ')}`]
      : []),
    ...duplicateLines(summary.duplicates),
    ...(skippedCount > 0 ? [`${skippedCount} files skipped:`] : []),
    ...skipped.map(({ reason }) => `  ${errorText(reason)}`),
    ...(skippedCount > skipped.length ? [`  and ${skippedCount - skipped.length} more`] : []),
  ].join('\n');
}

function preparationLines({ preparation, inFiles, ink }: DatasetSummary): string[] {
  const done = preparationText(preparation);
  const where = ink
    ? `ink in the files: longer side ${ink.longerSide[1]} of ${Math.max(inFiles.width, inFiles.height)} pixels, centre of mass within ${ink.offCentre.toFixed(1)} pixels of the middle`
    : 'no picture has ink';
  if (done === 'none') return [where];
  const { width, height, polarity } = inFiles;
  return [`prepared: ${done} (in the files ${width} x ${height}, ${polarity} ink)`, where];
}

function duplicateLines({ groups, copies, acrossSplits, otherLabels, list }: Duplicates): string[] {
  if (groups === 0) return ['no picture occurs twice'];
  const first = list.slice(0, duplicatesShown).map(({ indices, size, ...kind }) => {
    const marks = [kind.otherLabels && 'several labels', kind.acrossSplits && 'several splits'];
    const said = marks.filter((mark) => mark !== false).join(', ');
    const more = size > indices.length ? ` and ${size - indices.length} more` : '';
    return `  ${indices.join(', ')}${more}${said && ` (${said})`}`;
  });
  return [
    `${groups} pictures occur more than once, ${copies} copies in all; ${acrossSplits} of them in several splits, ${otherLabels} with several labels:`,
    ...first,
    ...(groups > first.length ? [`  and ${groups - first.length} more (--json lists them)`] : []),
  ];
}
