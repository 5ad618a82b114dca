/** Files that leave the program, and bundles that come in. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { fill, messages } from '../../src-shared/messages/index.ts';
import type { RunColumn } from '../../src-shared/run-columns.ts';
import type { RunDetails, RunSummary } from '../../src-shared/run.ts';
import { exportedRun, runsFileFormat } from '../../src-shared/runs-file.ts';
import type { Language } from '../../src-shared/settings.ts';
import { maximumReportRuns } from '../../src-shared/share.ts';
import { newRunId } from '../history/run-id.ts';
import type { History } from '../history/history.ts';
import type { RunToReport } from '../report/gather.ts';
import type { Imported, ShareTask } from '../report/task.ts';
import { runTask } from '../worker-task.ts';
import { workerUrl } from '../worker-url.ts';
import type { Broadcast } from './broadcast.ts';
import type { Datasets, OpenDataset } from './datasets.ts';
import type { Jobs } from './jobs.ts';
import { asJob, type JobControl } from './long-job.ts';
import { classesAsIn } from './model-classes.ts';
import type { Models } from './models.ts';
import { dataOfRun } from './training-data.ts';
import { runsFile, runsTable, writeText } from './run-export.ts';

/** Models of a comparison that are asked; what each takes is seconds. */
const mostAsked = 12;
/** More threads than these gain nothing for a few pictures. */
const mostThreads = 4;

export function createSharing(
  history: History,
  {
    jobs,
    models,
    datasets,
    broadcast,
  }: { jobs: Jobs; models: Models; datasets: Datasets; broadcast: Broadcast },
  options: { runsFolder: string; version: string },
) {
  const url = workerUrl(import.meta.url, '../report/worker.ts', 'share-worker.js');
  const work = <T>(task: ShareTask, control: JobControl): Promise<T> =>
    runTask<T>(url, 'share thread', task, control);

  /** The run's images as it saw them; null where they are not enough for what it was trained with. */
  function dataOf(run: RunDetails, dataset: OpenDataset): RunToReport['data'] {
    try {
      // By the edits of the run: what was excluded could else be drawn as a test image.
      const { pixels, labels, train, validation, test } = dataOfRun(dataset, run, history);
      const { summary } = dataset;
      const { width, height, polarity } = summary;
      const { classes, fingerprint } = run.dataset;
      const choice = test.length > 0 ? 'test' : validation.length > 0 ? 'validation' : null;
      return {
        lab: {
          ...{ pixels, labels, width, height, polarity },
          classes: classesAsIn({ labels: classes, fingerprint }, summary),
        },
        heldOut: choice && { choice, indices: choice === 'test' ? test : validation },
        prior: { pixels, train },
      };
    } catch (thrown) {
      if (thrown instanceof UserError) return null;
      throw thrown;
    }
  }

  const subjectOf = (
    run: RunDetails,
    dataset: OpenDataset | null,
    isBrief: boolean,
  ): RunToReport => ({
    ...{ run, isBrief },
    model: run.hasModel ? models.modelFileOf(run.id) : null,
    data: dataset && !isBrief ? dataOf(run, dataset) : null,
    threads: Math.min(mostThreads, availableParallelism()),
  });

  /** The runs with their images, which stay open until the work is done. */
  async function withSubjects<T>(
    runs: readonly RunDetails[],
    control: JobControl,
    use: (subjects: RunToReport[]) => Promise<T>,
  ): Promise<T> {
    const borrowed = new Map<string, Awaited<ReturnType<Datasets['borrow']>>>();
    try {
      const subjects: RunToReport[] = [];
      for (const [i, run] of runs.entries()) {
        const { fingerprint } = run.dataset;
        const isBrief = i >= mostAsked;
        if (!isBrief && !borrowed.has(fingerprint))
          borrowed.set(fingerprint, await datasets.borrow(run.dataset, control.signal));
        subjects.push(subjectOf(run, borrowed.get(fingerprint)?.dataset ?? null, isBrief));
      }
      return await use(subjects);
    } finally {
      for (const one of borrowed.values()) await one?.giveBack();
    }
  }

  const making = (language: Language, path: string) => ({
    ...{ language, path },
    version: options.version,
    date: new Date().toISOString(),
  });
  const titleOf = (runs: readonly { name: string }[], language: Language): string =>
    runs.length === 1
      ? runs[0].name
      : fill(messages[language].ui.share.report.comparison, { count: runs.length });

  return {
    titleOf: (ids: readonly string[], language: Language): string =>
      titleOf(ids.map(history.runs.summary), language),
    /** @throws UserError `file.*` */
    async saveBytes(path: string, bytes: Uint8Array): Promise<void> {
      try {
        await writeFile(path, bytes);
      } catch (thrown) {
        throw UserError.from(errorInfoOf(thrown, path));
      }
    },
    /** @throws UserError `run.unknown`, `file.*`, `job.cancelled` */
    saveTable: (
      ids: readonly string[],
      what: { columns: readonly RunColumn[]; tailLength: number },
      path: string,
    ): Promise<void> =>
      asJob(jobs, { kind: 'export', subject: basename(path), runId: null }, (control) =>
        writeText(path, runsTable(history, ids, what, control)),
      ),
    /** @throws UserError as `saveTable` */
    saveRuns: (ids: readonly string[], path: string): Promise<void> =>
      asJob(jobs, { kind: 'export', subject: basename(path), runId: null }, (control) =>
        writeText(path, runsFile(history, ids, options.version, control)),
      ),
    /** @throws UserError `run.unknown`, `report.tooMany`, `file.*`, `job.cancelled` */
    async report(ids: readonly string[], language: Language, path: string): Promise<void> {
      if (ids.length > maximumReportRuns)
        throw new UserError('report.tooMany', { count: ids.length, maximum: maximumReportRuns });
      const runs = ids.map(history.runs.details);
      const what = { kind: 'report', subject: titleOf(runs, language), runId: null } as const;
      await asJob(jobs, what, (control) =>
        withSubjects(runs, control, (subjects) =>
          work({ kind: 'report', runs: subjects, ...making(language, path) }, control),
        ),
      );
    },
    /** @throws UserError `run.unknown`, `run.noModel`, `file.*`, `job.cancelled` */
    async bundle(id: string, language: Language, path: string): Promise<void> {
      const run = history.runs.details(id);
      const model = models.modelFileOf(id);
      const made = making(language, path);
      const record = JSON.stringify({
        ...runsFileFormat,
        ...{ inkling: options.version, exportedAt: made.date },
        runs: [exportedRun(run, history.overlays.ofRun(id))],
      });
      await asJob(jobs, { kind: 'bundle', subject: run.name, runId: null }, (control) =>
        withSubjects([run], control, ([subject]) =>
          work({ kind: 'bundle', run: subject, model, record, ...made }, control),
        ),
      );
    },
    /** The run of a bundle joins the history. @throws UserError `bundle.*`, `model.*`, `file.*`, `job.cancelled` */
    async import(path: string): Promise<RunSummary> {
      const task: ShareTask = {
        ...{ kind: 'import', path, runsFolder: options.runsFolder },
        taken: history.runs.ids(),
        otherId: newRunId(),
      };
      const what = { kind: 'import', subject: basename(path), runId: null } as const;
      const { id, run } = await asJob(jobs, what, (control) => work<Imported>(task, control));
      history.imports.add(id, run);
      const summary = history.runs.summary(id);
      broadcast('run', summary);
      return summary;
    },
  };
}

export type Sharing = ReturnType<typeof createSharing>;
