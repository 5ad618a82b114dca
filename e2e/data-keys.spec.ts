/** The whole way through the Data view with the keyboard alone: no mouse is touched here. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { test } from './app.ts';
import { dialogChooses } from './steps.ts';

/** Tab as often as it takes. A control that no key reaches is an error. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const most = 150;
  for (let i = 0; i < most; i++) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} tabs do not reach ${String(target)}`);
}
const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((all) =>
    all.some((one) => one === document.activeElement || one.contains(document.activeElement)),
  );

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
/** What stands in a field is replaced. */
async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Ten rows of twenty cells of 16 x 16; no two cells are the same, rows 5 to 9 stand. */
function sheet(path: string): void {
  const [width, height] = [320, 160];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [along, across] = y < 80 ? [x % 16, y % 16] : [y % 16, x % 16];
      const shade = 20 + ((x >> 4) + 20 * (y >> 4)) / 2;
      if (along >= 3 && along < 13 && across >= 6 && across < 10) data[y * width + x] = shade;
    }
  writeFileSync(path, encode({ width, height, data, channels: 1, depth: 8 }));
}

test('open, read, prepare, name, browse, relabel, exclude, check, write out: with keys only', async ({
  launch,
  folder,
}) => {
  const set = join(folder, 'bars');
  mkdirSync(set);
  sheet(join(set, 'bars.png'));
  const { electron, page } = await launch();
  const byId = (id: string): Locator => page.getByTestId(id);
  const facts = byId('dataset-facts');
  const grid = byId('sample-grid');
  const edits = byId('edit-summary');

  // Open; one large picture asks how it is cut. A wrong cut is corrected, the classes get names.
  await dialogChooses(electron, set);
  await page.keyboard.press('1');
  await press(page, byId('open-folder').first());
  await expect(byId('perhaps-sheet')).toBeVisible();
  await expect(byId('sheet-figures')).toContainText('200 images');
  await write(page, page.getByLabel('Rows a class'), '5');
  await write(page, byId('class-names'), 'lies, stands');
  await expect(byId('sheet-figures')).toContainText('2 classes');
  await press(page, byId('read-so'));
  await expect(facts).toContainText('16 x 16 pixels');

  // How else it could be read: looked at, and left with Escape.
  await press(page, byId('read-differently'));
  await tabTo(page, byId('way-asFound').or(byId('way-sheet')));
  await page.keyboard.press('Escape');
  await expect(byId('reading-panel')).toHaveCount(0);

  // Prepared: inverted.
  const fingerprint = (await byId('fingerprint').textContent()) ?? '';
  await press(page, byId('open-prepare'));
  await press(page, byId('prepare-invert'), 'Space');
  await expect(byId('prepare-preview')).toBeVisible();
  await press(page, byId('prepare-apply'));
  await expect(byId('prepare-panel')).toHaveCount(0);
  await expect(byId('fingerprint')).not.toHaveText(fingerprint);

  // Other names for the classes.
  await press(page, byId('open-names'));
  await write(page, byId('name-0'), 'flat');
  await press(page, byId('names-apply'));
  await expect(byId('class-counts')).toContainText('flat');

  // Looked through: a class, an order, one image large with its pixels.
  await tabTo(page, byId('class-filter'));
  await page.keyboard.press('ArrowDown');
  await expect(byId('in-view')).toHaveText('100 images');
  await tabTo(page, byId('sample-order'));
  await page.keyboard.press('ArrowDown');
  await press(page, byId('descending'), 'Space');
  await press(page, byId('all-images'));
  await press(page, byId('draw'), 'Space');
  await expect(byId('in-view')).toHaveText('20 images');
  await press(page, byId('all-images'));
  await tabTo(page, grid);
  // The first image is another one once all are shown again.
  await expect(async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(byId('sample-details')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await tabTo(page, byId('pixel-inspector'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(byId('pixel-value')).toContainText('Row 0, column 1');
  await press(page, byId('sample-details').getByRole('button', { name: /close/i }));
  await expect(byId('sample-details')).toHaveCount(0);

  // Relabelled, excluded, marked, taken back and done again.
  await tabTo(page, grid);
  await page.keyboard.press('Home');
  await page.keyboard.press('r');
  await page.keyboard.type('stands');
  await page.keyboard.press('Enter');
  await expect(edits).toContainText('1 relabelled');
  await tabTo(page, grid);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('x');
  await expect(edits).toContainText('2 excluded');
  await press(page, byId('undo-edit'));
  await expect(edits).toContainText('0 excluded');
  await press(page, byId('redo-edit'));
  await expect(edits).toContainText('2 excluded');

  // Doubtful labels: the one that is wrong now is among them, and taken back by its suggestion.
  await press(page, byId('check-folds'));
  await expect(byId('check-result')).toBeVisible({ timeout: 60_000 });
  await expect(byId('edited-filter')).toHaveValue('suspicious');
  await tabTo(page, grid);
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await expect(edits).toContainText('0 relabelled');

  // Written out, and the edits saved.
  const out = join(folder, 'out');
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: `${path}.json` });
  }, out);
  mkdirSync(out);
  await press(page, byId('export-edits'));
  await expect.poll(() => existsSync(`${out}.json`)).toBe(true);
  await press(page, byId('write-folders'));
  await expect(byId('last-line')).toContainText('198 images');
  expect(readdirSync(out).length).toBeGreaterThan(0);

  // What the cache keeps: opened and cleared.
  await press(page, byId('cache').locator('summary'));
  await press(page, byId('clear-cache'));
  await expect(byId('clear-cache')).toBeDisabled();
});
