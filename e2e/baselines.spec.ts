/** What a network should beat, and a convolutional network, in the same window. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { test } from './app.ts';
import { field, goTo, openSample, showPictures, train, training } from './steps.ts';

async function choosePreset(page: Page, name: string): Promise<void> {
  await goTo(page, 'Train');
  await page.getByRole('button', { name: /^Preset/ }).click();
  await page.getByRole('dialog', { name: 'Preset' }).getByRole('button', { name }).click();
}

test('nearest neighbours and a convolutional network are trained, asked and compared', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);

  await choosePreset(page, 'Nearest neighbours');
  await expect(field(page, 'Hidden layers')).toBeHidden();
  await train(page, {});
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await expect(training(page)).toContainText('3 nearest of 3,600 images');
  await expect(training(page).getByText('Test accuracy').locator('..')).toContainText(/0\.9\d\d\d/);

  await showPictures(page);
  await page.getByRole('button', { name: 'Random test image' }).click();
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText(/Right|Wrong/);

  await choosePreset(page, 'Quick');
  await train(page, { 'Batches an epoch': '40' });
  await expect(training(page)).toContainText('sample 2');
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await expect(training(page)).toContainText(
    '20x20-conv5x5x16-maxpool2-conv5x5x32-maxpool2-128-10',
  );
  await expect(training(page).getByText('Test accuracy').locator('..')).toContainText(/0\.9\d\d\d/);

  await goTo(page, 'Runs');
  const runs = page.getByRole('table', { name: 'All runs' });
  await runs.getByRole('checkbox', { name: 'Select sample 1' }).check();
  await runs.getByRole('checkbox', { name: 'Select sample 2' }).check();
  const compared = page.getByRole('region', { name: '2 runs compared' });
  await expect(
    compared.getByRole('row', { name: 'Method Nearest neighbours Network' }),
  ).toBeVisible();
});
