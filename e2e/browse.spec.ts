/** Looking through a data set, cleaning it, training with the edits, and writing it out. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { dialogChooses, goTo, openSample, train, training } from './steps.ts';

const grid = (page: Page) => page.getByTestId('sample-grid');
const cells = (page: Page) => grid(page).getByRole('gridcell');
const edits = (page: Page) => page.getByTestId('edit-summary');
const details = (page: Page) => page.getByTestId('sample-details');

async function saveDialogChooses(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);
}

test('filters, sorts, draws, and shows the values of pixels', async ({ launch }) => {
  const { page } = await launch();
  await openSample(page);
  await page.getByTestId('class-filter').selectOption({ label: '3' });
  await expect(page.getByTestId('in-view')).toHaveText('500 images');
  await page.getByTestId('split-filter').getByText(/^Test/).click();
  await expect(page.getByTestId('in-view')).toHaveText('100 images');
  const first = async (): Promise<string> =>
    (await cells(page).first().getAttribute('aria-label')) ?? '';
  await expect.poll(first).toMatch(/^Image 4\d\d\d, 3, Test$/);

  // Every order is another one, and the other way round ends with what it began with.
  await page.getByTestId('sample-order').selectOption({ label: 'Amount of ink' });
  const before = await first();
  await page.getByTestId('descending').click();
  await expect.poll(first).not.toBe(before);
  const few = async (): Promise<string[]> =>
    (await cells(page).all()).length < 9
      ? []
      : cells(page).evaluateAll((all) =>
          all.slice(0, 9).map((cell) => cell.getAttribute('aria-label') ?? ''),
        );
  const byInk = await few();
  await page.getByTestId('sample-order').selectOption('distance');
  await expect.poll(few).not.toEqual(byInk);
  // Without a model there is no loss to sort by.
  await expect(page.getByTestId('sample-order').getByText('Loss of the model')).toBeDisabled();

  await page.getByTestId('all-images').click();
  await page.locator('label', { hasText: 'Random few' }).click();
  await expect(page.getByTestId('in-view')).toHaveText('100 images');
  const drawn = await first();
  await page.getByTestId('draw-again').click();
  await expect.poll(first).not.toBe(drawn);
  await page.getByTestId('all-images').click();

  // One image large: the arrow keys walk over its pixels, and the table has all of their values.
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expect(details(page)).toContainText('Image 0');
  await page.getByTestId('pixel-inspector').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  // The first key only shows the cursor.
  await expect(page.getByTestId('pixel-value')).toHaveText(/^Row 2, column 2: \d+$/);
  await page.getByTestId('show-values').click();
  await expect(page.getByTestId('pixel-table').getByRole('row')).toHaveCount(21);
  await expect(page.getByTestId('class-means').getByRole('img')).toHaveCount(10);
});

test('relabels, excludes, marks, undoes; trains with it; and the run says so', async ({
  launch,
  folder,
}) => {
  const { electron, page } = await launch();
  await openSample(page);
  await page.getByTestId('class-filter').selectOption({ label: '1' });
  await expect(page.getByTestId('in-view')).toHaveText('500 images');
  await expect(cells(page).first()).toHaveAttribute('aria-label', /, 1, Training/);

  // Keyboard only: three images with Shift, excluded at once; undone; and again.
  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('edit-bar')).toContainText('3 selected');
  await page.keyboard.press('x');
  await expect(edits(page)).toContainText('0 relabelled, 3 excluded');
  await expect(cells(page).nth(2)).toHaveAttribute('aria-label', /excluded/);
  await page.keyboard.press('Control+z');
  await expect(edits(page)).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(edits(page)).toContainText('3 excluded');
  await expect(page.getByRole('row', { name: '1 397 100 497' })).toBeVisible();

  // The fourth is a 7 from now on: it leaves the class that is looked at.
  const fourth = await cells(page).nth(3).getAttribute('aria-label');
  await cells(page).nth(3).click();
  await page.keyboard.press('r');
  await page.getByLabel('New label of 1 image').fill('7');
  await page.keyboard.press('Enter');
  await expect(edits(page)).toContainText('1 relabelled, 3 excluded');
  await expect(page.getByTestId('in-view')).toHaveText('499 images');
  await expect(cells(page).nth(3)).not.toHaveAttribute('aria-label', fourth ?? '');
  await expect(details(page).getByTestId('file-class')).toHaveText('1');
  // Ctrl and a click: two marks.
  await cells(page)
    .nth(5)
    .click({ modifiers: ['Control'] });
  await cells(page)
    .nth(6)
    .click({ modifiers: ['Control'] });
  await page.getByTestId('select-none').click();
  await cells(page).nth(5).click();
  await cells(page)
    .nth(6)
    .click({ modifiers: ['Control'] });
  await page.getByTestId('mark').click();
  await expect(edits(page)).toContainText('1 relabelled, 3 excluded, 2 marked');
  await page.getByTestId('all-images').click();
  await page.getByTestId('edited-filter').selectOption('relabelled');
  await expect(page.getByTestId('in-view')).toHaveText('1 image');

  // Exported, taken back, and brought in again.
  const file = join(folder, 'edits.json');
  await saveDialogChooses(electron, file);
  await page.getByTestId('export-edits').click();
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8')).edits).toHaveLength(6);
  await page.getByTestId('all-images').click();
  await page.getByTestId('select-all').click();
  await expect(page.getByTestId('edit-bar')).toContainText('5,000 selected');
  await page.getByTestId('reset-edits').click();
  await expect(edits(page)).toBeHidden();
  await dialogChooses(electron, file);
  await page.getByTestId('import-edits').click();
  await expect(edits(page)).toContainText('1 relabelled, 3 excluded, 2 marked');

  await goTo(page, 'Train');
  await expect(page.getByTestId('train-edits')).toContainText('1 relabelled and 3 excluded');
  await train(page, { 'Hidden layers': '20', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Runs');
  await page.getByRole('button', { name: 'sample 1', exact: true }).click();
  const run = page.getByRole('region', { name: 'Run sample 1' });
  await expect(run.getByTestId('run-edits')).toContainText('1 relabelled, 3 excluded');
  await expect(run).toContainText('3,597 training, 400 validation, 1,000 test');

  // With a model, its loss is an order: what it finds hardest comes first.
  await goTo(page, 'Data');
  await page.getByTestId('sample-order').selectOption('loss');
  await expect(page.getByText(/^Judged by sample 1, epoch/)).toBeVisible();
  await page.locator('label', { hasText: 'By class' }).click();
  const losses = async (): Promise<number[]> =>
    (await grid(page).locator('.caption').allInnerTexts()).slice(0, 10).map(Number);
  await expect.poll(async () => (await losses()).length).toBe(10);
  const found = await losses();
  expect(found[0]).toBeGreaterThan(0.1);
  expect(found).toEqual(found.toSorted((a, b) => b - a));

  // An edit makes the order one of before, which is said, and mended with one click.
  await grid(page).focus();
  await page.keyboard.press('x');
  await page.getByTestId('judge-edited').click();
  await expect(page.getByTestId('judge-edited')).toHaveCount(0);
});

test('suspicious labels are found, mended with one key, and the clean set is written out', async ({
  launch,
  folder,
}) => {
  const app = await launch();
  const { electron, page } = app;
  await openSample(page);
  // Make some labels wrong first: ten 0s become 1s, as the files of somebody careless would have it.
  await page.getByTestId('class-filter').selectOption({ label: '0' });
  await expect(page.getByTestId('in-view')).toHaveText('500 images');
  await grid(page).focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('edit-bar')).toContainText('10 selected');
  await page.keyboard.press('r');
  await page.getByLabel('New label of 10 images').fill('1');
  await page.keyboard.press('Enter');
  await expect(edits(page)).toContainText('10 relabelled');

  await page.getByTestId('check-folds').click();
  await expect(page.getByTestId('job-checkLabels')).toBeVisible();
  await expect(page.getByTestId('check-result')).toContainText('labels differ', {
    timeout: 120_000,
  });
  await expect(grid(page)).toHaveAttribute('aria-label', 'Images');
  const suggestions = await grid(page).locator('.caption').allInnerTexts();
  // More than half of the ten are in sight at once, beside what is honestly hard to read.
  const wrong = suggestions.slice(0, 60).filter((text) => text === '1 → 0');
  expect(wrong.length).toBeGreaterThan(5);

  // One key each: the suggestion is taken, the next image follows.
  const place = suggestions.indexOf('1 → 0');
  await cells(page).nth(place).click();
  await expect(details(page).getByTestId('suspected')).toContainText('Looks like 0');
  await grid(page).focus();
  await page.keyboard.press('s');
  await expect(edits(page)).toContainText('9 relabelled');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', new RegExp(`-0-${place + 1}$`));
  await page.keyboard.press('x');
  await expect(edits(page)).toContainText('9 relabelled, 1 excluded');

  const out = join(folder, 'clean');
  mkdirSync(out);
  await dialogChooses(electron, out);
  await page.getByTestId('write-idx').click();
  await expect.poll(() => readdirSync(out).length, { timeout: 60_000 }).toBe(4);
  await expect(page.getByText(/is written: 4,999 images/)).toBeVisible();
  // Not twice into the same place.
  await page.getByTestId('write-idx').click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText(
    'is not an empty folder',
  );
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: /^Open another folder/ }).click();
  await expect(page.getByRole('heading', { name: 'clean' })).toBeVisible();
  await expect(page.getByTestId('dataset-facts')).toContainText('4,999');
  await expect(edits(page)).toBeHidden();
  await app.close();

  // After a restart what was found is still there, and known to be of before the edits.
  const later = (await launch()).page;
  await openSample(later);
  await expect(later.getByTestId('check-result')).toContainText('labels differ');
  await expect(later.getByTestId('check-old')).toBeVisible();
  await later.getByTestId('show-suspicious').click();
  await expect(grid(later).locator('.caption').first()).toHaveText(suggestions[0]);
});
