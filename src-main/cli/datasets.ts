import { errorText } from '../../src-shared/messages/index.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { openDataset, withSession } from './session.ts';
import { table } from './terminal.ts';

/** `datasets info <path>`, `datasets cache [--clear]` */
export const datasets: Command = async (words) => {
  const [name, ...rest] = words;
  if (name === 'info') return info(rest);
  if (name === 'cache') return cache(rest);
  throw new UsageError(name === undefined ? 'missing <info|cache>' : `unexpected "${name}"`);
};

const info: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {});
  const [path] = positionals(given, ['path']);
  await withSession(values, async (session) => {
    const { summary } = await openDataset(session, path);
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
      `${sets}, ${(bytes / 2 ** 20).toFixed(1)} MB in ${dataFolder}`,
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
    `${summary.polarity} ink, values ${summary.valueRange.join(' to ')}, fingerprint ${summary.fingerprint.slice(0, 12)}`,
    table(
      [['class', ...present], ...rows, ['all', ...totals]],
      present.map((_, i) => i + 1),
    ),
    ...(resizedCount > 0
      ? [`${resizedCount} images had another size and were scaled: ${sizes.join(', ')}`]
      : []),
    ...(skippedCount > 0 ? [`${skippedCount} files skipped:`] : []),
    ...skipped.map(({ reason }) => `  ${errorText(reason)}`),
    ...(skippedCount > skipped.length ? [`  and ${skippedCount - skipped.length} more`] : []),
  ].join('\n');
}
