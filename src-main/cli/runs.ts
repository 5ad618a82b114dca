import { formatHyperparameter } from '../../src-shared/hyperparameter-values.ts';
import {
  differingHyperparameters,
  plannedEpochs,
  hyperparameterNames,
  applies,
} from '../../src-shared/hyperparameters.ts';
import type { RunDetails, RunSummary } from '../../src-shared/run.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import { positionals, readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { layerTable } from './layer-table.ts';
import { exportOptions, exportRuns, importRun } from './runs-share.ts';
import { type Session, withSession } from './session.ts';
import { clock, figure, table } from './terminal.ts';

/** `runs list | show ID | compare ID ID ... | export [ID ...] | import FILE | delete ID ...` */
export const runs: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, exportOptions);
  const [verb, ...ids] = given;
  const actions: Record<string, (session: Session) => void | Promise<void>> = {
    list: (session) => {
      positionals(ids, []);
      list(session);
    },
    show: (session) => show(session, positionals(ids, ['id'])[0]),
    compare: (session) => {
      if (ids.length < 2) throw new UsageError('compare needs two or more run ids');
      compare(session, ids);
    },
    export: (session) => exportRuns(session, ids, values),
    import: (session) => importRun(session, positionals(ids, ['file'])[0]),
    delete: (session) => {
      if (ids.length === 0) throw new UsageError('missing <id>');
      return remove(session, ids);
    },
  };
  if (verb === undefined || !Object.hasOwn(actions, verb))
    throw new UsageError('runs needs one of list, show, compare, export, import, delete');
  await withSession(values, async (session) => actions[verb](session));
  return 0;
};

function list({ services, terminal }: Session): void {
  const all = services.history.runs.list();
  for (const run of all) terminal.result({ type: 'run', ...run }, '');
  if (terminal.json) return;
  const rows = all.map((run) => [
    run.id,
    run.name,
    run.dataset.name,
    run.preset ?? '-',
    run.state,
    `${run.epochs}/${plannedEpochs(run.hyperparameters)}`,
    figure(run.best?.testAccuracy),
    clock(run.seconds),
  ]);
  const head = ['id', 'name', 'data', 'preset', 'state', 'epochs', 'test', 'time'];
  terminal.result({}, all.length === 0 ? 'No runs yet.' : table([head, ...rows], [5, 6, 7]));
}

function show({ services, terminal }: Session, prefix: string): void {
  const run = services.history.runs.details(services.history.runs.find(prefix));
  terminal.result({ type: 'run', ...run }, describe(run));
}

function describe(run: RunDetails): string {
  const { hyperparameters: h, dataset } = run;
  const settings = hyperparameterNames
    .filter((name) => applies(name, h))
    .map((name) => [name, formatHyperparameter(h[name])]);
  const epochs = run.history.map((r) => [
    String(r.epoch),
    ...[
      r.trainLoss,
      r.trainAccuracy,
      r.validationLoss,
      r.validationAccuracy,
      r.testLoss,
      r.testAccuracy,
    ].map(figure),
  ]);
  const head = ['epoch', 'loss', 'accuracy', 'val. loss', 'val. acc.', 'test loss', 'test acc.'];
  return [
    `${run.id} ${run.name}: ${run.state}${run.error ? ` (${errorText(run.error)})` : ''}`,
    `${run.architecture}; ${dataset.name}, ${dataset.images.train} training images, fingerprint ${dataset.fingerprint.slice(0, 12)}`,
    ...(applies('hiddenLayers', h) ? [layerTable(run)] : []),
    table(settings),
    table(
      [head, ...epochs],
      head.map((_, i) => i),
    ),
    ...run.events.map(
      (e) =>
        `epoch ${e.epoch}, batch ${e.batch}: ${e.kind}${e.value === null ? '' : ` ${e.value}`}`,
    ),
  ].join('\n\n');
}

function compare({ services, terminal }: Session, prefixes: readonly string[]): void {
  const chosen = prefixes.map((p) => services.history.runs.details(services.history.runs.find(p)));
  const names = differingHyperparameters(chosen.map((run) => run.hyperparameters));
  const differing = Object.fromEntries(
    names.map((name) => [name, chosen.map((run) => run.hyperparameters[name])]),
  );
  const row = (title: string, cell: (run: RunSummary) => string): string[] => [
    title,
    ...chosen.map(cell),
  ];
  terminal.result(
    { type: 'comparison', differing, runs: chosen },
    table([
      row('', (run) => run.id),
      row('name', (run) => run.name),
      ...names.map((name) =>
        row(name, ({ hyperparameters: h }) =>
          applies(name, h) ? formatHyperparameter(h[name]) : '-',
        ),
      ),
      row('epochs', (run) => String(run.epochs)),
      row('test accuracy', (run) => figure(run.best?.testAccuracy)),
      row('last test accuracy', (run) => figure(run.last?.testAccuracy)),
      row('time', (run) => clock(run.seconds)),
    ]),
  );
}

async function remove({ services, terminal }: Session, prefixes: readonly string[]): Promise<void> {
  const ids = prefixes.map((prefix) => services.history.runs.find(prefix));
  await services.runs.delete(ids);
  for (const id of ids) terminal.result({ type: 'deleted', runId: id }, `Deleted ${id}.`);
}
