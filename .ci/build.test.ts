import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newestChange } from './build.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkling-build-'));
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await writeFile(join(folder, 'a', 'b', 'deep.ts'), '');
  await writeFile(join(folder, 'top.ts'), '');
  for (const path of ['a/b/deep.ts', 'a/b', 'a', 'top.ts']) await changed(path, 1000);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Sets a path's time, in seconds since 1970. */
function changed(path: string, seconds: number): Promise<void> {
  return utimes(join(folder, path), seconds, seconds);
}

function newest(): Promise<number> {
  return newestChange(['a', 'top.ts', 'not-there'].map((path) => join(folder, path)));
}

it('sees a change in a file deep down', async () => {
  expect(await newest()).toBe(1_000_000);
  await changed('a/b/deep.ts', 2000);
  expect(await newest()).toBe(2_000_000);
});

it('sees that a file was removed', async () => {
  await rm(join(folder, 'a', 'b', 'deep.ts'));
  expect(await newest()).toBeGreaterThan(1_000_000);
});
