/** The edits laid over the open data set, and what can be done to images. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { OverlayAction, OverlayState } from '../../src-shared/overlay.ts';
import { call, listen } from '../api.ts';
import { useDataset } from './dataset.ts';
import { useNotices } from './notices.ts';

export const useOverlay = defineStore('overlay', () => {
  const dataset = useDataset();
  const notices = useNotices();
  const state = shallowRef<OverlayState | null>(null);

  function become(next: OverlayState): void {
    // What was asked of a data set that was closed meanwhile is of no use.
    if (next.datasetId === dataset.current?.id) state.value = next;
  }
  listen('overlay', become);
  watch(
    () => dataset.current?.id,
    async (datasetId) => {
      state.value = null;
      if (datasetId === undefined) return;
      const loaded = await notices.attempt(() => call('datasets/overlay', { datasetId }));
      if (loaded) become(loaded);
    },
    { immediate: true },
  );

  const revision = computed(() => state.value?.revision ?? 0);
  /** Images per split and class as a training meets them. */
  const counts = computed(() => state.value?.counts ?? dataset.current?.counts ?? null);
  /** The open data set as a training meets it. */
  const edited = computed(
    () => dataset.current && counts.value && { ...dataset.current, counts: counts.value },
  );

  async function act(task: (datasetId: string) => Promise<OverlayState | null>): Promise<boolean> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return false;
    const next = await notices.attempt(() => task(datasetId));
    if (next) become(next);
    return Boolean(next);
  }
  /** One step, however many images; tells whether it was done. */
  const edit = (indices: Uint32Array, action: OverlayAction): Promise<boolean> =>
    act((datasetId) => call('datasets/edit', { datasetId, indices, action }));
  const undo = (): Promise<boolean> => act((datasetId) => call('datasets/undoEdit', { datasetId }));
  const redo = (): Promise<boolean> => act((datasetId) => call('datasets/redoEdit', { datasetId }));

  async function exportEdits(): Promise<void> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    const saved = await notices.attempt(() => call('datasets/exportEdits', { datasetId }));
    if (saved) notices.say('editsExported', { name: saved.name });
  }
  async function importEdits(): Promise<void> {
    if (!(await act((datasetId) => call('datasets/importEdits', { datasetId })))) return;
    const { relabelled = 0, excluded = 0, marked = 0 } = state.value ?? {};
    notices.say('editsImported', { relabelled, excluded, marked });
  }

  return { state, revision, counts, edited, edit, undo, redo, exportEdits, importEdits };
});
