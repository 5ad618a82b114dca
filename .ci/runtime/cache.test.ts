import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, makeFolder } from './cache.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'inkling-cache-'));
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

const isComplete = (folder: string) => existsSync(join(folder, 'done'));

function make(text: string) {
  return async (draft: string, scratch: string) => {
    await writeFile(join(scratch, 'download'), 'big');
    await writeFile(join(draft, 'done'), text);
  };
}

describe('the cache folder', () => {
  it('follows an absolute XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, '/home/a')).toBe('/x/inkling');
    expect(cacheFolder({ XDG_CACHE_HOME: 'x' }, '/home/a')).toBe('/home/a/.cache/inkling');
    expect(cacheFolder({}, '/home/a')).toBe('/home/a/.cache/inkling');
  });
});

describe('making a folder', () => {
  it('leaves the folder and nothing else', async () => {
    await makeFolder(join(parent, 'made'), isComplete, make('one'));
    expect(await readdir(parent)).toEqual(['made']);
    expect(await readFile(join(parent, 'made', 'done'), 'utf8')).toBe('one');
  });

  it('leaves nothing when it fails', async () => {
    const failing = makeFolder(join(parent, 'made'), isComplete, async (draft) => {
      await writeFile(join(draft, 'half'), '');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await readdir(parent)).toEqual([]);
  });

  it('keeps the folder of the process that was quicker', async () => {
    const target = join(parent, 'made');
    await makeFolder(target, isComplete, async (draft, scratch) => {
      await makeFolder(target, isComplete, make('quicker'));
      await make('slower')(draft, scratch);
    });
    expect(await readFile(join(target, 'done'), 'utf8')).toBe('quicker');
  });

  it('replaces a damaged one', async () => {
    const target = join(parent, 'made');
    await mkdir(target);
    await writeFile(join(target, 'half'), '');
    await makeFolder(target, isComplete, make('new'));
    expect(await readdir(target)).toEqual(['done']);
  });

  it('says what to do where the cache can not be written', async () => {
    await writeFile(join(parent, 'file'), '');
    const making = makeFolder(join(parent, 'file', 'made'), isComplete, make('one'));
    await expect(making).rejects.toThrow('XDG_CACHE_HOME');
  });

  it('removes what a killed process left a day ago, not what one makes now', async () => {
    const old = join(parent, '.making-old');
    await mkdir(old);
    await mkdir(join(parent, '.making-new'));
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await makeFolder(join(parent, 'made'), isComplete, make('one'));
    expect((await readdir(parent)).toSorted()).toEqual(['.making-new', 'made']);
  });
});
