/** A learning rate that changes by itself and by hand, and a run that ends by itself. */
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { field, goTo, openSample, train, training } from './steps.ts';

test('a schedule leaves what is being typed alone, and goes on from a rate set by hand', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Schedule', { exact: true }).selectOption({ label: 'Exponential' });
  await field(page, 'Rate decay').fill('0.01');
  await train(page, { 'Hidden layers': '300', Epochs: '200' });
  await expect(training(page)).toContainText(/Epoch ([2-9]|\d{2,}) of 200/);

  const rate = page.getByRole('form', { name: 'Change the learning rate' });
  const typed = rate.getByRole('textbox', { name: 'Learning rate' });
  const before = await typed.inputValue();
  await expect(typed).not.toHaveValue(before);
  await typed.fill('0.004');
  await page.waitForTimeout(500);
  await expect(typed).toHaveValue('0.004');
  await rate.getByRole('button', { name: 'Apply' }).click();
  await expect(training(page)).toContainText('learning rate set to 0.004');
  await expect(typed).toHaveValue(/^0\.003\d+$/);
});

test('a run that gets no better ends by itself and says why', async ({ launch }) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Optimiser', { exact: true }).selectOption({ label: 'SGD' });
  await field(page, 'Early stopping').fill('2');
  await field(page, 'Validation share').fill('0');
  await expect(page.getByText('Early stopping goes by the validation images')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  // Steps too small to change a weight: no epoch is better than the first.
  await train(page, { 'Validation share': '0.1', 'Learning rate': '1e-30', Epochs: '9' });
  await expect(training(page)).toContainText('Stopped early after 3 epochs', { timeout: 60_000 });
  await expect(training(page)).toContainText('stopped early: nothing better for 2 epochs');
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /sample 1/ })).toContainText('3 of 9');
});
