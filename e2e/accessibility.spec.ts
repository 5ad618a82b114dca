/** Every place, with a data set and a network, in both languages and themes: no serious fault. */
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import { goTo, openSample, train, training } from './steps.ts';

const looks = [
  { language: 'en', theme: 'light', width: 1280, height: 800 },
  { language: 'zh', theme: 'dark', width: 1024, height: 700 },
] as const;
/** Each with its key. */
const places = {
  data: '1',
  train: '2',
  runs: '3',
  pad: '4',
  mind: '5',
  lab: '6',
  inside: '7',
  map: '8',
};

test('axe finds no serious fault in any place', async ({ launch }, info) => {
  test.setTimeout(240_000);
  const { page, electron } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByLabel('Loss', { exact: true }).selectOption('softmaxCrossEntropy');
  for (const seed of ['1', '2']) {
    await train(page, { 'Hidden layers': '24', Epochs: '2', Seed: seed });
    await expect(training(page)).toContainText('done', { timeout: 60_000 });
  }
  const faults: string[] = [];
  for (const { language, theme, width, height } of looks) {
    await electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
      [width, height] as [number, number],
    );
    await page.evaluate((change) => window.inkling.calls['settings/set'](change), {
      language,
      theme,
    });
    for (const [name, key] of Object.entries(places)) {
      await page.keyboard.press(key);
      await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toHaveCount(1);
      await page.waitForTimeout(700);
      faults.push(...(await seriousFaults(page)).map((fault) => `${name}, ${language}: ${fault}`));
      await page.screenshot({ path: info.outputPath(`${name}-${language}-${theme}.png`) });
    }
  }
  expect(faults).toEqual([]);
});
