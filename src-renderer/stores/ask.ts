/** The picture that the model in use is asked about, and its answer. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ChosenPath } from '../../src-shared/api.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { Prediction } from '../../src-shared/prediction.ts';
import { call } from '../api.ts';
import { useDataset } from './dataset.ts';
import { useNotices } from './notices.ts';
import { useRuns } from './runs.ts';

export type Subject =
  | { kind: 'sample'; datasetId: string; index: number }
  | { kind: 'file'; token: string; name: string };

export const useAsk = defineStore('ask', () => {
  const dataset = useDataset();
  const notices = useNotices();
  const runs = useRuns();

  /** Whether one draws, or shows the network a picture. */
  const mode = ref<'draw' | 'picture'>('draw');
  const subject = shallowRef<Subject | null>(null);
  const prediction = shallowRef<Prediction | null>(null);
  /** Why the last question got no answer. */
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);

  // Another picture or another model is a new question; so is a model that trained further.
  const question = computed(() => {
    const run = runs.modelRun;
    return run && subject.value
      ? { runId: run.id, epochs: run.epochs, subject: subject.value }
      : null;
  });
  /** Answers to questions that were overtaken are dropped. */
  let generation = 0;
  watch(
    () => JSON.stringify(question.value),
    () => void ask(),
  );

  async function ask(): Promise<void> {
    const own = ++generation;
    const asked = question.value;
    if (!asked) {
      prediction.value = null;
      error.value = null;
      return;
    }
    asking.value = true;
    try {
      const answer = await answerTo(asked.runId, asked.subject);
      if (own !== generation) return;
      prediction.value = answer;
      error.value = null;
    } catch (thrown) {
      if (own !== generation) return;
      prediction.value = null;
      error.value = errorInfoOf(thrown);
    } finally {
      if (own === generation) asking.value = false;
    }
  }
  const answerTo = (runId: string, about: Subject): Promise<Prediction> =>
    about.kind === 'file'
      ? call('models/predictFile', { runId, token: about.token })
      : call('models/predictSample', { runId, datasetId: about.datasetId, index: about.index });

  function askSample(index: number): void {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    subject.value = { kind: 'sample', datasetId, index };
    mode.value = 'picture';
  }
  function askFile(file: ChosenPath): void {
    subject.value = { kind: 'file', token: file.token, name: file.name };
    mode.value = 'picture';
  }
  async function chooseImage(): Promise<void> {
    const chosen = await notices.attempt(() => call('models/chooseImage', null));
    if (chosen) askFile(chosen);
  }
  async function askDropped(file: File): Promise<void> {
    const chosen = await notices.attempt(() => window.inkling.dropped(file));
    if (chosen) askFile(chosen);
  }

  // The samples of a data set that was closed can't be asked about any more.
  watch(
    () => dataset.current?.id,
    (id) => {
      if (subject.value?.kind === 'sample' && subject.value.datasetId !== id) subject.value = null;
    },
  );

  return { mode, subject, prediction, error, asking, askSample, askFile, chooseImage, askDropped };
});
