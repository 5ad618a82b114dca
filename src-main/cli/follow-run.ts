/** One training on the command line: what it is, its epochs as they come, and what came of it. */
import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Events } from '../../src-shared/api.ts';
import { type ErrorCode, errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { applies, plannedEpochs } from '../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import { errorText, messages } from '../../src-shared/messages/index.ts';
import { endedEarly, type EpochRecord, type RunSummary } from '../../src-shared/run.ts';
import { sameFigures } from '../../src-shared/run-facts.ts';
import type { ExitCode } from './cli.ts';
import { layerTable } from './layer-table.ts';
import type { Session } from './session.ts';
import { bar, clock, figure } from './terminal.ts';

const differences = messages.en.ui.runs.descent;

/** The shell's code for a program that was interrupted from the keyboard. */
const interrupted = 130;

/**
 * Trains what `start` starts, and tells it from beginning to end.
 * @param saveAs where a copy of the model is put in the end
 * @throws UserError what the run failed with
 */
export async function follow(
  session: Session,
  start: () => RunSummary,
  saveAs?: string,
): Promise<ExitCode> {
  const ended = watch(session);
  const run = start();
  sayStart(session, run);
  const last = await ended(run.id);
  if (last.state === 'failed') throw UserError.from(last.error ?? errorInfoOf('failed'));
  const saved = last.hasModel ? session.services.models.modelFileOf(run.id) : null;
  if (saveAs !== undefined && saved) copy(saved, resolve(saveAs));
  sayEnd(session, last, saved);
  return last.state === 'done' ? 0 : interrupted;
}

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, to));
  }
}

function sayStart({ terminal }: Session, run: RunSummary): void {
  const { id: runId, name, architecture, parameters, preset, hyperparameters, dataset } = run;
  const { epochs, parent } = run;
  const { train: count, validation, test } = dataset.images;
  const { overlay } = dataset;
  const edited = overlay
    ? ` (edits ${overlay.hash.slice(0, 12)}: ${overlay.relabelled} relabelled, ${overlay.excluded} excluded)`
    : '';
  const layers = applies('hiddenLayers', hyperparameters) ? `\n\n${layerTable(run)}\n` : '';
  const what = { name, architecture, parameters, preset, hyperparameters, dataset, parent };
  const resumed = epochs > 0 ? `, from epoch ${epochs + 1} on` : '';
  const differs = (parent?.differs ?? []).map((difference) => `\n${differences[difference]}`);
  terminal.result(
    { type: 'start', runId, epochs, ...what },
    `${name}: ${architecture}${resumed}; ${count} training, ${validation} validation, ${test} test images${edited}${differs.join('')}${layers}`,
  );
}

function sayEpoch({ terminal }: Session, record: EpochRecord, epochs: number): void {
  const of = `epoch ${String(record.epoch).padStart(String(epochs).length)}/${epochs}`;
  const figures = (['train', 'validation', 'test'] as const).flatMap((split) => {
    const accuracy = record[`${split}Accuracy`];
    const loss = record[`${split}Loss`];
    if (accuracy === null) return [];
    const told = `${split} ${figure(accuracy)}`;
    return [loss === null ? told : `${told} (loss ${figure(loss)})`];
  });
  const pace = `${Math.round(record.imagesPerSecond)} images/s`;
  terminal.result({ type: 'epoch', ...record }, [of, ...figures, pace].join('  '));
}

function sayProgress({ terminal }: Session, p: TrainingProgress): void {
  const left = p.secondsLeft === null ? '' : `${clock(p.secondsLeft)} left`;
  const fraction = p.batch / Math.max(1, p.batches);
  terminal.progress(
    `epoch ${p.epoch}/${p.epochs} ${bar(fraction)} ${Math.floor(fraction * 100)} %  accuracy ${figure(p.trainAccuracy)}  ${left}`,
  );
}

/** Whether a run that was made again came to the same; null for any other. */
function isSame({ services: { history } }: Session, { id, parent }: RunSummary): boolean | null {
  if (parent?.how !== 'again' || !history.runs.exists(parent.runId)) return null;
  return sameFigures(history.epochs.ofRun(id), history.epochs.ofRun(parent.runId));
}

function sayEnd(session: Session, run: RunSummary, modelFile: string | null): void {
  const { terminal } = session;
  const { id: runId, state, best, bestEpoch, seconds, epochs } = run;
  const testAccuracy = best?.testAccuracy ?? null;
  const same = isSame(session, run);
  const { same: isTheSame, other } = messages.en.ui.runs.descent;
  const verdict = same === null ? '' : `\n${same ? isTheSame : other}`;
  const early = endedEarly(run);
  const stopped = early
    ? `Stopped early: nothing better for ${run.hyperparameters.earlyStopping} epochs. `
    : state === 'done'
      ? ''
      : 'Stopped. ';
  terminal.result(
    {
      type: 'done',
      runId,
      state,
      endedEarly: early,
      testAccuracy,
      bestEpoch,
      epochs,
      seconds,
      modelFile,
      ...(same !== null && { same }),
    },
    `${stopped}Test accuracy ${figure(testAccuracy)} (epoch ${bestEpoch ?? '-'}) after ${clock(seconds)}.\n` +
      `Run ${runId}${modelFile ? `, model saved as ${modelFile}` : ''}${verdict}`,
  );
}

/**
 * Tells epochs and progress as they come, and stops the run on Ctrl+C.
 * @returns waits for the end of the run with an id
 */
function watch(session: Session): (runId: string) => Promise<RunSummary> {
  const { services, listen, terminal } = session;
  let finish: (run: RunSummary) => void = () => undefined;
  const finished = new Promise<RunSummary>((resolve) => {
    finish = resolve;
  });
  let awaited: string | null = null;
  let epochs = 0;
  /** What keeps it from going on. */
  let told: ErrorCode | null = null;
  listen((event, payload) => {
    if (event === 'progress') {
      const progress = payload as Events['progress'];
      epochs = progress.epochs;
      sayProgress(session, progress);
    } else if (event === 'epoch') {
      sayEpoch(session, (payload as Events['epoch']).record, epochs);
    } else if (event === 'run') {
      const run = payload as Events['run'];
      // Other programs train into the same history.
      if (run.id !== awaited) return;
      epochs = plannedEpochs(run.hyperparameters);
      if (run.state !== 'running') finish(run);
    } else if (event === 'jobs') {
      // It waits until there is room, and goes on by itself; Ctrl+C stops it.
      const blocked = (payload as Events['jobs']).find(({ runId }) => runId === awaited);
      if (blocked?.error && blocked.error.code !== told) terminal.note(errorText(blocked.error));
      told = blocked?.error?.code ?? null;
    }
  });
  return async (runId) => {
    awaited = runId;
    const stop = (): void => {
      terminal.note('Stopping; the finished epochs are kept.');
      services.training.stop(runId);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    try {
      return await finished;
    } finally {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    }
  };
}
