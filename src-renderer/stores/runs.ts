/** The history of runs, the details of those looked at, what is compared, and the model in use. */
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowReactive, shallowRef } from 'vue';
import type { EpochRecord, RunDetails, RunMarks, RunSummary } from '../../src-shared/run.ts';
import { call, listen } from '../api.ts';
import { useNotices } from './notices.ts';
import { usualModel } from './usual-model.ts';

/** Runs a call: the first are shown while the others are read, and no reading holds a thread for long. */
const pageLength = 500;

/** Epochs are told to the views at most so often, in ms: as often as a chart repaints. */
const bundleInterval = 66;

export const useRuns = defineStore('runs', () => {
  const notices = useNotices();
  const byId = shallowRef<ReadonlyMap<string, RunSummary>>(new Map());
  const loaded = ref(false);
  /** Newest first. */
  const list = computed(() =>
    [...byId.value.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  );
  const get = (id: string): RunSummary | null => byId.value.get(id) ?? null;

  /**
   * Details that were asked for, kept up to date by events. Each change puts a new object into the map,
   * but `history` stays the same array with records appended: charts read on from where they were.
   */
  const details = shallowReactive(new Map<string, RunDetails>());
  const loading = new Map<string, Promise<RunDetails>>();

  /** The run with its history and events; from memory unless `fresh`. */
  function loadDetails(id: string, { fresh = false } = {}): Promise<RunDetails> {
    const known = details.get(id);
    if (known && !fresh) return Promise.resolve(known);
    const under = loading.get(id);
    // What is under way may have been read before the change that is asked about.
    if (under) return fresh ? under.then(() => loadDetails(id, { fresh })) : under;
    const promise = call('runs/get', { id })
      .then((read) => {
        // Epochs that ended meanwhile came as events.
        const later = details.get(id)?.history.slice(read.history.length) ?? [];
        const merged = { ...read, history: [...read.history, ...later] };
        details.set(id, merged);
        return merged;
      })
      .finally(() => loading.delete(id));
    loading.set(id, promise);
    return promise;
  }

  /** Runs to whom something was done whose record is still to come. */
  const expecting = new Set<string>();
  const expectEvent = (id: string): void => void expecting.add(id);

  function upsert(run: RunSummary): void {
    const before = byId.value.get(run.id);
    byId.value = new Map(byId.value).set(run.id, run);
    const known = details.get(run.id);
    if (!known) return;
    details.set(run.id, { ...known, ...run });
    // A run changes when an epoch ends, which has a message of its own; when it changed without one,
    // something was done to it (a pause, a new learning rate), and that is told by the details only.
    const isEpoch = before?.state === run.state && before.epochs < run.epochs;
    if (isEpoch && run.epochs === known.history.length && !expecting.delete(run.id)) return;
    void loadDetails(run.id, { fresh: true }).catch(() => details.delete(run.id));
  }
  /** Small epochs end faster than anyone can look: who watches a run hears of them in bundles. */
  const grown = new Set<string>();
  let telling: ReturnType<typeof setTimeout> | undefined;
  function tell(runId: string): void {
    grown.add(runId);
    telling ??= setTimeout(() => {
      telling = undefined;
      for (const id of grown) {
        const known = details.get(id);
        const last = known?.history.at(-1);
        if (known && last) details.set(id, { ...known, epochs: known.history.length, last });
      }
      grown.clear();
    }, bundleInterval);
  }
  onScopeDispose(() => clearTimeout(telling));
  function append({ runId, record }: { runId: string; record: EpochRecord }): void {
    const known = details.get(runId);
    if (!known) return;
    // One was missed: a hole in the history would be no epoch at all.
    if (record.epoch > known.history.length + 1) {
      if (!loading.has(runId))
        void loadDetails(runId, { fresh: true }).catch(() => details.delete(runId));
      return;
    }
    // Epochs count from 1, so a record's place is known: one that was fetched meanwhile isn't doubled.
    known.history[record.epoch - 1] = record;
    tell(runId);
  }
  function forget(ids: readonly string[]): void {
    const next = new Map(byId.value);
    for (const id of ids) {
      next.delete(id);
      details.delete(id);
    }
    byId.value = next;
    selection.value = selection.value.filter((id) => next.has(id));
  }
  /** Many at once, as one change. */
  function upsertAll(changed: readonly RunSummary[]): void {
    const next = new Map(byId.value);
    for (const run of changed) {
      next.set(run.id, run);
      const known = details.get(run.id);
      if (known) details.set(run.id, { ...known, ...run });
    }
    byId.value = next;
  }
  listen('run', upsert);
  listen('runs', upsertAll);
  listen('epoch', append);
  listen('runsDeleted', forget);

  /** Ids of the runs that are looked at or compared, in the order in which they were chosen. */
  const selection = ref<string[]>([]);
  const select = (ids: readonly string[]): void => void (selection.value = [...new Set(ids)]);
  function toggleSelected(id: string): void {
    const { value } = selection;
    selection.value = value.includes(id) ? value.filter((other) => other !== id) : [...value, id];
  }

  const chosenModelRunId = ref<string | null>(null);
  const withModel = computed(() => list.value.filter((run) => run.hasModel));
  /** The model in use: the one that was chosen, or the usual one until one is. */
  const modelRun = computed<RunSummary | null>(
    () =>
      withModel.value.find((run) => run.id === chosenModelRunId.value) ??
      usualModel(withModel.value),
  );
  const useModel = (id: string | null): void => void (chosenModelRunId.value = id);

  async function load(): Promise<void> {
    let after: { createdAt: string; id: string } | null = null;
    for (;;) {
      const page: RunSummary[] = await call('runs/list', { after, limit: pageLength });
      upsertAll(page);
      loaded.value = true;
      const last = page.at(-1);
      if (!last) return;
      after = { createdAt: last.createdAt, id: last.id };
    }
  }
  async function rename(id: string, name: string): Promise<void> {
    upsert(await call('runs/rename', { id, name }));
  }
  async function mark(ids: readonly string[], marks: Partial<RunMarks>): Promise<void> {
    upsertAll(await call('runs/mark', { ids: [...ids], marks }));
  }

  /** Those that were deleted last: they can be taken back until something else is deleted. */
  const deleted = shallowRef<readonly string[]>([]);
  async function remove(ids: readonly string[]): Promise<void> {
    await call('runs/delete', { ids: [...ids] });
    forget(ids);
    await dropDeleted();
    deleted.value = [...ids];
    notices.say('deleted', { count: ids.length });
  }
  async function undoRemove(): Promise<void> {
    const ids = [...deleted.value];
    deleted.value = [];
    await call('runs/restore', { ids });
    notices.say('restored', { count: ids.length });
  }
  /** Gives up the way back: their files are removed. */
  async function dropDeleted(): Promise<void> {
    const ids = [...deleted.value];
    deleted.value = [];
    if (ids.length > 0) await call('runs/purge', { ids });
  }

  return {
    loaded,
    list,
    get,
    details,
    loadDetails,
    expectEvent,
    selection,
    select,
    toggleSelected,
    withModel,
    chosenModelRunId,
    modelRun,
    useModel,
    load,
    upsert,
    rename,
    mark,
    deleted,
    remove,
    undoRemove,
    dropDeleted,
  };
});
