import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../command.ts';
import { packageFolder, readManifest } from '../repository.ts';
import { SetupError } from '../say.ts';
import { cFlags, cppFlags, linkFlags, parseDefines } from './recipe.ts';
import type { Recipe } from './recipe.ts';

const header = join(import.meta.dirname, 'node-api-9.hpp');
const source = packageFolder('better-sqlite3');
const amalgamation = join(source, 'deps', 'sqlite3');

export function currentRecipe(): Recipe {
  const names = ['better-sqlite3', 'node-addon-api', 'node-api-headers'];
  const defines = parseDefines(readFileSync(join(source, 'deps', 'defines.gypi'), 'utf8'));
  return {
    versions: Object.fromEntries(
      names.map((name) => [name, readManifest(packageFolder(name)).version]),
    ),
    header: readFileSync(header, 'utf8'),
    cFlags: [...cFlags, ...defines],
    cppFlags,
    linkFlags,
  };
}

/**
 * Compiles better-sqlite3 by `recipe`; one to two minutes.
 * @param scratch an empty folder for the object files
 * @throws SetupError with the compiler's last lines
 */
export async function compileAddon(recipe: Recipe, scratch: string, addon: string): Promise<void> {
  const sqlite = join(scratch, 'sqlite3.o');
  const binding = join(scratch, 'better_sqlite3.o');
  const includes = [
    packageFolder('node-addon-api'),
    join(packageFolder('node-api-headers'), 'include'),
    amalgamation,
  ].map((folder) => `-I${folder}`);
  await Promise.all([
    compiler('gcc', [...recipe.cFlags, '-c', join(amalgamation, 'sqlite3.c'), '-o', sqlite]),
    compiler('g++', [
      ...recipe.cppFlags,
      ...includes,
      '-include',
      header,
      '-c',
      join(source, 'src', 'better_sqlite3.cpp'),
      '-o',
      binding,
    ]),
  ]);
  await compiler('g++', [...recipe.linkFlags, binding, sqlite, '-ldl', '-o', addon]);
}

async function compiler(command: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await capture(command, args);
  if (code === 0) return;
  throw new SetupError(
    `better-sqlite3 could not be compiled (${command}, exit code ${code}):\n${stderr.trim().split('\n').slice(-20).join('\n')}`,
  );
}
