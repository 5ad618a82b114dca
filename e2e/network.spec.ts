/** A network is put together, looked at before and after it trains, and all of it by keyboard too. */
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { field, goTo, openSample, train, training } from './steps.ts';

const layers = (page: Page) => page.getByRole('table', { name: 'Layers of the network' });
const rows = async (page: Page): Promise<string[]> =>
  (await layers(page).getByRole('row').allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, ' ').trim(),
  );

test('the layers that are typed show what they become, and a run keeps them', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await field(page, 'Hidden layers').fill('pad2, 64, dropout0.5');
  await expect(layers(page)).toContainText('dense 64');
  expect(await rows(page)).toEqual([
    'Layer Output Parameters Work',
    'input 20 × 20',
    'pad2 24 × 24 0',
    'dense 64 64 36,928 98%',
    'dropout0.5 64 0',
    'output 10 650 2%',
    'All layers 37,578 37,504',
  ]);

  await field(page, 'Hidden layers').fill('64, pad2');
  await expect(page.getByRole('alert')).toContainText('pad2 needs an image');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await expect(page.getByRole('region', { name: 'What it will be' })).toContainText(
    'No network yet',
  );

  await train(page, { 'Hidden layers': 'conv3x3x4, maxpool4, 16', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await training(page).getByText('Where the time goes').click();
  await expect(training(page).getByRole('row', { name: /^Backward \S+ms \d+%/ })).toBeVisible();
  // What comes next is judged by what was.
  await expect(page.getByTestId('estimate-time')).toContainText('judging by sample 1');

  await training(page).getByRole('button', { name: 'Show in Runs' }).click();
  await expect(layers(page).getByRole('row')).toHaveCount(7);
  await expect(layers(page)).toContainText('5 × 5 × 4');
});

test('layers are added, and a preset is chosen, by keyboard', async ({ launch }) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  const hidden = field(page, 'Hidden layers');
  await hidden.focus();
  // One stop for all the buttons; arrows walk among them.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Dense' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hidden).toHaveValue('256, 128');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(hidden).toHaveValue('pad2, 256, 128');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(hidden).toHaveValue('pad2, 256, 128, dropout0.5');
  await expect(page.getByText('Added dropout0.5.')).toBeAttached();
  await expect(layers(page)).toContainText('dropout0.5');
  await page.keyboard.press('Space');
  await expect(page.getByText('No such layer fits here.')).toBeAttached();

  const preset = page.getByRole('button', { name: /^Preset/ });
  await preset.focus();
  await page.keyboard.press('Enter');
  const choices = page.getByRole('dialog', { name: 'Preset' });
  await expect(choices.getByRole('button', { name: 'Inkling' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(choices.getByRole('button', { name: 'Quick' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(choices).toBeHidden();
  await expect(preset).toBeFocused();
  await expect(preset).toHaveText('Quick');
  await expect(hidden).toHaveValue('conv5x5x16, maxpool2, conv5x5x32, maxpool2, 128');
});

test('a schedule is seen before it runs: as a sentence, a curve and a table', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  const preview = page.getByRole('region', { name: 'Learning rate over the run', exact: true });
  await expect(preview).toHaveText('0.001 from the first batch to the last.');
  await page.getByLabel('Schedule', { exact: true }).selectOption({ label: 'Steps' });
  await field(page, 'Epochs a step').fill('5');
  await field(page, 'Warm-up epochs').fill('2');
  await expect(preview).toContainText('up to 0.001 in epoch 2, then down to 0.000125 at the end');
  await expect(preview.locator('polyline')).toHaveAttribute('points', /\d/);

  await preview.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  await expect(preview.getByRole('row', { name: '3 0.001 0.001' })).toBeVisible();
  await expect(preview.getByRole('row', { name: '6 0.0005 0.0005' })).toBeVisible();

  await page.getByLabel('Schedule', { exact: true }).selectOption({ label: 'On a plateau' });
  await expect(preview).toContainText('Times 0.5 whenever 3 epochs bring no lower validation loss');
});
