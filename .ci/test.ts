/**
 * `npm test [-- --only unit,e2e,lint,types]`: every check, in order, each as a named step. A step
 * that fails doesn't keep the others from running. The last line is `N passed, N failed`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { endOnSignals, interruptedCode, runAttached } from './command.ts';
import { ensureElectron } from './electron-runtime.ts';
import { electronEnvironment } from './electron-environment.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { hasXDisplay, sandboxArguments } from './machine.ts';
import { npmCommand, packageProgram, repositoryRoot } from './repository.ts';
import { describe, say, SetupError } from './say.ts';
import { ensureSqliteAddon } from './sqlite-addon.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { formatTally, playwrightTally, single, sum, vitestTally } from './test-report.ts';
import type { Tally } from './test-report.ts';
import { selectParts } from './test-selection.ts';
import type { TestPart } from './test-selection.ts';

/** Runs a program of a package, in Node, in the repository; gives the exit code. */
function tool(name: string, command: string, args: string[], env = process.env): Promise<number> {
  return runAttached(process.execPath, [packageProgram(name, command), ...args], {
    cwd: repositoryRoot,
    env,
  });
}

async function format(): Promise<Tally> {
  return single((await tool('prettier', 'prettier', ['--check', '.'])) === 0, 'format');
}

async function lint(): Promise<Tally> {
  return single((await tool('eslint', 'eslint', ['.'])) === 0, 'lint');
}

async function types(): Promise<Tally> {
  const npm = npmCommand();
  const args = [...npm.args, 'run', '--silent', 'typecheck'];
  return single((await runAttached(npm.command, args, { cwd: repositoryRoot })) === 0, 'types');
}

async function unit(reports: string): Promise<Tally> {
  const file = join(reports, 'unit.json');
  const code = await tool('vitest', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return vitestTally(await readIfThere(file), code);
}

/** What the window tests run on; fetched and compiled on the first run. */
async function prepare(): Promise<ElectronRuntime> {
  await ensureSystemPackages([
    'electron',
    'fonts',
    ...(hasXDisplay() ? [] : (['virtualDisplay'] as const)),
  ]);
  const runtime = await ensureElectron();
  await ensureSqliteAddon(runtime);
  return runtime;
}

async function endToEnd(runtime: ElectronRuntime, reports: string): Promise<Tally> {
  const file = join(reports, 'e2e.json');
  const env = {
    ...electronEnvironment(runtime),
    INKLING_ELECTRON: runtime.path,
    INKLING_ELECTRON_ARGS: sandboxArguments().join(' '),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const playwright = packageProgram('@playwright/test', 'playwright');
  const command = [process.execPath, playwright, 'test', '--reporter=list,json'];
  const [program = '', ...args] = hasXDisplay()
    ? command
    : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command];
  const code = await runAttached(program, args, { cwd: repositoryRoot, env });
  return playwrightTally(await readIfThere(file), code);
}

async function readIfThere(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/** Runs one step, with its name before and its result and time after it; it never throws. */
async function step(name: string, work: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n== ${name}`);
  const begun = performance.now();
  let tally: Tally;
  try {
    tally = await work();
  } catch (error) {
    console.log(describe(error));
    tally = single(false, `${name}: ${describe(error)}`);
  }
  const code = interruptedCode();
  if (code !== undefined) process.exit(code);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`== ${name}: ${formatTally(tally)} (${seconds} s)`);
  return tally;
}

async function runParts(parts: Set<TestPart>, reports: string): Promise<Tally> {
  const tallies: Tally[] = [];
  // Fetching waits for the network and compiling fills one core or two for a minute: alongside the
  // static checks, but not alongside the tests, some of which measure time.
  const preparation = parts.has('e2e') ? Promise.allSettled([prepare()]) : undefined;
  if (parts.has('lint')) {
    tallies.push(await step('format', format));
    tallies.push(await step('lint', lint));
  }
  if (parts.has('types')) tallies.push(await step('types', types));
  const prepared = (await preparation)?.[0];
  if (parts.has('unit')) tallies.push(await step('unit tests', () => unit(reports)));
  if (prepared !== undefined) {
    const built = await step('build', async () => single((await build()) === 0, 'build'));
    tallies.push(built);
    tallies.push(
      await step('end-to-end tests', async () => {
        if (prepared.status === 'rejected') throw prepared.reason;
        if (built.failed > 0) throw new SetupError('Not run: the build failed.');
        return endToEnd(prepared.value, reports);
      }),
    );
  }
  return sum(tallies);
}

async function main(): Promise<void> {
  const parts = selectParts(process.argv.slice(2));
  const reports = await mkdtemp(join(tmpdir(), 'inkling-test-'));
  try {
    const total = await runParts(parts, reports);
    if (total.failures.length > 0) console.log(`\n== failed\n${total.failures.join('\n')}`);
    console.log(`\n${formatTally(total)}`);
    process.exitCode = total.failed > 0 ? 1 : 0;
  } finally {
    await rm(reports, { recursive: true });
  }
}

endOnSignals();
try {
  await main();
} catch (error) {
  say(describe(error));
  process.exitCode = 1;
}
