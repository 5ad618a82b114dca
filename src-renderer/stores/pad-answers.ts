/** What the models say of the drawing, while it is drawn. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { DrawingQuestion } from '../../src-shared/api.ts';
import { isEmpty } from '../../src-shared/drawing.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { DrawingAnswer, ModelChoice } from '../../src-shared/prediction.ts';
import type { SeeingChoices } from '../../src-shared/seeing.ts';
import { call } from '../api.ts';
import { newestOnly } from './newest-only.ts';
import { usePad } from './pad.ts';
import { useRuns } from './runs.ts';

export const usePadAnswers = defineStore('padAnswers', () => {
  const pad = usePad();
  const runs = useRuns();

  /** One a model; null until something is drawn. */
  const answers = shallowRef<readonly DrawingAnswer[] | null>(null);
  /** Why the drawing got no answer. */
  const error = shallowRef<ErrorInfo | null>(null);

  /** What a person switched; every model goes by its own data set in the rest. */
  const choices = shallowRef<Partial<SeeingChoices>>({});
  function choose(name: keyof SeeingChoices, value: boolean): void {
    choices.value = { ...choices.value, [name]: value };
  }
  const chooseUsual = (): void => void (choices.value = {});

  const models = computed<ModelChoice[]>(() =>
    runs.modelRun ? [{ runId: runs.modelRun.id, weights: 'best' }] : [],
  );

  const newest = newestOnly<DrawingQuestion, DrawingAnswer[]>(
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
      newest.ask({ models: models.value, drawing: pad.drawing, choices: choices.value });
      return;
    }
    newest.forget();
    answers.value = null;
    error.value = null;
  }
  // At once, not when the page is drawn next: the answer is to be there by then.
  watch([() => pad.drawing, choices], ask, { flush: 'sync' });
  // Another model, or one that trained further.
  watch(() => JSON.stringify([models.value, runs.modelRun?.epochs]), ask, { immediate: true });

  return { answers, error, models, choices, choose, chooseUsual };
});
