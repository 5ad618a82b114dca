/** What the models say of the drawing, while it is drawn. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { DrawingQuestion } from '../../src-shared/api/models.ts';
import { isEmpty } from '../../src-shared/drawing.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { DrawingAnswer, ModelChoice } from '../../src-shared/prediction.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { SeeingChoices } from '../../src-shared/seeing.ts';
import { call } from '../api.ts';
import { newestOnly } from './newest-only.ts';
import { usePad } from './pad.ts';
import { useRuns } from './runs.ts';

/** The result of a run may be of an earlier epoch than its last one. */
export const hasTwoWeights = ({ bestEpoch, epochs }: RunSummary): boolean =>
  bestEpoch !== null && bestEpoch !== epochs;

export const usePadAnswers = defineStore('padAnswers', () => {
  const pad = usePad();
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

  /** Which weights of the model in use, and the model beside it; both outlast a change of the first. */
  const weights = ref<ModelChoice['weights']>('best');
  const beside = shallowRef<ModelChoice | null>(null);
  const models = computed<ModelChoice[]>(() => {
    const run = runs.modelRun;
    if (!run) return [];
    const first: ModelChoice = {
      runId: run.id,
      weights: hasTwoWeights(run) ? weights.value : 'best',
    };
    const other = beside.value && runs.get(beside.value.runId);
    return other?.hasModel && beside.value ? [first, beside.value] : [first];
  });

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
    if (models.value.length > 0 && !isEmpty(pad.drawing)) {
      newest.ask({
        models: models.value,
        drawing: pad.drawing,
        choices: choices.value,
        split: pad.isWide,
      });
      return;
    }
    newest.forget();
    answers.value = null;
    error.value = null;
  }
  // At once, not when the page is drawn next: the answer is to be there by then.
  watch([() => pad.drawing, choices], ask, { flush: 'sync' });
  // Another model, or one that trained further.
  const trained = computed(() => models.value.map(({ runId }) => runs.get(runId)?.epochs));
  watch(() => JSON.stringify([models.value, trained.value]), ask, { immediate: true });

  /** What the model in use tells apart. */
  const classes = computed<readonly string[]>(() => runs.modelRun?.dataset.classes ?? []);

  return {
    answers,
    classes,
    asking,
    error,
    models,
    weights,
    beside,
    choices,
    choose,
    chooseUsual,
  };
});
