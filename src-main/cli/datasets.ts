import { errorText } from '../../src-shared/messages/index.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { positionals, readArguments } from './arguments.ts';
import type { Command } from './cli.ts';
import { datasetOverlay } from './dataset-edits.ts';
import { datasetWrite } from './dataset-write.ts';
import { openDataset, withSession } from './session.ts';
import { table } from './terminal.ts';

/** `datasets info|overlay|write ...` */
export const datasets: Command = (words) => {
  const whole = ['datasets', ...words];
  if (words[0] === 'overlay') return datasetOverlay(whole);
  if (words[0] === 'write') return datasetWrite(whole);
  return info(words);
};

/** `datasets info <path>` */
const info: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {});
  const [, path] = positionals(given, ['info', 'path']);
  await withSession(values, async (session) => {
    const { summary } = await openDataset(session, path);
    session.terminal.result({ type: 'dataset', ...summary }, describe(summary));
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
  return [
    `${summary.path}: ${summary.format}, ${samples} images of ${width} x ${height}, ${classes.length} classes`,
    `${summary.polarity} ink, values ${summary.valueRange.join(' to ')}, fingerprint ${summary.fingerprint.slice(0, 12)}`,
    table(
      [['class', ...present], ...rows, ['all', ...totals]],
      present.map((_, i) => i + 1),
    ),
    ...(skippedCount > 0 ? [`${skippedCount} files skipped:`] : []),
    ...skipped.map(({ reason }) => `  ${errorText(reason)}`),
    ...(skippedCount > skipped.length ? [`  and ${skippedCount - skipped.length} more`] : []),
  ].join('\n');
}
