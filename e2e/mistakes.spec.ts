/** Mistakes as one flow: a cell, its images, a doubtful label, and a network that is trained again. */
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openSample, train, training } from './steps.ts';

test('from a cell of the matrix to a network trained again', async ({ launch }, info) => {
  test.setTimeout(180_000);
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await train(page, { 'Hidden layers': '24', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Lab');

  // All errors, worst first; the first is looked at and gets the label that the network gave it.
  const images = page.getByRole('region', { name: 'Images', exact: true });
  await expect(images.getByRole('heading')).toContainText(/All \d+ errors, most confident first/);
  const errors = Number(/\d+/.exec(await images.getByRole('heading').innerText())?.[0]);
  await images
    .getByRole('button', { name: /^Image \d+,/ })
    .first()
    .click();
  const edits = page.getByTestId('sample-edits');
  await edits.getByTestId('sample-relabel').click();
  await expect(images.getByRole('heading').first()).toContainText(`All ${errors - 1} errors`);
  // It is still looked at, with what can be taken back.
  await expect(edits.getByTestId('sample-reset')).toBeVisible();
  await expect(edits.getByTestId('sample-relabel')).toHaveCount(0);
  await edits.getByTestId('sample-exclude').click();
  await expect(edits.getByTestId('sample-exclude')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('lab-images').locator('option:checked')).toHaveText('Test (999)');
  await expect(page.getByTestId('lab-edits')).toContainText('1 of the data set relabelled');
  await expect(page.getByTestId('lab-edits')).toContainText('does not know all of these edits');
  await page.screenshot({ path: info.outputPath('lab-edits-en.png') });
  expect(await seriousFaults(page)).toEqual([]);

  // Why it is answered so, one click away.
  await page.getByTestId('sample-why').click();
  await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toContainText(
    'Inside',
  );
  await goTo(page, 'Lab');

  // What is left of the errors opens in the browser, in the same order.
  const first = await images
    .getByRole('button', { name: /^Image \d+,/ })
    .first()
    .getAttribute('aria-label');
  await images.getByTestId('cell-browser').click();
  await expect(page.getByTestId('in-view')).toContainText(String(errors - 1));
  const tile = page.getByTestId('sample-tile').or(page.getByRole('gridcell')).first();
  await expect(tile).toHaveAttribute('aria-label', new RegExp(/\d+/.exec(first ?? '')?.[0] ?? '-'));
  await page.getByTestId('train-with-edits').click();
  await expect(page.getByTestId('train-with-edits')).toBeHidden({ timeout: 60_000 });

  // The new network is in use, and the old one beside it.
  await goTo(page, 'Lab');
  await expect(page.getByTestId('lab-edits')).toContainText('was trained with these edits');
  await expect(page.getByTestId('lab-other').locator('option:checked')).toHaveText('sample 1');
  await expect(page.getByRole('grid')).toHaveCount(3);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByTestId('lab-edits')).toContainText('就是用这些修改训练的');
  await page.screenshot({ path: info.outputPath('lab-edits-zh.png') });
  expect(await seriousFaults(page)).toEqual([]);

  // Doubtful labels, as the network that did not learn them sees them.
  await page.getByTestId('lab-check-labels').click();
  await expect(page.getByTestId('take-suggestion')).toBeVisible({ timeout: 30_000 });
});

test("one's own drawing is damaged while one looks", async ({ launch }, info) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  await train(page, { 'Hidden layers': '24', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Lab');
  await page.getByTestId('lab-parts').locator('label').nth(1).click();
  const damaged = page.getByTestId('damaged-image');
  await damaged.getByTestId('damage-source').locator('label').nth(1).click();
  await damaged.getByRole('button', { name: 'Go to the pad' }).click();

  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('the pad is there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8, { steps: 10 });
  await page.mouse.up();
  await goTo(page, 'Lab');
  await damaged.getByTestId('damage-source').locator('label').nth(1).click();
  const answer = page.getByTestId('damaged-answer-0');
  await expect(answer).toHaveText(/^\d with \d\.\d+$/);
  const before = await damaged.locator('canvas').screenshot();
  const said = await answer.innerText();
  await page.getByTestId('damage-amount').focus();
  await page.keyboard.press('End');
  await expect
    .poll(async () => (await damaged.locator('canvas').screenshot()).equals(before))
    .toBe(false);
  await expect(answer).not.toHaveText(said);
  await page.screenshot({ path: info.outputPath('damaged-drawing.png') });
  expect(await seriousFaults(page)).toEqual([]);
});
