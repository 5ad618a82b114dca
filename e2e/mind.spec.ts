/** What a network takes for its labels, in the real app: asked, watched, compared and saved. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openSample, train, training } from './steps.ts';

const pictures = (page: Page) => page.getByTestId('mind-tile');
const ask = async (page: Page): Promise<void> => {
  await page.getByTestId('mind-ask').click();
  await expect(page.getByTestId('mind-ask')).toBeVisible({ timeout: 60_000 });
};

async function trained(page: Page): Promise<void> {
  await openSample(page);
  await train(page, { 'Hidden layers': '64', Epochs: '3' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}

test('all labels are drawn, judged and saved', async ({ launch, folder }, info) => {
  const { page, electron } = await launch();
  await goTo(page, 'Mind');
  await expect(page.getByText('No network to ask yet')).toBeVisible();
  await expect(page.getByTestId('mind-ask')).toBeDisabled();
  await goTo(page, 'Data');
  await trained(page);

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('5');
  await ask(page);
  await expect(pictures(page)).toHaveCount(10);
  await expect(pictures(page).nth(3)).toHaveAccessibleName(/^3 itself \d\.\d+/);
  // Beside the picture stand what the data have, and the control.
  await expect(page.getByTestId('mind-mean')).toBeVisible();
  await expect(page.getByTestId('mind-random')).toBeVisible();
  await expect(page.getByTestId('mind-outputs').getByRole('row')).toHaveCount(11);

  // One stop for the wall; arrows walk in it.
  await pictures(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(pictures(page).nth(1)).toBeFocused();
  await expect(pictures(page).nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { name: 'What the network takes for 1' })).toBeVisible();

  await page.getByTestId('mind-vary').click();
  await expect(page.getByTestId('mind-variations').locator('canvas')).toHaveCount(4);

  const file = join(folder, 'wall.png');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await expect(page.getByTestId('mind-save')).toBeEnabled();
  await page.getByTestId('mind-save').click();
  await expect
    .poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .toBeGreaterThan(1000);
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');

  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((to) => window.inkling.calls['settings/set']({ theme: to }), theme);
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`mind-${theme}.png`) });
  }
});

test("the book's way, a mixture, and the way between two labels", async ({ launch }, info) => {
  const { page } = await launch();
  await trained(page);
  await goTo(page, 'Mind');
  await page.getByTestId('mind-method').selectOption('book');
  await ask(page);
  await expect(page.getByTestId('mind-caption')).toContainText('transpose is not an inverse');
  await expect(page.getByTestId('mind-scale')).toContainText('Colours from');
  await page.screenshot({ path: info.outputPath('book.png') });

  await page.getByTestId('mind-method').selectOption('prior');
  await page.getByTestId('mind-subject').selectOption('mixture');
  await page.getByTestId('mind-label').selectOption({ label: '3' });
  await page.getByTestId('mind-second-label').selectOption({ label: '8' });
  await page.getByText('Settings', { exact: true }).click();
  await page.getByTestId('mind-steps').fill('50');
  await ask(page);
  await expect(pictures(page)).toHaveCount(5);
  await expect(pictures(page).first()).toContainText('3 50%, 8 50%');

  await page.getByTestId('mind-subject').selectOption('way');
  await ask(page);
  await expect(pictures(page)).toHaveCount(9);
  await expect(pictures(page).last()).toContainText('8');
});

test('a long search is watched, and stopped', async ({ launch }) => {
  const { page } = await launch();
  await trained(page);
  await goTo(page, 'Mind');
  await page.getByText('Settings', { exact: true }).click();
  await page.getByTestId('mind-steps').fill('1000');
  await page.getByTestId('mind-ask').click();
  await expect(page.getByTestId('mind-status')).toContainText(/Step \d+ of 1000/);
  await expect(pictures(page)).toHaveCount(10);
  await page.getByTestId('mind-stop').click();
  await expect(page.getByTestId('mind-cancelled')).toBeVisible();
});

test('in Chinese', async ({ launch }, info) => {
  const { page } = await launch({ language: 'zh' });
  await page.getByRole('link', { name: '心象' }).click();
  await expect(page.getByText('还没有可以询问的网络')).toBeVisible();
  await page.screenshot({ path: info.outputPath('mind-zh.png') });
});
