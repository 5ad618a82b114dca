/** The open data set: what is chosen here holds in every view. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CallArguments, Events } from '../../src-shared/api.ts';
import type { RecentDataset } from '../../src-shared/api/datasets.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { call, listen } from '../api.ts';
import { useNotices } from './notices.ts';

export const useDataset = defineStore('dataset', () => {
  const notices = useNotices();
  const current = shallowRef<DatasetSummary | null>(null);
  const recent = shallowRef<RecentDataset[]>([]);
  /** Why the last attempt to open one failed; the data set that was open stays open. */
  const error = shallowRef<ErrorInfo | null>(null);
  /** What could not be opened: it can be read differently. */
  const failed = ref<string | null>(null);
  const openings = ref(0);
  const opening = computed(() => openings.value > 0);

  function become(summary: DatasetSummary): void {
    const isNew = summary.id !== current.value?.id;
    current.value = summary;
    error.value = null;
    if (isNew) notices.say('opened', { name: summary.name, count: summary.samples });
  }
  listen('dataset', become);
  listen('datasetReadAgain', ({ datasetId }) => {
    const summary = current.value;
    if (summary?.id === datasetId)
      notices.say('readAgain', { name: summary.name, count: summary.samples });
  });
  /** Some images of the one that is being opened, if that takes its time. */
  const preview = shallowRef<Events['datasetPreview'] | null>(null);
  listen('datasetPreview', (images) => (preview.value = images));
  listen('recent', (list) => (recent.value = list));

  const open = (source: CallArguments<'datasets/open'>): Promise<void> =>
    opened(() => call('datasets/open', source), 'token' in source ? source.token : null);
  /** Reads the open data set again, its images prepared so from now on. */
  async function prepare(preparation: Preparation): Promise<void> {
    const datasetId = current.value?.id;
    if (datasetId === undefined) return;
    await opened(() =>
      call('datasets/prepare', { datasetId, preparation: structuredClone(preparation) }),
    );
  }
  /** The names of its classes from now on. */
  async function setLabelNames(names: readonly string[]): Promise<true> {
    const datasetId = current.value?.id;
    if (datasetId !== undefined)
      become(await call('datasets/setLabelNames', { datasetId, names: [...names] }));
    return true;
  }

  /** @param token of what it opens; null for what is open already or can not be read differently */
  async function opened(
    open: () => Promise<DatasetSummary>,
    token: string | null = null,
  ): Promise<void> {
    openings.value += 1;
    error.value = null;
    failed.value = null;
    try {
      become(await open());
    } catch (thrown) {
      const info = errorInfoOf(thrown);
      // Not a problem: the person wanted it.
      if (info.code === 'dataset.cancelled') notices.say('openCancelled');
      else {
        error.value = info;
        failed.value = token;
      }
    } finally {
      openings.value -= 1;
      if (openings.value === 0) preview.value = null;
    }
  }
  const openSample = (): Promise<void> => open({ sample: true });
  /** Asks for a folder; nothing changes when the person cancels the dialog. */
  async function choose(): Promise<void> {
    const chosen = await notices.attempt(() => call('datasets/choose', null));
    if (chosen) await open({ token: chosen.token });
  }
  async function openDropped(file: File): Promise<void> {
    const chosen = await notices.attempt(() => window.inkling.dropped(file));
    if (chosen) await open({ token: chosen.token });
  }
  async function forgetRecent(token: string): Promise<void> {
    recent.value = await call('datasets/forgetRecent', { token });
  }
  async function load(): Promise<void> {
    const [summary, list] = await Promise.all([
      call('datasets/current', null),
      call('datasets/recent', null),
    ]);
    if (summary && !current.value) current.value = summary;
    recent.value = list;
  }
  const dismissError = (): void => void (error.value = null);

  return {
    current,
    recent,
    error,
    failed,
    opening,
    preview,
    open,
    prepare,
    setLabelNames,
    openSample,
    choose,
    openDropped,
    forgetRecent,
    load,
    dismissError,
  };
});
