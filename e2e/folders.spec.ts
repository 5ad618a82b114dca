/** Real folders in the real app: counts, the cache, a changed file, very many files. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import type { DatasetSummary } from '../src-shared/dataset.ts';
import { makeManyFiles } from '../src-main/testing/many-files.ts';
import { test } from './app.ts';
import { openFolder } from './steps.ts';

const root = resolve(import.meta.dirname, '..');
const shared = resolve(root, '../shared/data');

interface RealSet {
  set: string;
  /** Where `unpack.sh` lays it. */
  folder: string;
  format: DatasetSummary['format'];
  side: number;
  classes: string[];
  train: number[] | number;
  test: number[] | number;
}
const digits = [...'0123456789'];
/** The counts of `../shared/data/README.md`. */
const sets: readonly RealSet[] = [
  {
    ...{ set: 'mnist', folder: 'mnist', format: 'idx', side: 28, classes: digits },
    ...{ train: 60_000, test: 10_000 },
  },
  {
    ...{ set: 'chinese-mnist', folder: 'chinese-mnist', format: 'names', side: 64 },
    classes: [...'零一二三四五六七八九十百千万亿'],
    ...{ train: new Array<number>(15).fill(1000), test: 0 },
  },
  {
    ...{ set: 'mlia-digits', folder: 'mlia-digits', format: 'text', side: 32, classes: digits },
    ...{ train: 1934, test: 946 },
  },
  {
    ...{ set: 'notmnist', folder: 'notMNIST_small_10k', format: 'folders', side: 28 },
    classes: [...'ABCDEFGHIJ'],
    ...{ train: new Array<number>(10).fill(1000), test: 0 },
  },
  {
    ...{ set: 'sklearn-digits', folder: 'sklearn-digits', format: 'csv', side: 8 },
    classes: digits,
    ...{ train: 1797, test: 0 },
  },
];
const sum = (counts: number[] | number): number =>
  typeof counts === 'number' ? counts : counts.reduce((a, b) => a + b, 0);

const facts = (page: Page) => page.getByRole('region', { name: 'What it is' });

/** The open data set, as the window knows it. */
async function summaryOf(page: Page): Promise<DatasetSummary> {
  const reply = await page.evaluate(() => window.inkling.calls['datasets/current'](null));
  if (!reply.ok || !reply.value) throw new Error('nothing is open');
  return reply.value;
}

function check(summary: DatasetSummary, real: RealSet): void {
  expect(summary).toMatchObject({
    ...{ format: real.format, width: real.side, height: real.side, classes: real.classes },
    ...{ samples: sum(real.train) + sum(real.test), resizedCount: 0 },
  });
  for (const split of ['train', 'test'] as const) {
    expect(sum(summary.counts[split])).toBe(sum(real[split]));
    if (typeof real[split] !== 'number') expect(summary.counts[split]).toEqual(real[split]);
  }
}

for (const real of sets)
  test(`${real.set} opens with its counts, in the window and on the command line`, async ({
    launch,
    folder,
  }) => {
    test.skip(!existsSync(join(shared, 'unpack.sh')), `${shared} is not there`);
    execFileSync(join(shared, 'unpack.sh'), [folder, real.set]);
    const path = join(folder, real.folder);
    const app = await launch();
    await openFolder(app, path);
    await expect(facts(app.page)).toContainText(
      (sum(real.train) + sum(real.test)).toLocaleString('en'),
      { timeout: 60_000 },
    );
    const inWindow = await summaryOf(app.page);
    check(inWindow, real);

    const line = execFileSync(
      process.execPath,
      [
        join(root, 'src-main/cli/main.ts'),
        ...['datasets', 'info', path, '--json', '--no-cache', '--data-dir', join(folder, 'data')],
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const onCommandLine = JSON.parse(line) as DatasetSummary;
    check(onCommandLine, real);
    expect(onCommandLine).toMatchObject({
      fingerprint: inWindow.fingerprint,
      skippedCount: inWindow.skippedCount,
    });
  });

test('a second opening comes from the cache, a changed file is noticed, the cache is cleared', async ({
  launch,
  folder,
}) => {
  const path = join(folder, 'pictures');
  for (const [label, name] of ['a', 'b'].entries()) {
    mkdirSync(join(path, name), { recursive: true });
    for (let i = 0; i < 20; i++)
      writeFileSync(join(path, name, `${i}.png`), picture(40 * label + i));
  }
  writeFileSync(join(path, 'a/wide.png'), picture(9, 16, 8));
  const app = await launch();
  const { page } = app;
  await openFolder(app, path);
  await expect(facts(page)).toContainText('8 x 8');
  await expect(page.getByTestId('other-sizes')).toContainText('16 x 8');
  const first = await summaryOf(page);
  expect(first).toMatchObject({ samples: 41, fromCache: false });
  const again = async (): Promise<DatasetSummary> => {
    const before = (await summaryOf(page)).id;
    await openFolder(app, path);
    await expect.poll(async () => (await summaryOf(page)).id).not.toBe(before);
    return summaryOf(page);
  };
  await expect
    .poll(async () => (await again()).fromCache, { message: 'the cache is written' })
    .toBe(true);
  await expect(facts(page)).toContainText('from the cache');
  expect((await summaryOf(page)).fingerprint).toBe(first.fingerprint);

  writeFileSync(join(path, 'b/3.png'), picture(200));
  await openFolder(app, path);
  await expect(page.getByTestId('last-line')).toHaveText(
    'Files of pictures had changed: it was read again, 41 images.',
  );
  const changed = await summaryOf(page);
  expect(changed).toMatchObject({ samples: 41, fromCache: false });
  expect(changed.fingerprint).not.toBe(first.fingerprint);

  await expect.poll(async () => (await again()).fromCache).toBe(true);
  const cache = page.getByTestId('cache');
  await cache.getByText('Kept for a quick opening').click();
  await cache.getByTestId('clear-cache').click();
  await expect(cache.getByTestId('clear-cache')).toBeDisabled();
  expect(readdirSync(join(folder, 'data/cache'))).toEqual([]);
  expect((await again()).fromCache).toBe(false);
});

test('very many files: first images at once, cancelled at once, nothing left of it', async ({
  launch,
  folder,
}) => {
  const path = join(folder, 'many');
  mkdirSync(path);
  makeManyFiles(path, 20_000);
  const app = await launch();
  const { page } = app;
  await openFolder(app, path);
  await expect(page.getByTestId('opening-preview').getByRole('img').first()).toBeVisible();
  await page
    .getByTestId('job-open')
    .getByRole('button', { name: /Cancel/ })
    .click();
  await expect(page.getByText('Opening was cancelled.')).toBeVisible();
  await expect(page.getByTestId('opening-preview')).toHaveCount(0);
  const left = await page.evaluate(async () => ({
    jobs: await window.inkling.calls['jobs/list'](null),
    current: await window.inkling.calls['datasets/current'](null),
    cache: await window.inkling.calls['datasets/cacheUsage'](null),
  }));
  expect(left).toMatchObject({
    ...{ jobs: { value: [] }, current: { value: null } },
    cache: { value: { entries: 0, bytes: 0 } },
  });

  await openFolder(app, path);
  await expect(facts(page)).toContainText('20,000', { timeout: 60_000 });
});

/** A picture that is told from others by `value`. */
function picture(value: number, width = 8, height = 8): Uint8Array {
  const data = new Uint8Array(width * height).fill(value);
  return encode({ width, height, data, channels: 1, depth: 8 });
}
