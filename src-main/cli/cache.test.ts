/** The cache of decoded images on the command line. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/strokes.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

it('keeps decoded images, shows how much, leaves them alone and clears them', () => {
  const dataFolder = temporaryFolder();
  const inkling = (...words: string[]): Record<string, unknown> => {
    const program = join(root, 'src-main/cli/main.ts');
    const all = [program, ...words, '--json', '--data-dir', dataFolder];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
    expect([status, stderr.includes('Error')], stderr).toEqual([0, false]);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const info = (...words: string[]) => inkling('datasets', 'info', sample, ...words);
  const cache = (...words: string[]) => inkling('datasets', 'cache', ...words);

  expect(info('--no-cache')).toMatchObject({ fromCache: false, samples: 5000 });
  expect(cache()).toEqual({ type: 'cache', entries: 0, bytes: 0 });
  expect(info()).toMatchObject({ fromCache: false });
  expect(info()).toMatchObject({ fromCache: true, samples: 5000 });
  expect(info('--no-cache')).toMatchObject({ fromCache: false });
  const { entries, bytes } = cache();
  expect(entries).toBe(1);
  expect(bytes).toBeGreaterThan(2_000_000);
  expect(cache('--clear')).toEqual({ type: 'cache', entries: 0, bytes: 0 });
  expect(info()).toMatchObject({ fromCache: false });
});
