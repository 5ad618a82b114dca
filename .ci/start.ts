/**
 * `npm start [-- --dev] [-- arguments for the app]`: starts the app with everything it needs. On a
 * Linux without a display it trains the bundled sample in the terminal instead.
 */
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { endOnSignals, runAttached } from './command.ts';
import { ensureElectron } from './electron-runtime.ts';
import { electronEnvironment } from './electron-environment.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { hasDisplay, isRoot, thisMachine } from './machine.ts';
import { packageProgram, repositoryRoot } from './repository.ts';
import { runtimeArguments, sandboxAdvice } from './runtime-arguments.ts';
import { describe, say } from './say.ts';
import { ensureSqliteAddon } from './sqlite-addon.ts';
import { ensureSystemPackages } from './system-packages.ts';

const devFlag = '--dev';

async function start(args: readonly string[]): Promise<number> {
  const appArguments = args.filter((arg) => arg !== devFlag);
  if (!hasDisplay()) return trainInTerminal(appArguments);
  // Not for others than root: on a desktop these libraries are there, and a person who can't
  // install the one that isn't needed today should not be kept from starting.
  if (isRoot()) await ensureSystemPackages(['electron']);
  const runtime = await ensureElectron();
  await ensureSqliteAddon(runtime);
  const advice = sandboxAdvice(runtime);
  if (advice !== undefined) say(advice);
  const switches = runtimeArguments(runtime, thisMachine);
  return args.includes(devFlag)
    ? develop(runtime, [...switches, ...appArguments])
    : run(runtime, [...switches, repositoryRoot, ...appArguments]);
}

async function trainInTerminal(args: readonly string[]): Promise<number> {
  say('There is no display: training the bundled sample here instead of opening a window.');
  const cli = join(repositoryRoot, 'src-main', 'cli', 'main.ts');
  const sample = join(repositoryRoot, 'resources', 'sample');
  return runAttached(process.execPath, [cli, 'train', sample, ...args]);
}

async function run(runtime: ElectronRuntime, args: readonly string[]): Promise<number> {
  const code = await buildIfStale();
  return code === 0 ? runAttached(runtime.path, args, { env: electronEnvironment(runtime) }) : code;
}

/** electron-vite starts Electron itself, with what follows `--` behind the app's folder. */
async function develop(runtime: ElectronRuntime, args: readonly string[]): Promise<number> {
  const vite = packageProgram('electron-vite', 'electron-vite');
  return runAttached(process.execPath, [vite, 'dev', '--', ...args], {
    cwd: repositoryRoot,
    env: electronEnvironment(runtime),
  });
}

endOnSignals();
try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  say(describe(error));
  process.exitCode = 1;
}
