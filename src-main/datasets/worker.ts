/** The dataset worker: opens one folder, then answers questions about its samples. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { augmentedSamples } from './augmented.ts';
import { Browsing } from './browse.ts';
import { previewPreparation } from './examples.ts';
import { openThroughCache } from './cached-open.ts';
import type { OpenOptions } from './open.ts';
import type { DatasetAnswers, DatasetMessage, DatasetRequest, DatasetTask } from './protocol.ts';
import { picturesOf } from './pictures.ts';
import { selectSamples } from './samples.ts';

/** Milliseconds between two reports of progress. */
const reportEvery = 1000 / 15;

if (!parentPort) throw new Error('this runs in a worker thread only');
const port = parentPort;
const say = (message: DatasetMessage, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const { path, preparation, how, cache } = workerData as DatasetTask;
let reported = 0;
// An opening is ended from within: ended from outside, while it starts or ends threads of its own, it could
// take the whole program with it.
const cancel = new AbortController();
const heed = (message: unknown): void => {
  if (message === 'cancel') cancel.abort();
};
port.on('message', heed);
try {
  const options: OpenOptions = {
    signal: cancel.signal,
    preparation,
    how,
    onProgress(fraction, done, total) {
      const now = performance.now();
      if (now - reported < reportEvery && done < total) return;
      reported = now;
      say({ kind: 'progress', fraction, done, total });
    },
    onPreview: (preview) => say({ kind: 'preview', preview }, [preview.pixels.buffer]),
  };
  const { dataset, keep } = await openThroughCache(path, options, cache);
  const { files: _, examples, ...shared } = dataset;
  const browsing = new Browsing(dataset);
  const answers = {
    samples: (selection) => selectSamples(dataset, browsing, selection),
    augmented: (selection) => augmentedSamples(dataset, selection),
    counts: (query) => browsing.countsOf(query),
    indices: ({ offset, limit, ...query }) =>
      browsing.indicesOf(query).slice(offset, offset + limit),
    means: ({ from, count }) => browsing.means(from, count),
    useOverlay: (overlay) => {
      browsing.useOverlay(overlay);
      return null;
    },
    setJudged: ({ kind, judged }) => {
      browsing.setJudged(kind, judged);
      return null;
    },
    setGiven: (samples) => {
      browsing.setGiven(samples);
      return null;
    },
    pictures: (indices) => picturesOf(dataset, indices),
    previewPreparation: (wanted) => previewPreparation(examples, wanted, shared.summary.inFiles),
  } satisfies DatasetAnswers;
  port.off('message', heed);
  port.on('message', ({ id, name, argument }: DatasetRequest) => {
    const answer = answers[name](argument as never);
    say({ kind: 'answer', id, answer }, transferable(answer));
  });
  say({ kind: 'opened', dataset: shared });
  await keep();
  say({ kind: 'kept' });
} catch (thrown) {
  say({ kind: 'failed', error: errorInfoOf(thrown, path) });
  port.close();
}

/** What can be handed over without a copy: answers are made for one question. */
function transferable(answer: ReturnType<DatasetAnswers[keyof DatasetAnswers]>): ArrayBuffer[] {
  const values = answer !== null && 'pixels' in answer ? answer.pixels : answer;
  return ArrayBuffer.isView(values) && values.buffer instanceof ArrayBuffer ? [values.buffer] : [];
}
