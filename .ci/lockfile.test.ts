import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from './repository.ts';

interface Manifest {
  gypfile?: boolean;
}
const read = <T>(...path: string[]): T =>
  JSON.parse(readFileSync(join(repositoryRoot, ...path), 'utf8')) as T;

/**
 * A package that brings its binary says `gypfile: false`, and npm compiles nothing. `npm ci` looks for
 * that in the lock file, where npm does not write it: without it, an installation needs a compiler
 * and Node's headers, which are elsewhere than the registry. Who updates such a package adds it again.
 */
test('the lock file says which packages are not to be compiled', () => {
  const { packages } = read<{ packages: Record<string, Manifest> }>('package-lock.json');
  const ready = Object.keys(packages).filter((path) => {
    const isThere = path && existsSync(join(repositoryRoot, path, 'binding.gyp'));
    return isThere && read<Manifest>(path, 'package.json').gypfile === false;
  });
  expect(ready).toContain('node_modules/better-sqlite3');
  expect(ready.filter((path) => packages[path].gypfile !== false)).toEqual([]);
});
