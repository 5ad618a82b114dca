/** What the Lab, Inside and the Map show is saved as pictures, drawings and numbers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { choose, dialogSaves, goTo, openSample, sizeOf, train, training } from './steps.ts';

test('matrices, figures of classes, units, explanations and the map are saved', async ({
  launch,
  folder,
}, info) => {
  test.setTimeout(180_000);
  const { page, electron } = await launch();
  let count = 0;
  const save = async (within: Locator, kind: 'png' | 'svg' | 'csv'): Promise<Buffer> => {
    const path = join(folder, `saved-${++count}.${kind}`);
    await dialogSaves(electron, path);
    await choose(within, 'save-chart', kind);
    await expect.poll(() => sizeOf(path)).toBeGreaterThan(0);
    return readFileSync(path);
  };
  const table = async (within: Locator): Promise<string[][]> =>
    (await save(within, 'csv'))
      .toString()
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
  /** Width and height. */
  const picture = async (within: Locator, name: string): Promise<[number, number]> => {
    const png = await save(within, 'png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    writeFileSync(info.outputPath(`${name}.png`), png);
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };
  const sum = (rows: string[][]): number =>
    rows.flat().reduce((all, cell) => all + Number(cell), 0);

  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  for (const layers of ['24', 'conv3x3x4, maxpool2, 16']) {
    await train(page, { 'Hidden layers': layers, Epochs: '2' });
    await expect(training(page)).toContainText('done', { timeout: 60_000 });
  }

  await goTo(page, 'Lab');
  const matrices = page.getByRole('region', { name: 'Confusion matrix', exact: true });
  const counts = await table(matrices);
  expect(counts).toHaveLength(11);
  expect(sum(counts.slice(1).map((row) => row.slice(1)))).toBe(1000);
  await matrices.getByText('% of row', { exact: true }).click();
  const shares = await table(matrices);
  for (const row of shares.slice(1)) expect(sum([row.slice(1)])).toBeCloseTo(1, 9);
  const drawn = (await save(matrices, 'svg')).toString();
  expect(drawn).toContain('Confusion matrix of sample 2 (% of row)');
  await picture(matrices, 'matrix');
  const classes = page.getByTestId('class-figures');
  const figures = await table(classes);
  expect(figures[0]).toHaveLength(5 + 4);
  expect(sum(figures.slice(1).map((row) => [row[1]]))).toBe(1000);
  await picture(classes, 'classes');
  await page.getByLabel('Compare with').selectOption({ label: 'sample 1' });
  const difference = matrices.getByRole('figure').nth(2);
  const less = await table(difference);
  expect(sum(less.slice(1).map((row) => row.slice(1)))).toBeCloseTo(0, 9);
  await picture(difference, 'difference');

  await goTo(page, 'Inside');
  const units = page.getByRole('region', { name: 'Units of the layer' });
  await expect(units.getByTestId('unit-tile')).toHaveCount(4);
  const kernels = await table(units);
  expect(kernels[0]).toEqual(['Unit', 'Row', 'Column', 'Weight']);
  expect(kernels).toHaveLength(1 + 4 * 9);
  // Four beside each other, each pixel a whole number of pixels.
  const [across] = await picture(units, 'kernels');
  expect(across).toBe(16 + 4 * (3 * Math.round(224 / 3) + 16));
  await page.getByTestId('inside-parts').locator('label').nth(1).click();
  const stages = page.getByTestId('stage');
  expect(await table(stages.first())).toHaveLength(1 + 4 * 20 * 20);
  const outputs = await table(stages.last());
  expect(outputs.slice(1).map(([name]) => name)).toEqual([...'0123456789']);
  expect(new Set(outputs.map(([, value]) => value)).size).toBe(11);
  await picture(stages.first(), 'maps');
  await page.getByTestId('inside-parts').locator('label').nth(2).click();
  const why = page.getByTestId('why');
  expect(await table(why)).toHaveLength(1 + 400);
  // Wider than its two pictures where the words below them are.
  const [wide, high] = await picture(why, 'why');
  expect(wide).toBeGreaterThanOrEqual(16 + 2 * (320 + 16));
  expect(high).toBe(16 + 40 + 320 + 40 + 16 + 40);
  await page.getByTestId('change-find').click();
  await expect(page.getByTestId('change-found')).toBeVisible();
  const change = await table(page.getByTestId('change'));
  expect(change[0]).toHaveLength(5);
  expect(change).toHaveLength(1 + 400);
  await picture(page.getByTestId('change'), 'change');
  expect(await seriousFaults(page)).toEqual([]);

  await goTo(page, 'Map');
  await page.getByTestId('map-method').selectOption('pca');
  await page.getByTestId('map-make').click();
  const actions = page.locator('main');
  const places = await table(actions);
  const points = places.length - 1;
  expect(points).toBeGreaterThan(500);
  expect(new Set(places.slice(1).map(([image]) => image)).size).toBe(points);
  const map = (await save(actions, 'svg')).toString();
  // A mark a point, and ten in the legend.
  expect(map.match(/<circle|<polygon class="fill-series/g)).toHaveLength(points + 10);
  await picture(actions, 'map');
});
