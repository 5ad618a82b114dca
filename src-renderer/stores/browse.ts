/** Which images are looked at, in which order, and which of them are selected. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import {
  type DatasetJudge,
  type LabelCheckResult,
  type SampleView,
  wholeView,
} from '../../src-shared/browse.ts';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { call } from '../api.ts';
import { useDataset } from './dataset.ts';
import { useNotices } from './notices.ts';
import { useOverlay } from './overlay.ts';

/** A view as it is in the grid, with what is in it. */
export interface ShownView {
  view: SampleView;
  revision: number;
  /** Grows when lists or judgements change: pages of before are then old. */
  version: number;
  total: number;
  perClass: readonly number[];
}

export const useBrowse = defineStore('browse', () => {
  const dataset = useDataset();
  const notices = useNotices();
  const overlay = useOverlay();

  // Shallow: a proxy inside it could not be sent to the main process.
  const view = shallowRef<SampleView>({ ...wholeView });
  /** A row of each class, where no single class is looked at; else all in one sequence. */
  const grouped = ref(true);
  const version = ref(0);
  const judgedBy = shallowRef<DatasetJudge | null>(null);
  const labelCheck = shallowRef<LabelCheckResult | null>(null);
  const selection = shallowRef<ReadonlySet<number>>(new Set());
  const shown = shallowRef<ShownView | null>(null);

  watch(
    () => dataset.current?.id,
    async (datasetId) => {
      view.value = { ...wholeView };
      grouped.value = true;
      selection.value = new Set();
      shown.value = null;
      judgedBy.value = null;
      labelCheck.value = null;
      if (datasetId === undefined) return;
      await notices.attempt(async () => {
        const [by, check] = await Promise.all([
          call('datasets/judgedBy', { datasetId }),
          call('datasets/labelCheck', { datasetId }),
        ]);
        if (dataset.current?.id !== datasetId) return;
        judgedBy.value = by;
        labelCheck.value = check;
        // Pages that came before do not know what was found.
        if (check) version.value += 1;
      });
    },
    { immediate: true },
  );

  const isGrouped = computed(
    () => grouped.value && view.value.label === null && view.value.list === null,
  );
  const change = (part: Partial<SampleView>): void =>
    void (view.value = { ...view.value, ...part });

  // What is in the view is asked first, so that the grid never mixes two of them.
  let asked = 0;
  watch(
    [() => dataset.current?.id, view, () => overlay.revision, version] as const,
    async ([datasetId, wanted, revision, ofLists]) => {
      const own = ++asked;
      if (datasetId === undefined) return;
      const found = await notices.attempt(() =>
        call('datasets/viewCounts', { datasetId, view: { ...wanted }, revision }),
      );
      if (found && own === asked)
        shown.value = { ...found, view: { ...wanted }, revision, version: ofLists };
    },
    { immediate: true },
  );

  const select = (indices: Iterable<number>): void => void (selection.value = new Set(indices));
  function toggle(index: number): void {
    const next = new Set(selection.value);
    if (!next.delete(index)) next.add(index);
    selection.value = next;
  }
  /** Sample indices of a stretch of what is shown; of one class where its row is meant. */
  async function indices(
    offset: number,
    limit: number,
    label: number | null,
  ): Promise<Uint32Array> {
    const datasetId = dataset.current?.id;
    const { value } = shown;
    if (datasetId === undefined || !value) return new Uint32Array(0);
    const asOf = { ...value.view, label: label ?? value.view.label };
    const found = await notices.attempt(() =>
      call('datasets/indices', {
        ...{ datasetId, view: asOf, revision: value.revision, offset, limit },
      }),
    );
    return found ?? new Uint32Array(0);
  }
  async function selectAll(): Promise<void> {
    select(await indices(0, shown.value?.total ?? 0, null));
  }

  /** Cancelling is what the person wanted, and no problem. */
  async function attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch (thrown) {
      if (errorInfoOf(thrown).code === 'job.cancelled') notices.say('cancelled');
      else notices.report(thrown);
      return undefined;
    }
  }
  const working = ref<'judge' | 'check' | 'write' | null>(null);
  async function during<T>(what: 'judge' | 'check' | 'write', task: () => Promise<T>) {
    if (working.value) return undefined;
    working.value = what;
    try {
      return await attempt(task);
    } finally {
      working.value = null;
    }
  }

  /** Has a run's model judge all images, for the orders by loss and confidence. */
  async function judge(runId: string): Promise<boolean> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return false;
    const by = await during('judge', () => call('datasets/judge', { datasetId, runId }));
    if (!by || dataset.current?.id !== datasetId) return false;
    judgedBy.value = by;
    version.value += 1;
    return true;
  }
  async function checkLabels(
    check: { method: 'folds' } | { method: 'heldOut'; runId: string },
  ): Promise<void> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    const found = await during('check', () => call('datasets/checkLabels', { datasetId, check }));
    if (!found || dataset.current?.id !== datasetId) return;
    labelCheck.value = found;
    version.value += 1;
    notices.say('labelsChecked', { count: found.suspicious });
    showSuspicious();
  }
  function showSuspicious(): void {
    view.value = { ...wholeView, list: 'suspicious', order: 'list' };
    selection.value = new Set();
  }
  /** Shows images given by their numbers, in that order: duplicates, say. */
  async function showGiven(given: Uint32Array): Promise<void> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    await notices.attempt(() => call('datasets/setGiven', { datasetId, indices: given }));
    version.value += 1;
    view.value = { ...wholeView, list: 'given', order: 'list' };
    selection.value = new Set();
  }
  async function write(format: 'folders' | 'idx'): Promise<void> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    const written = await during('write', () => call('datasets/write', { datasetId, format }));
    if (written) notices.say('written', { name: written.path, count: written.images });
  }

  return {
    ...{ view, grouped, isGrouped, version, shown, selection, judgedBy, labelCheck, working },
    ...{ change, select, toggle, indices, selectAll },
    ...{ judge, checkLabels, showSuspicious, showGiven, write },
  };
});
