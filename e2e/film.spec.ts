/** How the idea of a label formed, epoch by epoch: made, looked at, played and saved. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openSample, train, training } from './steps.ts';

async function savesAs(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
}
const isWritten = (path: string) =>
  expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(500);

test('a film through the epochs that were kept', async ({ launch, folder }, info) => {
  test.setTimeout(180_000);
  const { page, electron } = await launch();
  await openSample(page);
  await page.evaluate(() => window.inkling.calls['settings/set']({ keepEvery: 1 }));
  await train(page, { 'Hidden layers': '48', Epochs: '4' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Mind');
  await page.getByTestId('mind-ask').click();
  await expect(page.getByTestId('mind-ask')).toBeVisible({ timeout: 60_000 });

  const film = page.getByTestId('mind-film');
  await expect(film).toContainText('the 5 states of this run');
  // Who wants less motion is not played to.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await film.getByTestId('film-make').click();
  await expect(film.getByTestId('film-strip')).toBeVisible({ timeout: 60_000 });
  await expect(film.getByTestId('film-epoch')).toHaveText('epoch 4');
  await expect(film.getByTestId('film-play')).toHaveText('Play');
  await expect(film.getByTestId('film-tile')).toHaveCount(10);
  const learnt = await film.getByTestId('film-tile').nth(3).locator('canvas').screenshot();
  await film.getByTestId('film-slider').focus();
  await page.keyboard.press('Home');
  await expect(film.getByTestId('film-epoch')).toHaveText('before training');
  const before = await film.getByTestId('film-tile').nth(3).locator('canvas').screenshot();
  expect(before.equals(learnt)).toBe(false);
  await film.getByTestId('film-play').click();
  await expect(film.getByTestId('film-epoch')).toHaveText('epoch 4', { timeout: 10_000 });
  await expect(film.getByTestId('film-play')).toHaveText('Play');
  await film.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('film-en.png') });
  expect(await seriousFaults(page)).toEqual([]);

  for (const [name, button, begins] of [
    ['film.gif', 'film-gif', 'GIF89a'],
    ['film.png', 'film-apng', '\x89PNG'],
    ['strip.png', 'film-strip', '\x89PNG'],
  ] as const) {
    const path = join(folder, name);
    await savesAs(electron, path);
    await film.getByTestId(button).click();
    await isWritten(path);
    expect(readFileSync(path).toString('latin1').startsWith(begins)).toBe(true);
  }
  expect(readFileSync(join(folder, 'film.png')).includes('acTL')).toBe(true);

  // The same numbers as a table, in the other language.
  await page.evaluate(() =>
    window.inkling.calls['settings/set']({ language: 'zh', theme: 'dark' }),
  );
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  await expect(film.getByRole('table')).toContainText('训练之前');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('t');
  await film.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('film-zh-dark.png') });

  // The way between two labels moves, too.
  await page.getByTestId('mind-subject').selectOption('way');
  await page.getByTestId('mind-ask').click();
  const gif = page.getByTestId('mind-way-gif');
  await expect(gif).toBeEnabled({ timeout: 60_000 });
  const way = join(folder, 'way.gif');
  await savesAs(electron, way);
  await gif.click();
  await isWritten(way);
  expect(readFileSync(way).toString('latin1').startsWith('GIF89a')).toBe(true);
});
