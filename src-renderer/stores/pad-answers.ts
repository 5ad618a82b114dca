/** What the models say of the drawing, while it is drawn. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { type Drawing, isEmpty } from '../../src-shared/drawing.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { ModelChoice, Prediction } from '../../src-shared/prediction.ts';
import { call } from '../api.ts';
import { newestOnly } from './newest-only.ts';
import { usePad } from './pad.ts';
import { useRuns } from './runs.ts';

interface Question {
  models: ModelChoice[];
  drawing: Drawing;
}

export const usePadAnswers = defineStore('padAnswers', () => {
  const pad = usePad();
  const runs = useRuns();

  /** One a model; null until something is drawn. */
  const answers = shallowRef<readonly Prediction[] | null>(null);
  /** Why the drawing got no answer. */
  const error = shallowRef<ErrorInfo | null>(null);

  const models = computed<ModelChoice[]>(() =>
    runs.modelRun ? [{ runId: runs.modelRun.id, weights: 'best' }] : [],
  );

  const newest = newestOnly<Question, Prediction[]>(
    (asked) => call('models/predictDrawing', asked),
    {
      answered(predictions) {
        answers.value = predictions;
        error.value = null;
      },
      failed(thrown) {
        answers.value = null;
        error.value = errorInfoOf(thrown);
      },
    },
  );

  function ask(): void {
    if (models.value.length > 0 && !isEmpty(pad.drawing)) {
      newest.ask({ models: models.value, drawing: pad.drawing });
      return;
    }
    newest.forget();
    answers.value = null;
    error.value = null;
  }
  // At once, not when the page is drawn next: the answer is to be there by then.
  watch(() => pad.drawing, ask, { flush: 'sync' });
  // Another model, or one that trained further.
  watch(() => JSON.stringify([models.value, runs.modelRun?.epochs]), ask, { immediate: true });

  return { answers, error, models };
});
