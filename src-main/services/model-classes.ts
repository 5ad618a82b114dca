import type { DatasetSummary } from '../../src-shared/dataset.ts';

/** The classes as the model calls them, where they are the same: of its own data set they may have got other names since. */
export function classesAsIn(
  { labels, fingerprint }: { labels: string[]; fingerprint: string },
  { inFiles, ...summary }: Pick<DatasetSummary, 'inFiles' | 'fingerprint' | 'classes'>,
): string[] {
  const isOwn = summary.fingerprint === fingerprint && labels.length === inFiles.classes.length;
  if (isOwn || inFiles.classes.join('\n') === labels.join('\n')) return labels;
  return summary.classes;
}
