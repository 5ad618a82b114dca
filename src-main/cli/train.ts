import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Events } from '../../src-shared/api.ts';
import { applies } from '../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import { plannedEpochs } from '../../src-shared/hyperparameters.ts';
import { isPresetName, presetHyperparameters, presetNames } from '../../src-shared/presets.ts';
import { endedEarly, type EpochRecord, type RunSummary } from '../../src-shared/run.ts';
import {
  hyperparameterOptions,
  hyperparametersIn,
  positionals,
  readArguments,
  threadsIn,
} from './arguments.ts';
import type { Command, ExitCode } from './cli.ts';
import { datasetOptions, labelNamesIn, preparationIn } from './dataset-options.ts';
import { layerTable } from './layer-table.ts';
import { readingFlags, readingIn } from './reading.ts';
import { openDataset, type Session, withSession } from './session.ts';
import { bar, clock, figure } from './terminal.ts';

/** The shell's code for a program that was interrupted from the keyboard. */
const interrupted = 130;

/** `train <path> [--preset NAME] [--<hyper-parameter> V ...] [--name TEXT] [--save FILE] [--threads N]` */
export const train: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    ...hyperparameterOptions,
    ...readingFlags,
    ...datasetOptions,
    preset: { type: 'string' },
    name: { type: 'string' },
    save: { type: 'string' },
    threads: { type: 'string', default: '0' },
  });
  const [path] = positionals(given, ['path']);
  const how = readingIn(values);
  const preparation = preparationIn(values);
  const threads = threadsIn(values.threads);
  const preset = values.preset ?? 'default';
  if (!isPresetName(preset))
    throw new UserError('preset.unknown', { name: preset, choices: presetNames.join(', ') });
  const hyperparameters = { ...presetHyperparameters(preset), ...hyperparametersIn(values) };

  return withSession(values, async (session) => {
    const dataset = await openDataset(session, path, {
      preparation,
      how,
      names: labelNamesIn(values),
    });
    const ended = watch(session);
    const run = session.services.training.start({
      dataset,
      preset,
      name: values.name ?? null,
      hyperparameters,
      origin: 'cli',
      threads,
    });
    sayStart(session, run);
    const last = await ended(run.id);
    if (last.state === 'failed') throw UserError.from(last.error ?? errorInfoOf('failed'));
    const saved = last.hasModel ? session.services.models.modelFileOf(run.id) : null;
    if (values.save !== undefined && saved) copy(saved, resolve(values.save));
    sayEnd(session, last, saved);
    return last.state === 'done' ? 0 : (interrupted satisfies ExitCode);
  });
};

function sayStart({ terminal }: Session, run: RunSummary): void {
  const { id: runId, name, architecture, parameters, preset, hyperparameters, dataset } = run;
  const { train: count, validation, test } = dataset.images;
  const layers = applies('hiddenLayers', hyperparameters) ? `\n\n${layerTable(run)}\n` : '';
  terminal.result(
    { type: 'start', runId, name, architecture, parameters, preset, hyperparameters, dataset },
    `${name}: ${architecture}; ${count} training, ${validation} validation, ${test} test images${layers}`,
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

function sayEnd({ terminal }: Session, run: RunSummary, modelFile: string | null): void {
  const { id: runId, state, best, bestEpoch, seconds, epochs } = run;
  const testAccuracy = best?.testAccuracy ?? null;
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
    },
    `${stopped}Test accuracy ${figure(testAccuracy)} (epoch ${bestEpoch ?? '-'}) after ${clock(seconds)}.\n` +
      `Run ${runId}${modelFile ? `, model saved as ${modelFile}` : ''}`,
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
      // Nobody can press "go on" here: a full disk ends the command; the run can go on later.
      const [blocked] = (payload as Events['jobs']).filter(
        (job) => job.state === 'paused' && job.error,
      );
      if (blocked?.error && blocked.runId) {
        services.training.stop(blocked.runId);
        finish({
          ...services.history.runs.summary(blocked.runId),
          state: 'failed',
          error: blocked.error,
        });
      }
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

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, to));
  }
}
