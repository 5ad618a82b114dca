/** From a folder to a trained, compared and questioned network, in the real window. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { encode } from 'fast-png';
import { test } from './app.ts';
import { dialogChooses, field, goTo, showPictures, train, training } from './steps.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');

test('open a folder, train, keep the run, compare, ask', async ({ launch, folder }) => {
  const first = await launch();
  let { page } = first;

  // 2. Open a folder and see what it is.
  await dialogChooses(first.electron, sample);
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  const facts = page.getByRole('region', { name: 'What it is' });
  await expect(facts).toContainText('MNIST IDX files');
  await expect(facts).toContainText('20 x 20 pixels');
  await expect(page.getByRole('row', { name: '7 400 100 500' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'Image 0, 0, Training' })).toBeVisible();
  await page.locator('label', { hasText: /^Test/ }).click();
  await expect(
    page.getByRole('gridcell', { name: /Image 4\d\d\d, 0, Test/ }).first(),
  ).toBeVisible();

  // 3. Choose hyper-parameters; a wrong one is said in words and blocks the training.
  await goTo(page, 'Train');
  await field(page, 'Learning rate').fill('-1');
  await expect(page.getByRole('alert')).toContainText('Learning rate must be above 0');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await field(page, 'Learning rate').fill('fast');
  await expect(page.getByRole('alert')).toContainText('Learning rate must be a number');
  await field(page, 'Hidden layers').fill('300, 100');
  await expect(page.getByRole('region', { name: 'What it will be' })).toContainText(
    '151,410 parameters',
  );

  // What augmentation does to the images is seen before they are trained on.
  const preview = page.getByRole('region', { name: 'What training sees' });
  await expect(preview).toBeHidden();
  await field(page, 'Turned copies').fill('10');
  await expect(preview.getByRole('img')).toHaveCount(2 * 3);
  await field(page, 'Random rotation').fill('30');
  await expect(preview.getByRole('img')).toHaveCount(2 * 6);
  const pictures = (): Promise<string[]> =>
    preview
      .getByRole('img')
      .evaluateAll((all) => all.map((one) => (one as HTMLCanvasElement).toDataURL()));
  const before = await pictures();
  expect(new Set(before).size).toBe(12);
  await preview.getByRole('button', { name: 'Other examples' }).press('Enter');
  await expect.poll(async () => (await pictures())[0]).not.toBe(before[0]);
  await field(page, 'Turned copies').fill('0');
  await field(page, 'Random rotation').fill('0');
  await expect(preview).toBeHidden();

  // 4. Watch it learn: pause, go on, change the learning rate.
  await train(page, { 'Learning rate': '0.002', 'Hidden layers': '300', Epochs: '40' });
  await expect(training(page)).toContainText('400-300-10');
  await expect(training(page)).toContainText(/Epoch ([2-9]|\d\d) of 40/);
  await training(page).getByRole('button', { name: 'Pause' }).click();
  await expect(training(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  const standing = await training(page)
    .getByRole('progressbar', { name: /^Batch/ })
    .getAttribute('aria-valuenow');
  await page.waitForTimeout(500);
  expect(
    await training(page)
      .getByRole('progressbar', { name: /^Batch/ })
      .getAttribute('aria-valuenow'),
  ).toBe(standing);
  await training(page).getByRole('button', { name: 'Go on' }).click();
  const rate = page.getByRole('form', { name: 'Change the learning rate' });
  await rate.getByRole('button', { name: 'Halve it' }).click();
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await expect(training(page).getByText('Test accuracy').locator('..')).toContainText(/0\.9\d\d\d/);
  await training(page).locator('label', { hasText: 'Table' }).first().click();
  await expect(training(page).getByRole('table').first().getByRole('row')).not.toHaveCount(0);

  // A second run with another learning rate.
  await train(page, { 'Learning rate': '0.01', Epochs: '3' });
  await expect(training(page)).toContainText('sample 2');
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await first.close();

  // 5. After a restart both are there; laid over each other, what differs is shown.
  const second = await launch();
  page = second.page;
  await goTo(page, 'Runs');
  const runs = page.getByRole('table', { name: 'All runs' });
  await expect(runs.getByRole('row')).toHaveCount(3);
  await runs.getByRole('button', { name: 'sample 1', exact: true }).click();
  const one = page.getByRole('region', { name: 'Run sample 1' });
  await expect(one.getByRole('table', { name: 'Epochs' })).toHaveAttribute('aria-rowcount', '41');
  await expect(one).toContainText(sample);
  await expect(one).toContainText('3,600 training, 400 validation, 1,000 test');
  await expect(one.getByText(/0\.002/).first()).toBeVisible();

  await runs.getByRole('checkbox', { name: 'Select sample 2' }).check();
  const compared = page.getByRole('region', { name: '2 runs compared' });
  const table = compared.getByRole('table', { name: 'Hyper-parameters and figures by run' });
  await expect(table.getByRole('row', { name: 'Learning rate 0.002 0.01' })).toBeVisible();
  await expect(table.getByRole('row', { name: 'Epochs 40 3' })).toBeVisible();
  await expect(table).not.toContainText('Optimiser');
  await compared
    .getByRole('combobox', { name: 'Curves of' })
    .selectOption({ label: 'Validation accuracy' });
  await compared.locator('label', { hasText: 'Table' }).first().click();
  await expect(compared.getByRole('table').first()).toContainText('sample 2');

  // 5. Ask the network about a test sample, and about an image file.
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await runs.getByRole('button', { name: 'sample 1', exact: true }).click();
  await page.getByRole('button', { name: 'Use this model' }).click();
  await goTo(page, 'Data');
  await page.getByRole('button', { name: /^sample/ }).click();
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();
  await showPictures(page);
  await page.getByRole('button', { name: 'Random test image' }).click();
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText(/Right|Wrong/);
  const outputs = page.getByRole('table', { name: "The network's output for each class" });
  await expect(outputs.getByRole('row')).toHaveCount(11);

  const drawing = join(folder, '一 one.png');
  writeFileSync(drawing, verticalStroke());
  await dialogChooses(second.electron, drawing);
  await page.getByRole('button', { name: 'Choose an image…' }).click();
  await expect(page.getByText('一 one.png')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText(/^1 with/);
});

/** Dark ink on paper, larger than the samples: it must be turned and shrunk before the network sees it. */
function verticalStroke(): Uint8Array {
  const [width, height] = [120, 120];
  const data = new Uint8Array(width * height).fill(245);
  for (let y = 24; y < 96; y++) data.fill(20, y * width + 56, y * width + 66);
  return encode({ width, height, data, channels: 1, depth: 8 });
}
