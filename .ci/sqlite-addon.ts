import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { capture } from './command.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { packageFolder } from './repository.ts';
import { cacheFolder, makeFolder } from './runtime/cache.ts';
import { say, SetupError } from './say.ts';
import { compileAddon, currentRecipe } from './sqlite/compile.ts';
import { recipeKey } from './sqlite/recipe.ts';
import { ensureSystemPackages } from './system-packages.ts';

const fileName = 'better_sqlite3.node';

/** Where better-sqlite3 looks before it takes the binary that came with it. */
const installedAddon = join(packageFolder('better-sqlite3'), 'build', 'Release', fileName);

/**
 * Whether Electron of this version loads better-sqlite3's own binary (Node-API 10); before 35.1 it
 * would crash.
 */
export function hasNodeApi10(electronVersion: string): boolean {
  const [major = 0, minor = 0] = electronVersion.split('.').map(Number);
  return major > 35 || (major === 35 && minor >= 1);
}

/**
 * Sees to it that `runtime` can load better-sqlite3: for an older Electron compiles it, once, and
 * puts it where it is found first. That one serves newer Electrons and Node as well, so it may stay.
 * @throws SetupError when it can't be compiled or doesn't work
 */
export async function ensureSqliteAddon(runtime: ElectronRuntime): Promise<void> {
  if (hasNodeApi10(runtime.version)) return;
  const recipe = currentRecipe();
  const folder = join(cacheFolder(), recipeKey(recipe));
  const addon = join(folder, fileName);
  if (existsSync(addon)) {
    if (await isSame(addon, installedAddon)) return;
    if ((await failureOf(addon, runtime)) === undefined) return put(addon);
    // Compiled earlier, on a system that has been replaced since.
    await rm(folder, { recursive: true });
  }
  await ensureSystemPackages(['compiler']);
  say(
    `Compiling better-sqlite3 ${recipe.versions['better-sqlite3']} for Electron ${runtime.version} (once; takes a minute or two).`,
  );
  const isComplete = () => existsSync(addon);
  await makeFolder(folder, isComplete, async (draft, scratch) => {
    await compileAddon(recipe, scratch, join(draft, fileName));
    const failure = await failureOf(join(draft, fileName), runtime);
    if (failure !== undefined) throw new SetupError(failure);
  });
  await put(addon);
}

/** What goes wrong when the addon is used, under Node as the tests do and under Electron. */
async function failureOf(addon: string, runtime: ElectronRuntime): Promise<string | undefined> {
  const check = join(import.meta.dirname, 'sqlite', 'check-addon.mjs');
  for (const executable of [process.execPath, runtime.path]) {
    const { code, stdout, stderr } = await capture(executable, [check, addon], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      timeout: 60_000,
    });
    if (code !== 0 || stdout.trim() !== 'ok') {
      return `The compiled better-sqlite3 fails under ${executable} (exit code ${code}):\n${stderr.trim()}`;
    }
  }
  return undefined;
}

async function isSame(one: string, other: string): Promise<boolean> {
  return existsSync(other) && (await readFile(one)).equals(await readFile(other));
}

/** In one step: a process may be loading the one that is there. */
async function put(addon: string): Promise<void> {
  await mkdir(dirname(installedAddon), { recursive: true });
  const draft = `${installedAddon}.${process.pid}`;
  await copyFile(addon, draft);
  await rename(draft, installedAddon);
}
