/** The picture that the model in use is asked about, and its answer. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { PictureToAsk } from '../../src-shared/api/models.ts';
import type { ChosenPath } from '../../src-shared/chosen-path.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import {
  isRunModel,
  type ModelChoice,
  type PictureAnswer,
  type PictureChoices,
  type Prediction,
  usualPicture,
} from '../../src-shared/prediction.ts';
import { call } from '../api.ts';
import { useDataset } from './dataset.ts';
import { useNotices } from './notices.ts';
import { usePadModel } from './pad-model.ts';
import { useRuns } from './runs.ts';

export type Subject =
  | { kind: 'sample'; datasetId: string; index: number }
  | { kind: 'file'; token: string; name: string }
  | { kind: 'pasted'; bytes: Uint8Array; name: string; number: number };

/** One of several pictures that are asked about together. */
export interface AskedFile extends ChosenPath {
  answer: PictureAnswer | null;
  error: ErrorInfo | null;
}

/** What main is told of a picture that is no sample. */
export const sourceOf = (about: Exclude<Subject, { kind: 'sample' }>): PictureToAsk =>
  about.kind === 'file' ? { token: about.token } : { bytes: about.bytes, name: about.name };

export const useAsk = defineStore('ask', () => {
  const dataset = useDataset();
  const notices = useNotices();
  const padModel = usePadModel();
  const runs = useRuns();

  /** Whether one draws, or shows the network a picture. */
  const mode = ref<'draw' | 'picture'>('draw');
  const subject = shallowRef<Subject | null>(null);
  const prediction = shallowRef<Prediction | PictureAnswer | null>(null);
  /** The answer, where it is about a picture that came with its own size and light. */
  const picture = computed(() =>
    prediction.value && 'photo' in prediction.value ? prediction.value : null,
  );
  const choices = shallowRef<PictureChoices>(usualPicture);
  const choose = (change: Partial<PictureChoices>): void =>
    void (choices.value = { ...choices.value, ...change });
  /** Several pictures, in a table, instead of one. */
  const files = shallowRef<readonly AskedFile[] | null>(null);
  /** Why the last question got no answer. */
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);

  /** Pictures with several characters on them: the page store asks about those. */
  const several = ref(false);

  // Another picture or another model is a new question; so is a model that trained further.
  const question = computed(() => {
    const model = padModel.first;
    if (!model || !subject.value || (several.value && subject.value.kind !== 'sample')) return null;
    const epochs = isRunModel(model) ? runs.get(model.runId)?.epochs : null;
    return { model, epochs, subject: subject.value, choices: choices.value };
  });
  /** Answers to questions that were overtaken are dropped. */
  let generation = 0;
  watch(
    // A pasted picture is told by its number: its bytes would be long.
    () => JSON.stringify(question.value, (key, value: unknown) => (key === 'bytes' ? null : value)),
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
      const answer = await answerTo(asked.model, asked.subject, asked.choices);
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
  function answerTo(
    model: ModelChoice,
    about: Subject,
    how: PictureChoices,
  ): Promise<Prediction | PictureAnswer> {
    if (about.kind === 'sample') {
      const { datasetId, index } = about;
      return call('models/predictSample', { model, datasetId, index });
    }
    return call('models/predictPicture', { model, source: sourceOf(about), choices: how });
  }

  function show(next: Subject): void {
    files.value = null;
    choices.value = usualPicture;
    subject.value = next;
    mode.value = 'picture';
  }
  function askSample(index: number): void {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    show({ kind: 'sample', datasetId, index });
  }
  function askFile(file: ChosenPath): void {
    show({ kind: 'file', token: file.token, name: file.name });
  }
  /** One picture is shown large, several become a table. */
  function askFiles(chosen: readonly ChosenPath[]): void {
    if (chosen.length === 1) askFile(chosen[0]);
    if (chosen.length < 2) return;
    subject.value = null;
    mode.value = 'picture';
    files.value = chosen.map((file) => ({ ...file, answer: null, error: null }));
    void askAll();
  }
  async function chooseImages(): Promise<void> {
    askFiles((await notices.attempt(() => call('models/chooseImages', null))) ?? []);
  }
  async function askDropped(dropped: readonly File[]): Promise<void> {
    const chosen = await notices.attempt(() =>
      Promise.all(dropped.map((file) => window.inkling.dropped(file))),
    );
    askFiles((chosen ?? []).filter((one) => one !== null));
  }
  let pasted = 0;
  async function askPasted(file: File): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    show({ kind: 'pasted', bytes, name: file.name, number: ++pasted });
  }

  /** One after the other: each answer is shown when it is there. */
  let round = 0;
  async function askAll(): Promise<void> {
    const own = ++round;
    const model = padModel.first;
    if (!model) return;
    for (let i = 0; own === round && files.value && i < files.value.length; i++) {
      const { token } = files.value[i];
      let told: Partial<AskedFile>;
      try {
        const asked = { model, source: { token }, choices: usualPicture };
        told = { answer: await call('models/predictPicture', asked), error: null };
      } catch (thrown) {
        told = { answer: null, error: errorInfoOf(thrown) };
      }
      if (own === round)
        files.value = files.value.map((file, at) => (at === i ? { ...file, ...told } : file));
    }
  }
  watch(
    () => JSON.stringify(padModel.first),
    () => void (files.value && askAll()),
  );

  // The samples of a data set that was closed can't be asked about any more.
  watch(
    () => dataset.current?.id,
    (id) => {
      if (subject.value?.kind === 'sample' && subject.value.datasetId !== id) subject.value = null;
    },
  );

  return {
    mode,
    several,
    subject,
    prediction,
    picture,
    choices,
    choose,
    files,
    error,
    asking,
    askSample,
    askFile,
    chooseImages,
    askDropped,
    askPasted,
  };
});
