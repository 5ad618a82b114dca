/** Bad input gets a clear error that names the file and the cure, and leaves what was open alone. */
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { encode } from 'fast-png';
import { test } from './app.ts';
import { goTo, openFolder, openSample, train, training } from './steps.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');

/** A solid grey square. */
function picture(path: string, side: number, value = 128): void {
  const data = new Uint8Array(side * side).fill(value);
  writeFileSync(path, encode({ width: side, height: side, data, channels: 1, depth: 8 }));
}

/** Each makes a bad folder inside `at`, and tells what the window must say of it. */
const badFolders: Record<string, { make: (at: string) => string; says: RegExp }> = {
  'a file instead of a folder': {
    make: (at) => {
      writeFileSync(join(at, 'a.txt'), 'x');
      return join(at, 'a.txt');
    },
    says: /a\.txt is a file, not a folder/,
  },
  'a folder that is gone': { make: (at) => join(at, 'gone'), says: /gone does not exist/ },
  'an empty folder': {
    make: (at) => {
      mkdirSync(join(at, 'empty'));
      return join(at, 'empty');
    },
    says: /empty is empty/,
  },
  'a truncated IDX file': {
    make: (at) => {
      cpSync(sample, join(at, 'cut'), { recursive: true });
      const file = join(at, 'cut', 'train-images-idx3-ubyte');
      writeFileSync(file, gunzipSync(readFileSync(`${file}.gz`)));
      rmSync(`${file}.gz`);
      truncateSync(file, 100_000);
      return join(at, 'cut');
    },
    says: /train-images-idx3-ubyte is cut short.*1,?600,?016.*100,?000/,
  },
  'labels that do not belong to the images': {
    make: (at) => {
      cpSync(sample, join(at, 'mixed'), { recursive: true });
      const labels = gunzipSync(readFileSync(join(at, 'mixed', 't10k-labels-idx1-ubyte.gz')));
      writeFileSync(join(at, 'mixed', 'train-labels-idx1-ubyte.gz'), gzipSync(labels));
      return join(at, 'mixed');
    },
    says: /holds 4,?000 images.*holds 1,?000 labels/,
  },
  'one class only': {
    make: (at) => {
      mkdirSync(join(at, 'one', 'a'), { recursive: true });
      for (let i = 0; i < 5; i++) picture(join(at, 'one', 'a', `${i}.png`), 8, i * 20);
      return join(at, 'one');
    },
    says: /same label/,
  },
};

for (const [what, { make, says }] of Object.entries(badFolders))
  test(`says what is wrong with ${what}`, async ({ launch, folder }) => {
    const app = await launch();
    await openSample(app.page);
    await openFolder(app, make(folder));
    await expect(app.page.getByRole('region', { name: 'Notices' })).toContainText(says);
    await expect(app.page.getByRole('region', { name: 'What it is' })).toContainText('5,000');
  });

test('one bad image is skipped and listed with its reason, one of another size is scaled', async ({
  launch,
  folder,
}) => {
  const at = join(folder, '我的字');
  for (const name of ['零', '一']) {
    mkdirSync(join(at, name), { recursive: true });
    for (let i = 0; i < 12; i++) picture(join(at, name, `${i}.png`), 16, name === '一' ? 200 : 40);
  }
  writeFileSync(join(at, '一', 'bad.png'), 'this is no picture');
  picture(join(at, '一', 'large.png'), 30);
  const app = await launch();
  await openFolder(app, at);
  const facts = app.page.getByRole('region', { name: 'What it is' });
  await expect(facts).toContainText('25');
  await app.page
    .getByText(/1 file/)
    .first()
    .click();
  await expect(app.page.getByText(/bad\.png is no image that Inkling can read/)).toBeVisible();
  await app.page.getByText('1 image had another size and was scaled').click();
  await expect(app.page.getByText('30 x 30: 1')).toBeVisible();
});

test('a data set that vanishes does not stop its training, and is missed at the next opening', async ({
  launch,
  folder,
}) => {
  const at = join(folder, 'digits');
  cpSync(sample, at, { recursive: true });
  const app = await launch();
  await openFolder(app, at);
  await train(app.page, { 'Hidden layers': '300', Epochs: '30' });
  await expect(training(app.page)).toContainText(/Epoch ([2-9]|\d{2,}) of 30/);
  renameSync(at, `${at}-away`);
  await expect(training(app.page)).toContainText('done', { timeout: 60_000 });
  await app.close();

  const again = await launch();
  await expect(again.page.getByRole('list', { name: 'Recent folders' })).toContainText(
    /gone|missing/i,
  );
  await goTo(again.page, 'Runs');
  await expect(again.page.getByRole('row', { name: /digits 1/ })).toContainText('30 of 30');
});
