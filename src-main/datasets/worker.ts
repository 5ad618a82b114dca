/** The dataset worker: opens one folder, then answers questions about its samples. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { augmentedSamples } from './augmented.ts';
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
try {
  const options: OpenOptions = {
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
  const answers = {
    samples: (selection) => selectSamples(dataset, selection),
    augmented: (selection) => augmentedSamples(dataset, selection),
    pictures: (indices) => picturesOf(dataset, indices),
    previewPreparation: (wanted) => previewPreparation(examples, wanted, shared.summary.inFiles),
  } satisfies DatasetAnswers;
  port.on('message', ({ id, name, argument }: DatasetRequest) => {
    const answer = answers[name](argument as never);
    say({ kind: 'answer', id, answer }, [answer.pixels.buffer]);
  });
  say({ kind: 'opened', dataset: shared });
  await keep();
  say({ kind: 'kept' });
} catch (thrown) {
  say({ kind: 'failed', error: errorInfoOf(thrown, path) });
}
