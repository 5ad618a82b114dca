/** The dataset worker: waits for its task, opens that folder, then answers questions about its samples. */
import { parentPort } from 'node:worker_threads';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { augmentedSamples } from './augmented.ts';
import { Browsing } from './browse.ts';
import { previewPreparation } from './examples.ts';
import { type CachedOpenOptions, openThroughCache } from './cached-open.ts';
import type { DatasetAnswers, DatasetMessage, DatasetRequest, DatasetTask } from './protocol.ts';
import { picturesOf } from './pictures.ts';
import { neededSamples } from './needed-samples.ts';
import { selectSamples } from './samples.ts';

/** Milliseconds between two reports of progress. */
const reportEvery = 1000 / 15;

if (!parentPort) throw new Error('this runs in a worker thread only');
const port = parentPort;
const say = (message: DatasetMessage, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

let reported = 0;
// An opening is ended from within: ended from outside, while it starts or ends threads of its own, it could
// take the whole program with it.
const cancel = new AbortController();
let begin: (task: DatasetTask) => void = () => {};
const begun = new Promise<DatasetTask>((resolve) => (begin = resolve));
const heed = (message: DatasetTask | 'cancel'): void => {
  if (message === 'cancel') cancel.abort();
  else begin(message);
};
port.on('message', heed);
say({ kind: 'waiting' });
const { path, preparation, how, cache, atOnce } = await begun;
try {
  const options: CachedOpenOptions = {
    atOnce,
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
  const { dataset, pending, keep } = await openThroughCache(path, options, cache);
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
    previewPreparation: (wanted) => previewPreparation(examples(), wanted, shared.summary.inFiles),
  } satisfies DatasetAnswers;
  const answer = ({ id, name, argument }: DatasetRequest): void => {
    const given = answers[name](argument as never);
    say({ kind: 'answer', id, answer: given }, transferable(given));
  };
  let isWhole = pending === null;
  port.off('message', heed);
  port.on('message', async (request: DatasetRequest) => {
    if (pending && !isWhole) {
      const needed = neededSamples(request, browsing, shared.summary);
      const isThere =
        needed === 'none' ||
        (needed === 'all' ? await pending.whole() : await pending.need(needed));
      if (!isThere) {
        const error = { code: 'dataset.filesChanged', values: { path } } as const;
        say({ kind: 'refused', id: request.id, error });
        return;
      }
    }
    answer(request);
  });
  say({ kind: 'opened', dataset: shared });
  say({ kind: 'checked', isTrue: pending === null || (await pending.check()) });
  isWhole = pending === null || (await pending.whole());
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
