/** A folder that does not say what it is: a person says it, sees what that gives, and it is remembered. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { encode } from 'fast-png';
import { test } from './app.ts';
import { openFolder } from './steps.ts';

/** Ten rows of twenty cells of 16 x 16, five rows of bars that lie and five of bars that stand. */
function sheet(path: string): void {
  const [width, height] = [320, 160];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [along, across] = y < 80 ? [x % 16, y % 16] : [y % 16, x % 16];
      if (along >= 3 && along < 13 && across >= 6 && across < 10) data[y * width + x] = 20;
    }
  writeFileSync(path, encode({ width, height, data, channels: 1, depth: 8 }));
}

test('a sheet is cut as a person says, and opens so again', async ({ launch, folder }) => {
  const set = join(folder, 'sheet');
  mkdirSync(set);
  sheet(join(set, 'bars.png'));
  const app = await launch();
  const { page } = app;
  await openFolder(app, set);
  // It is suggested by itself, with its cuts, and is no error.
  const panel = page.getByRole('form', { name: /How is .* to be read/ });
  await expect(panel.getByTestId('perhaps-sheet')).toContainText('bars.png is one picture of 320');
  await expect(page.getByRole('button', { name: 'Say how to read it…' })).toHaveCount(0);
  await expect(panel.getByLabel('Cell width')).toHaveValue('16');
  await expect(page.getByRole('img', { name: /bars\.png, cut into/ })).toBeVisible();
  await panel.getByLabel('Cell width').fill('16');
  await panel.getByLabel('Cell height').fill('16');
  await panel.getByLabel('Rows a class').fill('5');
  await panel.getByLabel('Names of the classes').fill('lies, stands');
  await expect(panel.getByText('10 x 20 cells: 200 images of 2 classes.')).toBeVisible();
  await panel.getByRole('button', { name: 'Read it so' }).click();
  const facts = page.getByTestId('dataset-facts');
  await expect(facts).toContainText('A sheet cut into cells');
  await expect(facts).toContainText('16 x 16 pixels');
  const fingerprint = await page.getByTestId('fingerprint').textContent();
  await app.close();

  const again = await launch();
  await again.page.getByTestId('recent-dataset').first().click();
  await expect(again.page.getByTestId('fingerprint')).toHaveText(fingerprint ?? '');
});

test('a pattern of names shows what it captures while it is written', async ({
  launch,
  folder,
}) => {
  const set = join(folder, 'scans');
  mkdirSync(set);
  for (let i = 0; i < 12; i++) {
    const data = new Uint8Array(64).fill(20 * i);
    const name = `page ${i} shows ${'甲乙'[i % 2]} at ${i}.png`;
    writeFileSync(join(set, name), encode({ width: 8, height: 8, data, channels: 1, depth: 8 }));
  }
  const app = await launch();
  const { page } = app;
  await openFolder(app, set);
  await page.getByRole('button', { name: 'Say how to read it…' }).click();
  const pattern = page.getByRole('textbox', { name: 'How the names are built' });
  await pattern.fill('*shows {labl} at*');
  await expect(page.getByText(/can hold no \{labl\}/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Read it so' })).toBeDisabled();
  await pattern.fill('*shows {label} at *');
  await expect(page.getByText('12 of 12 files fit, 2 classes.')).toBeVisible();
  await page.getByRole('button', { name: 'Read it so' }).click();
  await expect(page.getByTestId('dataset-facts')).toContainText('Images labelled by their names');

  // The open set can be read differently: on its side.
  await page.getByRole('button', { name: 'Read it differently…' }).click();
  const before = await page.getByTestId('fingerprint').count();
  expect(before).toBe(0);
  await page.getByLabel(/Rows and columns of the images/).check();
  await page.getByRole('button', { name: 'Read it so' }).click();
  await expect(page.getByTestId('dataset-facts')).toBeVisible();
});
