/** What the models say of the drawing, while it is drawn. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { DrawingQuestion } from '../../src-shared/api/models.ts';
import { isEmpty } from '../../src-shared/drawing.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { type DrawingAnswer, isRunModel } from '../../src-shared/prediction.ts';
import type { SeeingChoices } from '../../src-shared/seeing.ts';
import { call } from '../api.ts';
import { newestOnly } from './newest-only.ts';
import { usePad } from './pad.ts';
import { usePadModel } from './pad-model.ts';
import { useRuns } from './runs.ts';

export const usePadAnswers = defineStore('padAnswers', () => {
  const pad = usePad();
  const model = usePadModel();
  const runs = useRuns();

  /** One a model; null until something is drawn. */
  const answers = shallowRef<readonly DrawingAnswer[] | null>(null);
  /** What is on the pad is not yet answered. */
  const asking = ref(false);
  /** Why the drawing got no answer. */
  const error = shallowRef<ErrorInfo | null>(null);

  /** What a person switched; every model goes by its own data set in the rest. */
  const choices = shallowRef<Partial<SeeingChoices>>({});
  function choose(name: keyof SeeingChoices, value: boolean): void {
    choices.value = { ...choices.value, [name]: value };
  }
  const chooseUsual = (): void => void (choices.value = {});

  const newest = newestOnly<DrawingQuestion, DrawingAnswer[]>(
    (asked) => call('models/predictDrawing', asked),
    {
      answered(given) {
        answers.value = given;
        error.value = null;
      },
      failed(thrown) {
        answers.value = null;
        error.value = errorInfoOf(thrown);
      },
      busy: (isBusy) => (asking.value = isBusy),
    },
  );

  function ask(): void {
    if (model.models.length > 0 && !isEmpty(pad.drawing)) {
      newest.ask({
        models: model.models,
        drawing: pad.drawing,
        choices: choices.value,
        split: pad.isWide ? pad.cuts : null,
      });
      return;
    }
    newest.forget();
    answers.value = null;
    error.value = null;
  }
  // At once, not when the page is drawn next: the answer is to be there by then.
  watch([() => pad.drawing, () => pad.cuts, choices], ask, { flush: 'sync' });
  // Another model, or one that trained further.
  const trained = computed(() =>
    model.models.map((one) => (isRunModel(one) ? runs.get(one.runId)?.epochs : null)),
  );
  watch(() => JSON.stringify([model.models, trained.value]), ask, { immediate: true });

  return {
    answers,
    asking,
    error,
    choices,
    choose,
    chooseUsual,
  };
});
