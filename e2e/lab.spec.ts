/** The laboratory: a network's mistakes, and how much it and its images can be damaged. */
import { readFileSync, renameSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openFolder, openSample, train, training } from './steps.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');
const parts = { mistakes: 0, image: 1, network: 2 } as const;
const openPart = (page: Page, part: keyof typeof parts) =>
  page.getByTestId('lab-parts').locator('label').nth(parts[part]).click();

async function trainDone(page: Page, values: Record<string, string>): Promise<void> {
  await train(page, values);
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}

test('mistakes are counted, walked through by keyboard, seen and compared', async ({ launch }) => {
  const { page } = await launch();
  await goTo(page, 'Lab');
  await expect(page.getByRole('heading', { name: 'No network to look into yet' })).toBeVisible();
  await goTo(page, 'Data');
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await trainDone(page, { 'Hidden layers': '24', Epochs: '2' });
  await trainDone(page, { 'Hidden layers': '48', Epochs: '3' });

  await goTo(page, 'Lab');
  const grid = page.getByRole('grid', { name: 'Confusion matrix of sample 2' });
  await expect(grid.getByRole('gridcell')).toHaveCount(100);
  // The figures are those of the test images that the run never saw.
  const labels = await grid
    .getByRole('gridcell')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
  const counts = labels.map((label) => Number(/: ([\d,]+) image/.exec(label)?.[1]));
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1000);
  const right = counts.filter((_, i) => i % 11 === 0).reduce((sum, n) => sum + n, 0);
  await expect(page.getByTestId('lab-figures')).toContainText(`${1000 - right} of 1,000`);
  await expect(page.getByTestId('lab-figures')).toContainText((right / 1000).toFixed(4));

  // By keyboard to the largest mistake, and its images.
  const mistakes = counts.map((n, i) => (i % 11 === 0 ? 0 : n));
  const place = mistakes.indexOf(Math.max(...mistakes));
  await grid.getByRole('gridcell').first().focus();
  for (let i = 0; i < Math.floor(place / 10); i++) await page.keyboard.press('ArrowDown');
  for (let i = 0; i < place % 10; i++) await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('gridcell').nth(place)).toBeFocused();
  await page.keyboard.press('Enter');
  const images = page.getByRole('region', { name: 'Images', exact: true });
  await expect(images.getByRole('button', { name: /^Image \d+,/ })).toHaveCount(counts[place]);
  await images
    .getByRole('button', { name: /^Image \d+,/ })
    .first()
    .click();
  const large = page.getByTestId('lab-sample');
  await expect(large.getByRole('row').filter({ hasText: 'answer' })).toContainText(
    String(place % 10),
  );
  await expect(large.getByRole('row').filter({ hasText: 'label' })).toContainText(
    String(Math.floor(place / 10)),
  );

  await page.getByTestId('with-train').click({ force: true });
  await page.getByTestId('class-figures').getByText('Table', { exact: true }).click();
  const table = page.getByTestId('class-table');
  await expect(table.getByRole('columnheader', { name: 'Recall, training' })).toBeVisible();
  await expect(table.getByRole('row', { name: /^Mean 1,000 / })).toBeVisible();
  await expect(page.getByTestId('level-table').getByRole('row')).toHaveCount(11);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByTestId('class-figures').getByText('Chart', { exact: true }).click();

  await page.getByLabel('Compare with').selectOption({ label: 'sample 1' });
  await expect(page.getByRole('grid')).toHaveCount(3);
  await expect(
    page.getByRole('grid', { name: 'Confusion matrix of sample 1 less that of sample 2' }),
  ).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});

test('an image and a network are damaged, in both languages', async ({ launch }) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await trainDone(page, { 'Hidden layers': '32', Epochs: '3' });
  await goTo(page, 'Lab');

  await openPart(page, 'image');
  const answer = page.getByTestId('damaged-answer-0');
  await expect(answer).toContainText('Right');
  const before = await page.getByTestId('damaged-image').locator('canvas').screenshot();
  await page.getByTestId('damage-kind').selectOption({ label: 'Covered' });
  await page.getByTestId('damage-amount').focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('damage-text')).toContainText('Covered: 60 % of the area');
  await expect
    .poll(async () =>
      (await page.getByTestId('damaged-image').locator('canvas').screenshot()).equals(before),
    )
    .toBe(false);
  await page.getByTestId('draw-curve').click();
  const chart = page.getByTestId('level-chart');
  await expect(chart).toBeVisible({ timeout: 60_000 });
  expect(await seriousFaults(page)).toEqual([]);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  const rows = chart.getByRole('row');
  await expect(rows).toHaveCount(8);
  const accuracyIn = async (row: number): Promise<number> =>
    Number(await rows.nth(row).getByRole('cell').innerText());
  expect(await accuracyIn(1)).toBeGreaterThan((await accuracyIn(7)) + 0.1);
  await page.keyboard.press('t');

  await openPart(page, 'network');
  await page.getByTestId('lesion-kind').selectOption({ label: 'Fewer bits a weight' });
  await page.getByTestId('draw-lesions').click();
  await expect(chart).toBeVisible({ timeout: 60_000 });
  await chart.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await expect(chart.getByRole('slider')).toHaveAttribute('aria-valuetext', /weight 32:/);
  await page.keyboard.press('End');
  await expect(chart.getByRole('slider')).toHaveAttribute('aria-valuetext', /weight 1:/);

  const units = page.getByRole('group', { name: 'Units of the layer' }).getByRole('button');
  await expect(units).toHaveCount(32);
  for (let i = 0; i < 32; i++) await units.nth(i).click();
  await expect(page.getByText('32 silenced')).toBeVisible();
  // Deaf to the image, it says the same about every one.
  const said = await page.getByTestId('silenced-answer').innerText();
  await page.getByTestId('silence').getByRole('button', { name: 'Next image' }).click();
  await expect(page.getByTestId('silenced-answer')).toHaveText(said);
  await page.getByTestId('silenced-accuracy').click();
  await expect(
    page.getByText(/^Accuracy without them: 0\.[01]\d+, with all: 0\.[89]/),
  ).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '静默单元' })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await openPart(page, 'mistakes');
  await expect(page.getByRole('grid', { name: 'sample 1 的混淆矩阵' })).toBeVisible();
  await expect(page.getByTestId('lab-note')).toBeHidden();
  await page.getByTestId('lab-images').selectOption('train');
  await expect(page.getByTestId('lab-note')).toContainText('网络正是用这些图像训练的');
});

test('each view says what it can not show', async ({ launch, folder }) => {
  const app = await launch();
  const { page } = app;
  const [own, moved] = [join(folder, 'digits'), join(folder, 'gone')];
  await cp(sample, own, { recursive: true });
  await openFolder(app, own);
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();
  await goTo(page, 'Train');
  await page.getByRole('button', { name: /^Preset/ }).click();
  await page
    .getByRole('dialog', { name: 'Preset' })
    .getByRole('button', { name: 'Nearest neighbours' })
    .click();
  await trainDone(page, {});
  await goTo(page, 'Lab');
  await expect(page.getByTestId('confusion-matrix')).toBeVisible({ timeout: 60_000 });
  await openPart(page, 'network');
  await expect(page.getByRole('heading', { name: 'There is no network to damage' })).toBeVisible();
  await page.getByTestId('lab-images').selectOption('train');
  await expect(page.getByTestId('lab-note')).toContainText('each finds itself');

  // Its data set has gone: nothing is open after a new start.
  await app.close();
  renameSync(own, moved);
  const again = await launch();
  await goTo(again.page, 'Lab');
  await expect(again.page.getByRole('heading', { name: 'No data set is open' })).toBeVisible();
  await again.page.getByTestId('lab-open-its').click();
  await expect(
    again.page.getByRole('heading', { name: 'Its data set can not be opened' }),
  ).toBeVisible();
  await expect(again.page.getByText(/digits does not exist/)).toBeVisible();
  expect(await seriousFaults(again.page)).toEqual([]);

  // Another one with other images of other classes.
  const letters = join(folder, 'letters');
  await writeLetters(letters);
  await openFolder(again, letters);
  await expect(again.page.getByRole('region', { name: 'What it is' })).toBeVisible();
  await goTo(again.page, 'Lab');
  await expect(
    again.page.getByRole('heading', { name: 'This data set does not fit' }),
  ).toBeVisible();
  await expect(again.page.getByText(/The model expects images of 20 x 20/)).toBeVisible();
});

/** Two classes of one picture each, of another size than the sample's. */
async function writeLetters(folder: string): Promise<void> {
  const icon = resolve(import.meta.dirname, '../src-main/datasets/fixtures/palette.png');
  for (const [name, count] of [
    ['a', 3],
    ['b', 3],
  ] as const)
    for (let i = 0; i < count; i++)
      await cp(icon, join(folder, name, `${i}.png`), { recursive: true });
  expect(readFileSync(join(folder, 'a', '0.png')).length).toBeGreaterThan(0);
}
