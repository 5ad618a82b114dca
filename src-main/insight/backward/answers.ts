/** Answers to the requests, in whatever thread: the query thread, or the command line itself. */
import { encodeApng } from '../animation/apng.ts';
import { encodeGif } from '../animation/gif.ts';
import { loadModel } from '../model.ts';
import { priorOf } from '../../training/prior.ts';
import { keepModels } from '../kept-models.ts';
import { evidence } from './evidence.ts';
import { secondOpinion } from './opinion.ts';
import { loadQueriedModel, withRandomWeights, withStartWeights } from './queried-model.ts';
import { backwardQuery } from './query.ts';
import type { QueryRequests } from './requests.ts';

/** A window repaints no more often. In ms. */
const frameInterval = 66;
/** Models kept loaded; a run in training saves its model anew, so each is known by its time too. */
const keptModels = 3;

export function createQueryAnswers(): QueryRequests {
  const queried = keepModels(loadQueriedModel, keptModels);
  const models = keepModels(loadModel, keptModels);

  return {
    query({ model: path, query, isStart, control, threads, cancel, data }, tell) {
      const model = queried(path);
      if (query.method === 'prior')
        model.prior ??= data && priorOf({ ...data, preprocessing: model.info.preprocessing });
      const cancelled = new Int32Array(cancel);
      let told = -Infinity;
      const asked = isStart ? withStartWeights(model) : model;
      return backwardQuery(control === null ? asked : withRandomWeights(model, control), query, {
        threads,
        goOn(_step, frame) {
          const now = performance.now();
          if (now - told >= frameInterval) {
            told = now;
            tell(frame());
          }
          return Atomics.load(cancelled, 0) === 0;
        },
      });
    },
    opinion: ({ model, pictures }) => secondOpinion(models(model), pictures),
    evidence: ({ model, data }) => evidence(models(model), data),
    animate: ({ format, animation }) =>
      format === 'gif' ? encodeGif(animation) : new Uint8Array(encodeApng(animation)),
  };
}
