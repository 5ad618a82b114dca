import { UserError } from '../../src-shared/errors.ts';
import type { Events } from '../../src-shared/api.ts';
import {
  formatHyperparameter,
  parseHyperparameter,
} from '../../src-shared/hyperparameter-values.ts';
import {
  type HyperparameterName,
  hyperparameterNames,
  parameterOf,
} from '../../src-shared/hyperparameters.ts';
import { isPresetName, presetHyperparameters, presetNames } from '../../src-shared/presets.ts';
import { isUnderWay, type RunSummary } from '../../src-shared/run.ts';
import { parseSweepAxis, type SweepAxis, type SweepSummary } from '../../src-shared/sweep.ts';
import { sweepResult } from '../../src-shared/sweep-result.ts';
import {
  hyperparameterOptions,
  hyperparameterTexts,
  keepEveryIn,
  positionals,
  readArguments,
  UsageError,
} from './arguments.ts';
import type { Command } from './cli.ts';
import { openDataset, type Session, withSession } from './session.ts';
import { figure, table } from './terminal.ts';

const interrupted = 130;

/**
 * `sweep <path> --learningRate 0.01,0.03,0.1 [--seeds N] [--random N] [--draw-seed N]
 * [--stop-hopeless] [--preset NAME] [--name TEXT]`: options with several values vary.
 */
export const sweep: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    ...hyperparameterOptions,
    preset: { type: 'string' },
    name: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    random: { type: 'string' },
    'draw-seed': { type: 'string', default: '1' },
    'stop-hopeless': { type: 'boolean', default: false },
    'keep-every': { type: 'string' },
  });
  const [path] = positionals(given, ['path']);
  const preset = values.preset ?? 'default';
  if (!isPresetName(preset))
    throw new UserError('preset.unknown', { name: preset, choices: presetNames.join(', ') });
  const { axes, fixed } = split(hyperparameterTexts(values));
  const keep = keepEveryIn(values['keep-every']);
  const draws = values.random === undefined ? null : whole('random', values.random, 1);
  const plan = {
    axes,
    seeds: whole('seeds', values.seeds, 1),
    search: draws === null ? ('grid' as const) : ('random' as const),
    draws: draws ?? 1,
    drawSeed: whole('draw-seed', values['draw-seed'], 0),
    stopHopeless: values['stop-hopeless'],
  };
  const hyperparameters = { ...presetHyperparameters(preset), ...fixed };

  return withSession(values, async (session) => {
    const dataset = await openDataset(session, path);
    const { services, terminal } = session;
    const watched = watch(session);
    const begun = await services.sweeps.start({
      dataset,
      preset,
      name: values.name ?? null,
      hyperparameters,
      plan,
      origin: 'cli',
      ...keep,
    });
    const { id: sweepId, name, runIds } = begun;
    terminal.result(
      { type: 'start', sweepId, name, runIds, plan },
      `${name}: ${runIds.length} runs`,
    );
    const stopped = await watched(begun);
    sayResult(session, begun);
    return stopped ? interrupted : 0;
  });
};

/** Several values, or a range, make an axis; one value holds for all runs. */
function split(texts: Partial<Record<HyperparameterName, string>>) {
  const axes: SweepAxis[] = [];
  const fixed: Partial<Record<HyperparameterName, unknown>> = {};
  for (const name of hyperparameterNames) {
    const text = texts[name];
    if (text === undefined) continue;
    const isList =
      parameterOf(name).type === 'layers' ? text.includes('|') : /[,|]|\d\.\.\d/.test(text);
    // The names of some choices hold two dots themselves: `0..1`.
    if (isList && !(parameterOf(name).type === 'choice' && !/[,|]/.test(text)))
      axes.push(parseSweepAxis(name, text));
    else fixed[name] = parseHyperparameter(name, text);
  }
  return { axes, fixed };
}

function whole(option: string, text: string, minimum: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= minimum) return Number(text);
  throw new UsageError(`--${option} takes a whole number from ${minimum} on, not "${text}"`);
}

/** Tells each run as it ends. @returns waits for the end of all; true when it was stopped by Ctrl+C */
function watch(session: Session): (begun: SweepSummary) => Promise<boolean> {
  const { services, terminal, listen } = session;
  let awaited: Set<string> | null = null;
  let told = 0;
  let count = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  function look(run: RunSummary): void {
    if (isUnderWay(run) || !awaited?.delete(run.id)) return;
    told += 1;
    const { id: runId, name, state, epochs, best, hyperparameters } = run;
    const { validationAccuracy = null, testAccuracy = null } = best ?? {};
    terminal.result(
      {
        type: 'run',
        runId,
        name,
        state,
        epochs,
        validationAccuracy,
        testAccuracy,
        hyperparameters,
      },
      `${told}/${count}  ${name}: ${state}, validation ${figure(validationAccuracy)}, test ${figure(testAccuracy)}`,
    );
    if (awaited.size === 0) finish();
  }
  listen((event, payload) => {
    if (event === 'run') look(payload as Events['run']);
  });
  return async ({ id, runIds }) => {
    let stopped = false;
    awaited = new Set(runIds);
    count = runIds.length;
    // Some may have ended before anyone listened.
    for (const runId of runIds) look(services.history.runs.summary(runId));
    const stop = (): void => {
      stopped = true;
      terminal.note('Stopping; the finished epochs are kept.');
      services.sweeps.stop(id);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    try {
      await finished;
    } finally {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    }
    return stopped;
  };
}

function sayResult({ services, terminal }: Session, { id, plan }: SweepSummary): void {
  const runs = services.history.sweeps.get(id).runIds.map(services.history.runs.summary);
  const { judgedBy, combinations, difference } = sweepResult(plan.axes, runs);
  const rows = combinations.map(({ values, spread }) => ({
    values: Object.fromEntries(plan.axes.map(({ name }, i) => [name, values[i]])),
    mean: spread.mean,
    deviation: spread.deviation,
    seeds: spread.count,
  }));
  const head = [...plan.axes.map(({ name }) => name), judgedBy, '+-', 'seeds'];
  const cells = combinations.map(({ values, spread }) => [
    ...values.map(formatHyperparameter),
    figure(spread.mean),
    figure(spread.deviation),
    String(spread.count),
  ]);
  const verdict = {
    beyond: 'The best differs from the next beyond noise.',
    within: 'No difference between the best and the next beyond noise.',
    unknown: 'One seed each can not tell a difference from chance.',
  };
  terminal.result(
    { type: 'done', sweepId: id, judgedBy, combinations: rows, difference },
    [table([head, ...cells]), ...(difference ? [verdict[difference]] : [])].join('\n'),
  );
}
