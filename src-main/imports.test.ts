/** Imports go downwards only: what each folder may use, held against the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Each place with the places of ours that it may import from, besides itself. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-renderer': ['src-shared'],
  // The names of activations, losses and so on are types of the one table; nothing else comes in.
  'src-main/engine': ['src-shared', 'src-main (files)'],
  'src-main/datasets': ['src-shared', 'src-main/engine', 'src-main (files)'],
  'src-main/models': ['src-shared', 'src-main/engine', 'src-main (files)'],
  'src-main/training': ['src-shared', 'src-main/engine', 'src-main/models', 'src-main (files)'],
  'src-main/insight': [
    'src-shared',
    'src-main/engine',
    'src-main/datasets',
    'src-main/models',
    'src-main/training',
    'src-main (files)',
  ],
  // Reports and bundles, made outside the main thread: no history, no services.
  'src-main/report': [
    'src-shared',
    'src-main/engine',
    'src-main/datasets',
    'src-main/models',
    'src-main/training',
    'src-main/insight',
    'src-main (files)',
  ],
  'src-main/history': ['src-shared'],
  'src-main/services': [
    'src-shared',
    'src-main/engine',
    'src-main/datasets',
    'src-main/models',
    'src-main/training',
    'src-main/insight',
    'src-main/history',
    'src-main/report',
    'src-main (files)',
  ],
  // The same program without a window: everything but the shell.
  'src-main/cli': [
    'src-shared',
    'src-main/engine',
    'src-main/datasets',
    'src-main/models',
    'src-main/training',
    'src-main/insight',
    'src-main/history',
    'src-main/services',
    'src-main (files)',
    'src-main (both starts)',
  ],
};
/** Small helpers that lie beside the shell but know nothing of it. */
const helpers = [
  'files.ts',
  'matlab-variable.ts',
  'worker-url.ts',
  'worker-calls.ts',
  'worker-task.ts',
].map((name) => `src-main/${name}`);
/** What the window's program and the command line start from. */
const starts = ['data-folder.ts', 'environment.ts', 'version.ts'].map((name) => `src-main/${name}`);

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)';|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, type, named, dynamic]) => ({
    from: file,
    to: (named ?? dynamic).startsWith('.')
      ? relative(root, resolve(root, dirname(file), named ?? dynamic)).replaceAll(sep, '/')
      : (named ?? dynamic),
    typeOnly: type !== undefined,
  }));
}

const files = ['src-shared', 'src-renderer', 'src-main'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name).replaceAll(sep, '/')),
);
const imports = files.filter((file) => !file.startsWith('src-main/testing/')).flatMap(importsOf);

const placeOf = (path: string): string =>
  helpers.includes(path)
    ? 'src-main (files)'
    : starts.includes(path)
      ? 'src-main (both starts)'
      : (Object.keys(mayUse).find((place) => path.startsWith(`${place}/`)) ?? 'elsewhere');

it('reads the imports of all files', () => {
  expect(imports.length).toBeGreaterThan(200);
  expect(imports).toContainEqual({
    from: 'src-main/services/services.ts',
    to: 'src-main/history/history.ts',
    typeOnly: false,
  });
});

it('keeps to the order of the folders', () => {
  const wrong = imports.filter(({ from, to }) => {
    const allowed = mayUse[placeOf(from)];
    if (!allowed || !to.startsWith('src-')) return false;
    return placeOf(to) !== placeOf(from) && !allowed.includes(placeOf(to));
  });
  expect(wrong).toEqual([]);
});

/** Of the engine, the one place that knows what a thread is, and the one that tells V8 how to compile. */
const ofNode: Record<string, readonly string[]> = {
  'src-main/engine/kernels/threads.ts': ['node:worker_threads', 'src-main/worker-url.ts'],
  'src-main/engine/kernels/helper.ts': ['node:worker_threads'],
  'src-main/engine/kernels/compiled.ts': ['node:v8'],
};

it('lets the engine know shared types and a few small modules, of Node threads and V8', () => {
  const outside = imports.filter(
    ({ from, to }) =>
      from.startsWith('src-main/engine/') &&
      !to.startsWith('src-main/engine/') &&
      !ofNode[from]?.includes(to),
  );
  expect(outside.length).toBeGreaterThan(0);
  /** How layers are written, and powers whose bits are the schedules' too. */
  const modules = ['hidden-layers.ts', 'sine.ts', 'whole-power.ts'].map(
    (name) => `src-shared/${name}`,
  );
  const isAllowed = ({ to, typeOnly }: Import): boolean =>
    to.startsWith('src-shared/') && (typeOnly || modules.includes(to));
  expect(outside.filter((each) => !isAllowed(each))).toEqual([]);
});

it('imports Electron in the shell only', () => {
  const shell = imports.filter(({ to }) => to === 'electron').map(({ from }) => from);
  expect(shell.length).toBeGreaterThan(0);
  expect(shell.filter((file) => !/^src-main\/[^/]+\.ts$/.test(file))).toEqual([]);
});

it('keeps Node out of the window and of what it shares', () => {
  const wrong = imports.filter(
    ({ from, to }) => /^src-(renderer|shared)\//.test(from) && /^(node:|electron)/.test(to),
  );
  expect(wrong).toEqual([]);
});

it('opens the database in the history only, which no worker uses', () => {
  expect(
    imports.filter(({ to }) => to === 'better-sqlite3').map(({ from }) => placeOf(from)),
  ).toSatisfy((places: string[]) => places.every((place) => place === 'src-main/history'));
  for (const worker of ['datasets', 'training', 'insight', 'report'].map(
    (name) => `src-main/${name}/worker.ts`,
  ))
    expect(reachedFrom(worker).filter((file) => file.startsWith('src-main/history/'))).toEqual([]);
});

function reachedFrom(start: string): string[] {
  const reached = new Set([start]);
  for (const file of reached)
    for (const { from, to } of imports) if (from === file && files.includes(to)) reached.add(to);
  return [...reached];
}
