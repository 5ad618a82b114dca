/** Which pixels a question asks for: of a data set from the cache not all of them may be in memory yet. */
import type { SampleOrder } from '../../src-shared/browse.ts';
import type { Browsing, ViewQuery } from './browse.ts';
import type { OpenedDataset } from './open.ts';
import type { DatasetAnswers, DatasetRequest } from './protocol.ts';
import { chooseSamples, type SampleSelection } from './samples.ts';

const byPixels: ReadonlySet<SampleOrder> = new Set(['ink', 'distance']);

/** `none`: the question is about labels alone, or changes what is known; it is never kept waiting. */
export function neededSamples(
  { name, argument }: DatasetRequest,
  browsing: Browsing,
  summary: Pick<OpenedDataset['summary'], 'width' | 'height' | 'samples'>,
): Iterable<number> | 'none' | 'all' {
  switch (name) {
    case 'useOverlay':
    case 'setJudged':
    case 'setGiven':
      return 'none';
    case 'counts':
    case 'indices':
      // The client sees to it that name and argument fit each other.
      return byPixels.has((argument as ViewQuery).view.order) ? 'all' : 'none';
    case 'pictures':
      return (argument as Parameters<DatasetAnswers['pictures']>[0]).filter(
        (index) => index < summary.samples,
      );
    case 'samples': {
      const selection = argument as SampleSelection;
      if (selection.order && byPixels.has(selection.order)) return 'all';
      return chooseSamples(summary, browsing, selection).chosen;
    }
    default:
      return 'all';
  }
}
