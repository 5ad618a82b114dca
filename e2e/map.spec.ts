/** The map of the data: laid out, walked through, chosen from and opened in the browser. */
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openSample, train, training } from './steps.ts';

const canvas = (page: Page) => page.getByTestId('map-canvas');
const laidOut = (page: Page) =>
  expect(page.getByTestId('map-make')).toBeVisible({ timeout: 60_000 });

test('images are laid out, walked through and chosen, in both languages', async ({
  launch,
}, info) => {
  test.setTimeout(180_000);
  const { page, electron } = await launch();
  await goTo(page, 'Map');
  await expect(page.getByRole('heading', { name: 'No data set is open' })).toBeVisible();
  await goTo(page, 'Data');
  await openSample(page);

  // Without a network: by pixels, and no right or wrong.
  await goTo(page, 'Map');
  await expect(page.getByText('No run in use fits these images')).toBeVisible();
  await page.getByTestId('map-method').selectOption('pca');
  await page.getByTestId('map-make').click();
  await laidOut(page);
  await expect(page.getByTestId('map-caption')).toContainText('400 numbers an image');
  await expect(page.getByTestId('map-colour')).toHaveCount(0);

  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await train(page, { 'Hidden layers': '24', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });

  // By the hidden layer; stopped on the way, the points stay where they lie.
  await page.keyboard.press('8');
  await page.getByTestId('map-source').selectOption({ label: 'Layer 1, dense: 24' });
  await page.getByTestId('map-method').selectOption('umap');
  await page.getByTestId('map-make').click();
  await expect(page.getByTestId('map-status')).toContainText(/Step \d+ of 500/, {
    timeout: 30_000,
  });
  await page.getByTestId('map-stop').click();
  await laidOut(page);
  await expect(page.getByTestId('map-caption')).toContainText('Stopped on the way');
  await page.getByTestId('map-make').click();
  await laidOut(page);
  await expect(page.getByTestId('map-caption')).toContainText('24 numbers an image');
  await page.getByTestId('map-colour').locator('label').nth(1).click();
  await expect(page.getByTestId('map-figures')).toContainText(/\d+ of 1,000 right/);
  await page.screenshot({ path: info.outputPath('map-en-light-answer.png') });
  expect(await seriousFaults(page)).toEqual([]);

  // The mouse shows an image; the keyboard walks from there, and chooses a box.
  const box = await canvas(page).boundingBox();
  if (!box) throw new Error('the canvas is there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await canvas(page).focus();
  await page.keyboard.press('ArrowRight');
  const point = page.getByTestId('map-point');
  await expect(point).toContainText(/Image \d+, \d: taken for \d with/);
  const before = await point.innerText();
  await page.keyboard.press('ArrowDown');
  await expect(point).not.toHaveText(before);
  await page.keyboard.press('Space');
  await expect(page.getByTestId('map-chosen')).toContainText('1 image chosen');
  await page.keyboard.press('b');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('b');
  await expect(page.getByTestId('map-chosen')).toContainText(/\d+ images chosen/);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('map-chosen')).toContainText('Choose images');

  // A lasso around all of them: they open in the browser, exactly those.
  await page.keyboard.press('0');
  await page.getByTestId('map-tool').locator('label').nth(1).click();
  const corners = [
    [0.02, 0.02],
    [0.98, 0.02],
    [0.98, 0.6],
    [0.02, 0.6],
    [0.02, 0.02],
  ].map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(corners[0][0], corners[0][1]);
  await page.mouse.down();
  for (const [x, y] of corners.slice(1)) await page.mouse.move(x, y, { steps: 6 });
  await page.mouse.up();
  const chosen = page.getByTestId('map-chosen').getByRole('heading');
  await expect(chosen).toContainText(/^\d+ images chosen/);
  const count = Number(/^\d+/.exec(await chosen.innerText())?.[0]);
  expect(count).toBeGreaterThan(50);
  expect(count).toBeLessThan(1000);
  await page.screenshot({ path: info.outputPath('map-en-light-chosen.png') });

  // The same as a table.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Images on the map' });
  await expect(table.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
  await expect(table.getByRole('columnheader', { name: 'Taken for' })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('t');

  await page.getByTestId('map-open').click();
  await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toContainText('Data');
  await expect(page.getByTestId('in-view')).toContainText(String(count));

  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].setContentSize(1024, 700),
  );
  await page.evaluate(() =>
    window.inkling.calls['settings/set']({ language: 'zh', theme: 'dark' }),
  );
  await page.keyboard.press('8');
  await expect(page.getByTestId('map-chosen')).toContainText(`已选 ${count} 张图像`);
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByTestId('map-colour').locator('label').nth(0).click();
  await page.waitForTimeout(300);
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('map-zh-dark.png') });
});
