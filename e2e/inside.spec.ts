/** Inside a network, in the real app: its units, an image on its way through, and why it is answered so. */
import { renameSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openFolder, openSample, train, training } from './steps.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');
const parts = { units: 0, follow: 1, why: 2 } as const;
const openPart = (page: Page, part: keyof typeof parts) =>
  page.getByTestId('inside-parts').locator('label').nth(parts[part]).click();
const tiles = (page: Page) => page.getByTestId('unit-tile');
const probe = (page: Page, name: RegExp | string) => page.getByRole('slider', { name });

async function trained(page: Page, layers: string, epochs = '3'): Promise<void> {
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await train(page, { 'Hidden layers': layers, Epochs: epochs });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}
const picturesOf = (page: Page, testId: string) =>
  page
    .getByTestId(testId)
    .locator('canvas')
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
/** The number at the end of a line. */
const numberIn = (text: string): number => Number(/(-?[\d.]+(?:e-?\d+)?)$/.exec(text)?.[1]);

test('units are looked at, sorted, opened and silenced', async ({ launch }, info) => {
  const { page } = await launch();
  await goTo(page, 'Inside');
  await expect(page.getByRole('heading', { name: 'No network to look into yet' })).toBeVisible();
  await goTo(page, 'Data');
  await openSample(page);
  await trained(page, '40, 16');

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('7');
  await expect(tiles(page)).toHaveCount(24);
  const values = async (): Promise<number[]> =>
    (
      await tiles(page).evaluateAll((all) =>
        all.map((tile) => tile.lastElementChild?.textContent ?? ''),
      )
    ).map(numberIn);
  const sizes = await values();
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(new Set(await picturesOf(page, 'unit-grid')).size).toBe(24);
  await expect(page.getByTestId('unit-range')).toHaveText('1 to 24 of 40');
  await page.getByTestId('unit-next').click();
  await expect(tiles(page)).toHaveCount(16);

  // By keyboard: one stop, arrows, Enter opens, Escape closes.
  await tiles(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(tiles(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByTestId('unit-panel');
  await expect(panel.getByTestId('best-image')).toHaveCount(9, { timeout: 30_000 });
  const said = await panel
    .getByTestId('best-image')
    .evaluateAll((all) => all.map((one) => Number(/([\d.]+)$/.exec(one.textContent ?? '')?.[1])));
  expect(said).toEqual(said.toSorted((a, b) => b - a));
  const weights = panel.getByRole('slider', { name: 'Weights' });
  await weights.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(weights).toHaveAttribute('aria-valuetext', /^Row 1, column 1: -?[\d.e-]+$/);
  await expect(panel.getByRole('img', { name: 'What excites it most' })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('unit.png') });
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();

  // Deeper units have no weights on pixels: that is said, and what excites them is shown instead.
  await page.getByTestId('unit-layer').selectOption({ index: 1 });
  await page.getByTestId('unit-order').selectOption('label');
  await page.getByTestId('unit-label').selectOption({ label: '3' });
  await expect(page.getByText('they have no weights that a picture could show')).toBeVisible();
  await expect(tiles(page)).toHaveCount(16);
  await expect.poll(async () => (await picturesOf(page, 'unit-grid')).length).toBe(16);
  const signed = await values();
  expect(signed.map(Math.abs)).toEqual(signed.map(Math.abs).toSorted((a, b) => b - a));
  expect(signed.some((value) => value < 0)).toBe(true);
  await tiles(page).first().click();
  await expect(panel.getByTestId('not-weights')).toBeVisible();
  await expect(panel.getByTestId('to-outputs').getByRole('row')).toHaveCount(10);

  // Sorted by what silence does, as a table.
  await page.getByTestId('unit-order').selectOption('ablation');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  const table = page.getByTestId('unit-table');
  await expect(table.getByRole('row')).toHaveCount(17);
  await expect(table.getByRole('columnheader', { name: 'What its silence does' })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('t');

  await panel.getByTestId('unit-silence').click();
  await expect(page.getByRole('heading', { name: 'Silence units' })).toBeVisible();
  await expect(page.getByText('1 silenced')).toBeVisible();
});

test('a convolutional network: kernels, patches, maps of a drawing', async ({ launch }, info) => {
  test.setTimeout(180_000);
  const { page } = await launch();
  await openSample(page);
  await trained(page, 'conv5x5x6, maxpool2, conv3x3x8, 24', '2');
  await goTo(page, 'Inside');
  await expect(tiles(page)).toHaveCount(6);
  await tiles(page).first().click();
  const panel = page.getByTestId('unit-panel');
  await expect(panel.getByTestId('best-image')).toHaveCount(9, { timeout: 60_000 });
  await expect(panel.getByTestId('best-image').first()).toHaveAccessibleName(
    /from row \d+ and column \d+ on/,
  );
  await page.screenshot({ path: info.outputPath('kernels.png') });
  await page.getByTestId('unit-layer').selectOption({ index: 1 });
  await expect.poll(async () => (await picturesOf(page, 'unit-grid')).length).toBe(8);
  await tiles(page).first().click();
  await expect(panel.getByTestId('best-image')).toHaveCount(9, { timeout: 60_000 });
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('filters.png') });

  // Live: what every layer says changes while one draws.
  await openPart(page, 'follow');
  await expect(page.getByTestId('stage')).toHaveCount(5);
  await page.getByTestId('inside-source').locator('label').nth(1).click();
  await expect(page.getByRole('heading', { name: 'No image yet' })).toBeVisible();
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('no pad');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.5, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 5 });
  await expect(page.getByTestId('stage')).toHaveCount(5);
  const half = await picturesOf(page, 'stages');
  await page.mouse.move(...at(0.8, 0.8), { steps: 10 });
  await page.mouse.up();
  await expect.poll(() => picturesOf(page, 'stages')).not.toEqual(half);
  const maps = page.getByTestId('stage').first().getByRole('slider');
  await maps.focus();
  await page.keyboard.press('End');
  await expect(maps).toHaveAttribute('aria-valuetext', /^Map 5, row 19, column 19: /);
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('follow.png') });
});

test('why this answer, why not another, and what turns it, in both languages', async ({
  launch,
}, info) => {
  const { page } = await launch();
  await openSample(page);
  await trained(page, '48');
  await goTo(page, 'Inside');
  await openPart(page, 'why');
  const heading = page.getByTestId('why-heading');
  await expect(heading).toHaveText(/^What speaks for \d$/);
  const [alone] = await picturesOf(page, 'why-map');
  await expect(page.getByTestId('why-control')).toContainText(
    /Rank correlation with the map: -?0\.[0-4]/,
  );

  const answer = (await heading.innerText()).slice(-1);
  const other = answer === '4' ? '9' : '4';
  await page.getByTestId('why-against').selectOption({ label: other });
  await expect(heading).toHaveText(`What speaks for ${answer} rather than ${other}`);
  await expect.poll(async () => (await picturesOf(page, 'why-map'))[0]).not.toBe(alone);
  await expect(page.getByTestId('why-sums')).toContainText(`ahead of ${other}`);
  await page.getByTestId('why-method').locator('label').nth(1).click();
  await page.getByTestId('why-samples').fill('50');
  await expect(page.getByText('mean over copies of the image with noise')).toBeVisible();
  const map = probe(page, /^What speaks for/);
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(map).toHaveAttribute('aria-valuetext', /^Row 0, column 1: /);

  await page.getByTestId('change-find').click();
  await expect(page.getByTestId('change-found')).toContainText(
    new RegExp(`^From ${answer} \\(0\\.\\d+\\) to \\d \\(0\\.\\d+\\)`),
  );
  await page.getByTestId('change-target').selectOption({ label: other });
  await expect(page.getByTestId('change-found')).toBeHidden();
  await page.getByTestId('change-find').click();
  await expect(page.getByTestId('change-found')).toContainText(` to ${other} (`);
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('why.png') });

  await page.getByRole('button', { name: '中文' }).click();
  await page.evaluate(() => window.inkling.calls['settings/set']({ theme: 'dark' }));
  for (const part of ['why', 'follow', 'units'] as const) {
    await openPart(page, part);
    await page.waitForTimeout(500);
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${part}-zh.png`) });
  }
  await expect(page.getByText('每个单元逐像素的权重')).toBeVisible();
});

test('each part says what it can not show', async ({ launch, folder }) => {
  const app = await launch();
  const { page } = app;
  const [own, moved] = [join(folder, 'digits'), join(folder, 'gone')];
  await cp(sample, own, { recursive: true });
  await openFolder(app, own);
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();
  await trained(page, '12', '1');
  await app.close();

  // Its data set has gone: what needs no image is still there.
  renameSync(own, moved);
  const again = await launch();
  await goTo(again.page, 'Inside');
  await expect(tiles(again.page)).toHaveCount(12);
  const orders = await again.page.getByTestId('unit-order').locator('option').allInnerTexts();
  expect(orders).toHaveLength(3);
  await expect(again.page.getByTestId('inside-no-data')).toContainText('can be shown');
  await again.page.getByTestId('inside-open-its').click();
  await expect(again.page.getByText(/digits does not exist/)).toBeVisible();
  await tiles(again.page).first().click();
  await expect(
    again.page.getByTestId('unit-panel').getByRole('img', { name: 'What excites it most' }),
  ).toBeVisible();
  await openPart(again.page, 'follow');
  await expect(again.page.getByTestId('inside-no-data')).toContainText('Draw an image instead');
  await expect(again.page.getByRole('heading', { name: 'No image yet' })).toBeVisible();
  expect(await seriousFaults(again.page)).toEqual([]);

  // A network that only guesses explains nothing, and says so.
  await openFolder(again, moved);
  await expect(again.page.getByRole('region', { name: 'What it is' })).toBeVisible();
  await goTo(again.page, 'Train');
  await train(again.page, { 'Learning rate': '0.0000001', Epochs: '1' });
  await expect(training(again.page)).toContainText('done', { timeout: 60_000 });
  await goTo(again.page, 'Inside');
  await expect(again.page.getByTestId('inside-guessing')).toBeVisible();

  // Kept images are no network.
  await goTo(again.page, 'Train');
  await again.page.getByRole('button', { name: /^Preset/ }).click();
  await again.page
    .getByRole('dialog', { name: 'Preset' })
    .getByRole('button', { name: 'Nearest neighbours' })
    .click();
  await train(again.page, {});
  await expect(training(again.page)).toContainText('done', { timeout: 60_000 });
  await goTo(again.page, 'Inside');
  await expect(
    again.page.getByRole('heading', { name: 'There is nothing inside to look at' }),
  ).toBeVisible();
});
