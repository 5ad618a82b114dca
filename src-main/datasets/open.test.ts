import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from './open.ts';
import { failure, greyPng, idxImages, idxLabels, makeFolder, realDataset } from './test-files.ts';

describe('a folder that cannot be opened', () => {
  it('does not exist', async () => {
    const path = join(makeFolder(), 'gone');
    expect((await failure(openDataset(path), 'dataset.notFound')).values).toEqual({ path });
  });
  it('is a file, or lies below one', async () => {
    const path = join(makeFolder({ 'a.txt': 'x' }), 'a.txt');
    await failure(openDataset(path), 'dataset.notAFolder');
    await failure(openDataset(join(path, 'b')), 'dataset.notFound');
  });
  it('is a link to itself', async () => {
    const path = join(makeFolder(), 'knot');
    symlinkSync('knot', path);
    await failure(openDataset(path), 'dataset.notFound');
  });
  it('is empty but for clutter', async () => {
    await failure(openDataset(makeFolder({ '.DS_Store': '', 'desktop.ini': '' })), 'dataset.empty');
  });
  it('holds nothing that is known', async () => {
    await failure(openDataset(makeFolder({ 'a.txt': 'x' })), 'dataset.unknownFormat');
  });
  it('may not be read: the folder, one class, one image', async ({ skip }) => {
    if (process.platform === 'win32') return skip();
    const folder = makeFolder({
      ...{ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2), 'b/2.png': greyPng(3) },
      'c/1.png': greyPng(4),
    });
    chmodSync(join(folder, 'b/2.png'), 0);
    chmodSync(join(folder, 'c'), 0);
    chmodSync(folder, 0o755);
    const [opened] = openWithoutPrivileges(folder);
    expect(opened).toMatchObject({
      classes: ['a', 'b'],
      skipped: [
        { file: 'c', reason: { code: 'file.noPermission' } },
        { file: 'b/2.png', reason: { code: 'file.noPermission' } },
      ],
    });
    chmodSync(folder, 0);
    const [refused] = openWithoutPrivileges(folder);
    chmodSync(folder, 0o755);
    expect(refused).toEqual({ code: 'file.noPermission', values: { path: folder } });
  });
});

/** Opens a folder in a process that is not root, to whom all is permitted. The summary, or the error. */
function openWithoutPrivileges(folder: string): unknown[] {
  const program = `
    import { openDataset } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))};
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    const told = await openDataset(${JSON.stringify(folder)}).then(({ summary }) => summary, ({ info }) => info);
    console.log(JSON.stringify([told]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/Error/);
  return JSON.parse(stdout) as unknown[];
}

describe('while it is being read', () => {
  const manyFiles = () => {
    const images = Array.from({ length: 600 }, (_, i) => [`${i % 2}/${i}.png`, greyPng(i % 256)]);
    return makeFolder(Object.fromEntries(images));
  };

  it('reports progress that grows to the end', async () => {
    const reports: [number, number, number][] = [];
    await openDataset(manyFiles(), { onProgress: (...report) => reports.push(report) });
    expect(reports.at(-1)).toEqual([1, 600, 600]);
    expect(reports.every(([, done], i) => i === 0 || done > reports[i - 1][1])).toBe(true);
  });

  it('reports progress of one large file too', async () => {
    const labels = Array.from({ length: 4000 }, (_, i) => i % 2);
    const folder = makeFolder({
      'train-images-idx3-ubyte': idxImages(4000, 28, (i) => i % 256),
      'train-labels-idx1-ubyte': idxLabels(labels),
    });
    const fractions: number[] = [];
    await openDataset(folder, { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions.at(-1)).toBe(1);
  });

  it('says so when the folder disappears', async () => {
    const path = manyFiles();
    const opening = openDataset(path, {
      onProgress: (_, done) => {
        if (done === 1) rmSync(path, { recursive: true });
      },
    });
    expect((await failure(opening, 'dataset.vanished')).values).toEqual({ path });
  });

  it('skips a single file that disappears or grows', async () => {
    const path = manyFiles();
    const { summary } = await openDataset(path, {
      onProgress: (_, done) => {
        if (done !== 1) return;
        rmSync(join(path, '1/599.png'));
        writeFileSync(join(path, '1/597.png'), 'other');
      },
    });
    expect(summary.samples).toBe(598);
    expect(summary.skipped.map(({ reason }) => reason.code)).toEqual([
      'image.notAnImage',
      'file.notFound',
    ]);
  });

  it('does not begin when it was cancelled before', async () => {
    const path = makeFolder({ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) });
    await expect(openDataset(path, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('stops when it is cancelled, with work left, for files of both kinds', async ({ skip }) => {
    const mnist = realDataset('mnist');
    for (const path of [manyFiles(), ...(mnist ? [mnist] : [])]) {
      const cancel = new AbortController();
      let last = 0;
      const opening = openDataset(path, {
        signal: cancel.signal,
        onProgress: (fraction) => {
          last = fraction;
          if (fraction > 0) cancel.abort();
        },
      });
      await expect(opening).rejects.toThrow('aborted');
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThan(0.75);
    }
    if (!mnist) skip();
  });
});
