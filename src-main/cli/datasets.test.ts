import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { barsFolder, inkling, quick } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

describe('the command line: data sets', () => {
  it('opens a folder of images by class, names and all', async () => {
    const folder = barsFolder();
    writeFileSync(join(folder, 'low', 'bad.png'), 'no image');
    const info = await inkling(
      'datasets',
      'info',
      folder,
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    expect(info.lines[0]).toMatchObject({
      type: 'dataset',
      format: 'folders',
      classes: ['high', 'low'],
      counts: { train: [30, 30] },
      skippedCount: 1,
    });
    const trained = await inkling(
      'train',
      folder,
      '--epochs',
      '10',
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    expect(trained.lines[0]).toMatchObject({
      dataset: { images: { test: 12, train: 43, validation: 5 } },
    });
    expect(trained.lines.at(-1)?.['testAccuracy']).toBeGreaterThan(0.9);
  });

  it('takes edits: they are imported, trained with, told, left out, and exported; and the set is written with them', async () => {
    const folder = temporaryFolder();
    const data = ['--json', '--data-dir', join(folder, 'data')];
    const bars = barsFolder();
    const info = await inkling('datasets', 'info', bars, ...data);
    const { fingerprint } = info.lines[0]['inFiles'] as { fingerprint: string };
    const file = join(folder, 'edits.json');
    const head = { format: 'inkling-edits', version: 1, fingerprint, classes: ['high', 'low'] };
    const edits = [
      { index: 0, label: 'low' },
      { index: 1, excluded: true },
      { index: 2, excluded: true },
    ];
    writeFileSync(file, JSON.stringify({ ...head, edits }));
    const imported = await inkling('datasets', 'overlay', 'import', bars, file, ...data);
    expect(imported.lines[0]).toMatchObject({ relabelled: 1, excluded: 2, marked: 0 });
    const { hash } = imported.lines[0];

    const [begun] = (await inkling('train', bars, ...quick, ...data)).lines;
    expect(begun).toMatchObject({ dataset: { overlay: { hash, relabelled: 1, excluded: 2 } } });
    const images = (line: Record<string, unknown>): number =>
      Object.values((line['dataset'] as { images: Record<string, number> }).images).reduce(
        (sum, n) => sum + n,
      );
    expect(images(begun)).toBe(58);
    const [plain] = (await inkling('train', bars, ...quick, '--overlay', 'none', ...data)).lines;
    expect(images(plain)).toBe(60);
    expect(plain['dataset']).not.toHaveProperty('overlay');

    const again = join(folder, 'again.json');
    await inkling('datasets', 'overlay', 'export', bars, again, ...data);
    expect(JSON.parse(readFileSync(again, 'utf8'))).toMatchObject({ fingerprint, edits });
    const fresh = ['--json', '--data-dir', join(folder, 'fresh')];
    const given = await inkling('train', bars, ...quick, '--overlay', again, ...fresh);
    expect(given.lines[0]).toMatchObject({ dataset: { overlay: { hash } } });

    const out = join(folder, 'out');
    const written = await inkling(
      ...['datasets', 'write', bars, '--format', 'folders', '--out', out, ...data],
    );
    expect(written.lines[0]).toMatchObject({ type: 'written', images: 58, files: 58 });
    const back = await inkling('datasets', 'info', out, ...data);
    expect(back.lines[0]).toMatchObject({ counts: { train: [27, 31] } });
    const twice = await inkling(
      ...['datasets', 'write', bars, '--format', 'idx', '--out', out, ...data],
    );
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('not an empty folder')]);
    const nonsense = await inkling('datasets', 'write', bars, '--format', 'zip', ...data);
    expect([nonsense.code, nonsense.stderr]).toEqual([2, expect.stringContaining('--format')]);
  });
});
