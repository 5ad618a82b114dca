/** What a person does with runs that were trained: marks, deletes, takes back, trains again. */
import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type {
  RunDescent,
  RunDifference,
  RunFile,
  RunMarks,
  RunParent,
  RunSummary,
} from '../../src-shared/run.ts';
import type { History } from '../history/history.ts';
import { type AddedDrawing, readAddedDrawings } from '../training/added-drawings.ts';
import { isKept } from '../training/checkpoints.ts';
import type { Broadcast } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import { isBranch } from './run-weights.ts';
import type { TrainingQueue } from './training-queue.ts';
import type { NewTraining } from './training-start.ts';

const seedLimit = 4294967296;

export function createRuns(
  history: History,
  queue: TrainingQueue,
  broadcast: Broadcast,
  options: { folderOf: (runId: string) => string; environment: Readonly<Record<string, string>> },
) {
  const { folderOf } = options;
  const tell = (ids: readonly string[]): void => broadcast('runs', ids.map(history.runs.summary));

  function differs(run: RunSummary, dataset: OpenDataset): RunParent['differs'] {
    const { environment, events } = history.runs.details(run.id);
    const here = options.environment;
    // A run of an earlier version says less.
    const isOther = (name: string): boolean =>
      environment[name] !== undefined && environment[name] !== here[name];
    const found: Record<RunDifference, boolean> = {
      data: dataset.summary.fingerprint !== run.dataset.fingerprint,
      version: isOther('inkling'),
      machine: ['platform', 'processor', 'arithmetic'].some(isOther),
      rate: events.some(({ kind }) => kind === 'learningRate'),
    };
    return (Object.keys(found) as RunDifference[]).filter((name) => found[name]);
  }

  async function filesOf(id: string): Promise<RunFile[]> {
    const folder = folderOf(id);
    if (!existsSync(folder)) return [];
    const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'));
    const files = await Promise.all(
      names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })),
    );
    return files.sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
  }

  async function remove(ids: readonly string[]): Promise<void> {
    history.runs.delete(ids);
    await Promise.all(ids.map((id) => rm(folderOf(id), { recursive: true, force: true })));
  }

  /**
   * A run made of another one: `again` to the same bits, where data and version are the same; `newSeed`
   * to see how much is chance; `edited` by the edits that are there now; `branch` with other
   * hyper-parameters, from the run's weights on.
   */
  /** What it learnt from besides its data set. @throws UserError `file.*`, `training.addedBroken` */
  const drawingsOf = ({ id, dataset: { handwriting } }: RunSummary): AddedDrawing[] =>
    handwriting && handwriting.drawings > 0 ? readAddedDrawings(folderOf(id)) : [];

  function descendant(
    runId: string,
    how: RunDescent,
    dataset: OpenDataset,
    change: {
      hyperparameters?: Readonly<Record<string, unknown>>;
      name?: string | null;
      /** Of a branch: one's own drawings, to learn from, too. */
      handwriting?: readonly AddedDrawing[];
      /** Of a branch: the kept epoch that it starts from; null for the run's model. */
      epoch?: number | null;
    } = {},
  ): NewTraining {
    const run = history.runs.summary(runId);
    // The same again is by the same edits; the others are by those that are there now.
    const bySameEdits = how === 'again' || how === 'newSeed';
    const isSameData = dataset.summary.fingerprint === run.dataset.fingerprint;
    const seed = how === 'newSeed' ? { seed: newSeed(run.hyperparameters) } : {};
    return {
      dataset,
      preset: run.preset,
      name: change.name ?? null,
      hyperparameters: { ...run.hyperparameters, ...change.hyperparameters, ...seed },
      origin: 'app',
      keepEvery: history.runs.keepEvery(runId),
      ...(bySameEdits && isSameData && { edits: history.overlays.ofRun(runId) }),
      handwriting: how === 'branch' ? (change.handwriting ?? []) : drawingsOf(run),
      parent: {
        ...{ runId, how, differs: differs(run, dataset) },
        ...(how === 'branch' && change.epoch && { epoch: change.epoch }),
        ...(how !== 'branch' && isBranch(run, folderOf(runId)) && { branched: true as const }),
      },
    };
  }

  return {
    /** @throws UserError `run.unknown` */
    mark(ids: readonly string[], marks: Partial<RunMarks>): RunSummary[] {
      history.marks.mark(ids, marks);
      const changed = ids.map(history.runs.summary);
      broadcast('runs', changed);
      return changed;
    },
    /** Out of sight, with all their files, until `purge` or `restore`. @throws UserError `run.isTraining` */
    trash(ids: readonly string[]): void {
      for (const id of ids)
        if (history.runs.summary(id).state === 'running')
          throw new UserError('run.isTraining', { id });
      queue.cancel(ids);
      history.marks.trash(ids);
      broadcast('runsDeleted', [...ids]);
    },
    restore(ids: readonly string[]): void {
      const kept = ids.filter(history.runs.exists);
      history.marks.untrash(kept);
      tell(kept);
    },
    /** Removes for good what was deleted. */
    async purge(ids: readonly string[] = history.marks.trashed()): Promise<void> {
      const trashed = new Set(history.marks.trashed());
      await remove(ids.filter((id) => trashed.has(id)));
    },
    /** Deletes runs with their saved models, for good. @throws UserError `run.unknown`, `run.isTraining` */
    async delete(ids: readonly string[]): Promise<void> {
      await remove(ids);
      broadcast('runsDeleted', [...ids]);
    },
    /** What is saved of the run, largest first. */
    files: filesOf,
    /** Removes the kept epochs of a run; its model and its checkpoint stay. */
    async dropKept(id: string): Promise<RunFile[]> {
      const kept = (await filesOf(id)).filter(({ name }) => isKept(name));
      await Promise.all(kept.map(({ name }) => rm(join(folderOf(id), name), { force: true })));
      return filesOf(id);
    },
    descendant,
    /** Queues it. @throws UserError as `TrainingQueue.add` */
    again: (...what: Parameters<typeof descendant>): RunSummary =>
      queue.add(descendant(...what), { ownTurn: true }),
  };

  /** One that no run with otherwise the same hyper-parameters has. */
  function newSeed(h: Hyperparameters): number {
    const withoutSeed = (values: Hyperparameters): string => JSON.stringify({ ...values, seed: 0 });
    const own = withoutSeed(h);
    const used = new Set(
      history.runs
        .list()
        .filter(({ hyperparameters }) => withoutSeed(hyperparameters) === own)
        .map(({ hyperparameters }) => hyperparameters.seed),
    );
    let seed = h.seed;
    while (used.has(seed) || seed === h.seed) seed = (seed + 1) % seedLimit;
    return seed;
  }
}

export type RunsService = ReturnType<typeof createRuns>;
