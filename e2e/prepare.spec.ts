/** A person's own scans: prepared with a preview, named, checked for copies, divided, trained on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { test } from './app.ts';
import { goTo, openFolder, train, training } from './steps.ts';

const side = 40;

/** Dark strokes on light paper, small and nowhere near the middle; one of them once more, under the other label. */
function scans(folder: string): string {
  const place = join(folder, 'scans');
  for (const [label, name] of ['lying', 'standing'].entries()) {
    mkdirSync(join(place, name), { recursive: true });
    for (let i = 0; i < 40; i++) {
      const drawn = label === 1 && i === 0 ? 0 : label;
      const data = new Uint8Array(side * side).fill(230);
      const [left, top] = [3 + ((i * 7) % 22), 3 + ((i * 5) % 20)];
      for (let k = 0; k < 10; k++)
        for (let thick = 0; thick < 2; thick++) {
          const [x, y] = drawn === 0 ? [left + k, top + thick] : [left + thick, top + k];
          data[y * side + x] = 20;
        }
      const png = encode({ width: side, height: side, data, channels: 1 });
      writeFileSync(join(place, name, `${i}.png`), png);
    }
  }
  return place;
}

const facts = (page: Page) => page.getByTestId('dataset-facts');

test('scans are prepared, named and trained on, and all of it is remembered', async ({
  launch,
  folder,
}) => {
  const place = scans(folder);
  const app = await launch();
  const { page } = app;
  await openFolder(app, place);
  await expect(facts(page)).toContainText('dark on light');
  await expect(facts(page)).toContainText('Each class has a folder of its own');
  await expect(facts(page)).toContainText('longer side 10 of 40 pixels');
  const plain = await page.getByTestId('fingerprint').textContent();

  // A copy with another label is told, and shown with its places.
  const duplicates = page.getByTestId('duplicates');
  await duplicates.getByText('1 image occurs more than once').click();
  await expect(duplicates).toContainText('1 of them with several labels');
  await expect(duplicates).toContainText('lying, Training');
  await expect(duplicates).toContainText('standing, Training');
  await expect(duplicates.getByRole('img')).toBeVisible();

  // The data suggest what to do; the preview follows; nothing changes before it is applied.
  await page.getByTestId('open-prepare').click();
  const panel = page.getByTestId('prepare-panel');
  await expect(panel).toBeFocused();
  await page.getByTestId('suggest-invert').click();
  await page.getByTestId('suggest-centre').click();
  await expect(page.getByTestId('suggest-centre')).toBeDisabled();
  await page.getByTestId('prepare-size').selectOption('20');
  await page.getByTestId('prepare-box').fill('14');
  await expect(page.getByTestId('prepare-after')).toHaveText('after: 20 x 20');
  await expect(panel.getByRole('img', { name: /prepared$/ })).toHaveCount(8);
  expect(await page.getByTestId('fingerprint').textContent()).toBe(plain);
  await page.getByTestId('prepare-box').fill('0');
  await expect(page.getByTestId('prepare-box')).toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('prepare-box').fill('14');
  await page.getByTestId('prepare-apply').click();
  await expect(panel).toBeHidden();
  await expect(facts(page)).toContainText('20 x 20 pixels');
  await expect(facts(page)).toContainText('light on dark');
  await expect(facts(page)).toContainText(
    'inverted, cropped to the ink, 20 x 20, ink of 14 pixels, centred by mass',
  );
  await expect(facts(page)).toContainText('40 x 40 pixels, dark on light');
  const prepared = await page.getByTestId('fingerprint').textContent();
  expect(prepared).not.toBe(plain);

  // Names: an empty one is refused in words; the new ones stand beside the images at once.
  await page.getByTestId('open-names').click();
  await page.getByTestId('name-0').fill(' ');
  await expect(page.getByTestId('names-problem')).toContainText('Class 1 has no name');
  await page.getByTestId('name-0').fill('横');
  await page.getByTestId('name-1').fill('竖');
  await page.getByTestId('names-apply').click();
  await expect(page.getByTestId('names-panel')).toBeHidden();
  await expect(page.getByTestId('class-filter')).toContainText('竖');
  expect(await page.getByTestId('fingerprint').textContent()).toBe(prepared);

  // Five folds: the second one is the test.
  await goTo(page, 'Train');
  await page.getByTestId('split-folds-5').click();
  await expect(page.getByTestId('split-folds-5')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('estimate')).toContainText('16 to test');
  await train(page, { Epochs: '2', 'Test fold': '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });

  await app.close();
  const again = await launch();
  await openFolder(again, place);
  await expect(facts(again.page)).toContainText('centred by mass');
  await expect(again.page.getByTestId('fingerprint')).toHaveText(prepared ?? '');
  await expect(again.page.getByTestId('class-filter')).toContainText('横');

  // Undone: the files were never touched.
  await again.page.getByTestId('open-prepare').click();
  await again.page.getByTestId('prepare-none').click();
  await again.page.getByTestId('prepare-apply').click();
  await expect(again.page.getByTestId('fingerprint')).toHaveText(plain ?? '');
});

test('by keyboard: Escape leaves a panel, and the focus goes back', async ({ launch, folder }) => {
  const app = await launch();
  const { page } = app;
  await openFolder(app, scans(folder));
  for (const which of ['prepare', 'names']) {
    const opener = page.getByTestId(`open-${which}`);
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId(`${which}-panel`)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId(`${which}-panel`)).toBeHidden();
    await expect(opener).toBeFocused();
  }
});
