/** Which model answers in the pad: the one in use with one of its epochs, or a file; and one beside it. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ChosenPath } from '../../src-shared/chosen-path.ts';
import {
  isRunModel,
  type ModelChoice,
  type ModelFacts,
  type ModelWeights,
} from '../../src-shared/prediction.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { call } from '../api.ts';
import { useAsked } from './asked.ts';
import { useNotices } from './notices.ts';
import { useRuns } from './runs.ts';

/** The result of a run may be of an earlier epoch than its last one. */
export const hasTwoWeights = ({ bestEpoch, epochs }: RunSummary): boolean =>
  bestEpoch !== null && bestEpoch !== epochs;

export type OpenedModel = ChosenPath & ModelFacts;

/** One stop of the epoch slider. */
export interface EpochStop {
  epoch: number;
  weights: ModelWeights;
}

export const usePadModel = defineStore('padModel', () => {
  const notices = useNotices();
  const runs = useRuns();

  /** Model files that were opened, for as long as the window is. */
  const files = shallowRef<readonly OpenedModel[]>([]);
  const fileOf = (token: string): OpenedModel | null =>
    files.value.find((file) => file.token === token) ?? null;
  /** The file that answers instead of the run in use. */
  const file = shallowRef<OpenedModel | null>(null);
  /** Which weights of the run in use, and the model beside it; both outlast a change of the first. */
  const weights = ref<ModelWeights>('best');
  const beside = shallowRef<ModelChoice | null>(null);

  const keptOf = useAsked(
    () => (runs.modelRun ? { runId: runs.modelRun.id, epochs: runs.modelRun.epochs } : null),
    ({ runId }) => call('models/keptEpochs', { runId }),
    { keep: true },
  );
  /** The epochs of the run in use that can be asked, ascending. */
  const stops = computed<EpochStop[]>(() => {
    const run = runs.modelRun;
    if (!run) return [];
    const byEpoch = new Map<number, ModelWeights>(
      (keptOf.value.value ?? []).map((epoch) => [epoch, epoch]),
    );
    byEpoch.set(run.epochs, 'last');
    byEpoch.set(run.bestEpoch ?? run.epochs, 'best');
    return [...byEpoch]
      .map(([epoch, of]) => ({ epoch, weights: of }))
      .sort((a, b) => a.epoch - b.epoch);
  });
  /** The stop that answers; that of the result where the chosen one is not there. */
  const stop = computed<EpochStop | null>(
    () =>
      stops.value.find((one) => one.weights === weights.value) ??
      stops.value.find((one) => one.weights === 'best') ??
      null,
  );
  // Another run's epochs are others.
  watch(
    () => runs.modelRun?.id,
    () => {
      if (typeof weights.value === 'number') weights.value = 'best';
      file.value = null;
    },
  );

  const first = computed<ModelChoice | null>(() => {
    if (file.value) return { file: file.value.token };
    const run = runs.modelRun;
    return run && stop.value ? { runId: run.id, weights: stop.value.weights } : null;
  });
  function isThere(choice: ModelChoice): boolean {
    if (!isRunModel(choice)) return fileOf(choice.file) !== null;
    return runs.get(choice.runId)?.hasModel === true;
  }
  const models = computed<ModelChoice[]>(() => {
    if (!first.value) return [];
    const other = beside.value;
    return other && isThere(other) ? [first.value, other] : [first.value];
  });

  const nameOf = (choice: ModelChoice): string =>
    (isRunModel(choice) ? runs.get(choice.runId)?.name : fileOf(choice.file)?.name) ?? '';
  /** The epoch that its weights are of. */
  function epochOf(choice: ModelChoice): number {
    if (!isRunModel(choice)) return fileOf(choice.file)?.epoch ?? 0;
    if (typeof choice.weights === 'number') return choice.weights;
    const run = runs.get(choice.runId);
    return (choice.weights === 'best' ? run?.bestEpoch : null) ?? run?.epochs ?? 0;
  }
  /** What a model tells apart, and the size of its pictures. */
  function factsOf(choice: ModelChoice): Omit<ModelFacts, 'epoch'> | null {
    if (!isRunModel(choice)) return fileOf(choice.file);
    return runs.get(choice.runId)?.dataset ?? null;
  }
  const classes = computed<readonly string[]>(
    () => (first.value && factsOf(first.value)?.classes) ?? [],
  );

  /** Opens the dialog. Null when nothing was chosen, or it is no model. */
  async function chooseFile(): Promise<OpenedModel | null> {
    const chosen = await notices.attempt(() => call('models/chooseFile', null));
    if (!chosen) return null;
    files.value = [...files.value.filter(({ token }) => token !== chosen.token), chosen];
    return chosen;
  }

  /** Kept epochs may have been dropped since. */
  const refresh = (): void => keptOf.again();

  return {
    files,
    refresh,
    file,
    weights,
    beside,
    stops,
    stop,
    first,
    models,
    nameOf,
    epochOf,
    factsOf,
    classes,
    chooseFile,
  };
});
