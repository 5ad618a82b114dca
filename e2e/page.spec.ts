/** A page with several characters: cut, read, corrected by mouse and by keys; epochs and model files. */
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { padSide } from '../src-shared/drawing.ts';
import type { Settings } from '../src-shared/settings.ts';
import { digitStrokes, pointerPath, usualHand } from '../src-main/testing/handwriting.ts';
import { pageOf } from '../src-main/testing/page.ts';
import { test } from './app.ts';
import { dialogChooses, goTo, openSample, showPictures, train, training } from './steps.ts';

const written = ['3141', '59', '27068'];

async function trained(page: Page, epochs = '4'): Promise<void> {
  await openSample(page);
  await train(page, { Epochs: epochs, 'Hidden layers': '60' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}
const changeSettings = (page: Page, change: Partial<Settings>): Promise<unknown> =>
  page.evaluate((what) => window.inkling.calls['settings/set'](what), change);
/** The text of the lines, without spaces. */
const read = (page: Page): Promise<string[]> =>
  page
    .getByTestId('page-text')
    .getByRole('listitem')
    .evaluateAll((lines) => lines.map((line) => (line.textContent ?? '').replace(/\s/g, '')));
const chosen = (page: Page): Locator => page.locator('[data-testid=page-cut][aria-pressed=true]');
const drag = async (page: Page, from: Locator, by: { x: number; y: number }): Promise<void> => {
  const box = await from.boundingBox();
  if (!box) throw new Error('it is not there');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x / 2, y + by.y / 2);
  await page.mouse.move(x + by.x, y + by.y);
  await page.mouse.up();
};

test('a photographed page is cut and read; every cut is corrected by mouse and by keys', async ({
  launch,
  folder,
}) => {
  const { electron, page } = await launch();
  await trained(page);
  const { width, height, pixels } = pageOf(written, { askew: 30 });
  const file = join(folder, 'page.png');
  writeFileSync(file, encode({ width, height, data: pixels, channels: 1, depth: 8 }));
  await showPictures(page);
  await page.getByTestId('page-several').locator('..').locator('.el-switch__core').click();
  await dialogChooses(electron, file);
  await page.getByTestId('choose-image').click();
  const cuts = page.getByTestId('page-cut');
  await expect(cuts).toHaveCount(11);
  const found = await read(page);
  expect(found.map((line) => line.length)).toEqual(written.map((line) => line.length));
  const wrong = [...written.join('')].filter((digit, i) => found.join('')[i] !== digit);
  expect(wrong.length, found.join(' ')).toBeLessThanOrEqual(1);

  // By mouse: a handle sizes, the box moves; the answer follows.
  await cuts.first().click();
  const before = await cuts.first().boundingBox();
  await drag(page, page.getByTestId('handle-e'), { x: 30, y: 0 });
  await expect
    .poll(async () => (await cuts.first().boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) + 20);
  await drag(page, cuts.first(), { x: -10, y: 40 });
  await page.getByTestId('page-undo').click();
  await page.getByTestId('page-undo').click();
  await expect.poll(() => read(page)).toEqual(found);
  // A new box on empty paper has no ink.
  const paper = await page.getByTestId('page').boundingBox();
  if (!paper) throw new Error('there is no page');
  await page.mouse.move(paper.x + paper.width - 40, paper.y + paper.height - 40);
  await page.mouse.down();
  await page.mouse.move(paper.x + paper.width - 8, paper.y + paper.height - 8);
  await page.mouse.up();
  await expect(cuts).toHaveCount(12);
  await expect(chosen(page)).toHaveAttribute('aria-label', /no ink/);
  await page.getByTestId('page-remove').click();
  await expect(cuts).toHaveCount(11);

  // By keys: the first two become one, which is split again.
  await cuts.first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('m');
  await expect(cuts).toHaveCount(10);
  await expect.poll(async () => (await read(page))[0]?.length).toBe(3);
  await page.keyboard.press('s');
  await expect(cuts).toHaveCount(11);
  await expect.poll(() => read(page)).toEqual(found);
  await page.keyboard.press('PageDown');
  await expect(chosen(page)).toHaveAttribute('aria-label', /^Character 2/);
  const place = await chosen(page).boundingBox();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await chosen(page).boundingBox())?.x).not.toBe(place?.x);
  await expect.poll(async () => (await chosen(page).boundingBox())?.height).not.toBe(place?.height);
  await page.keyboard.press('Delete');
  await expect(cuts).toHaveCount(10);
  await page.keyboard.press('n');
  await expect(cuts).toHaveCount(11);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(cuts).toHaveCount(11);
  await page.getByTestId('page-as-found').click();
  await expect.poll(() => read(page)).toEqual(found);

  // The ink itself can be looked at, and the photograph turned.
  await page.getByTestId('page-ink').locator('..').locator('.el-switch__core').click();
  await page.getByTestId('picture-turn').click();
  await expect
    .poll(async () => {
      const box = await page.getByTestId('page').boundingBox();
      return (box?.width ?? 0) < (box?.height ?? 0);
    })
    .toBe(true);
});

test('characters on the wide pad are joined and parted, by mouse and by keys', async ({
  launch,
}) => {
  const { page } = await launch();
  await trained(page);
  await goTo(page, 'Pad');
  await page.getByTestId('pad-several').locator('..').locator('.el-switch__core').click();
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('there is no pad');
  const unit = box.height / padSide;
  for (const [i, digit] of [3, 5, 7].entries())
    for (const line of digitStrokes[digit]) {
      const hand = { ...usualHand, side: 500, x: 100 + 650 * i, y: 250 };
      const [first, ...others] = pointerPath(line, hand);
      await page.mouse.move(box.x + first[0] * unit, box.y + first[1] * unit);
      await page.mouse.down();
      for (const [x, y] of others) await page.mouse.move(box.x + x * unit, box.y + y * unit);
      await page.mouse.up();
    }
  await expect(page.getByTestId('pad-read')).toHaveText(/^357/);
  const [parts, places] = [page.getByTestId('pad-part'), page.getByTestId('pad-place')];
  await expect(parts).toHaveText(['3', '5', '7']);
  await places.first().focus();
  await page.keyboard.press('Delete');
  await expect(parts).toHaveCount(2);
  await parts.first().click();
  await expect(parts).toHaveCount(3);
  await expect(page.getByTestId('pad-read')).toHaveText(/^357/);
  // Into the 5: what is left of the place is the first character's.
  const before = await places.first().boundingBox();
  await drag(page, places.first(), { x: 70, y: 0 });
  await expect
    .poll(async () => (await places.first().boundingBox())?.x)
    .toBeGreaterThan((before?.x ?? 0) + 50);
  await places.first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  await page.getByTestId('pad-clear').click();
  await expect(page.getByTestId('pad-cuts')).toBeHidden();
});

test('each epoch that was kept answers, one after the other; a model file stands beside it', async ({
  launch,
  folder,
}) => {
  const { electron, page } = await launch();
  await changeSettings(page, { keepEvery: 1 });
  await trained(page, '5');
  await goTo(page, 'Pad');
  const slider = page.getByTestId('epoch-slider');
  await expect(slider).toHaveAttribute('max', '4');
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('there is no pad');
  const unit = box.width / padSide;
  for (const line of digitStrokes[4]) {
    const [first, ...others] = pointerPath(line, usualHand);
    await page.mouse.move(box.x + first[0] * unit, box.y + first[1] * unit);
    await page.mouse.down();
    for (const [x, y] of others) await page.mouse.move(box.x + x * unit, box.y + y * unit);
    await page.mouse.up();
  }
  const said = async (): Promise<string> => {
    await expect(page.getByTestId('pad-answers')).toHaveAttribute('aria-busy', 'false');
    return (await page.getByTestId('outputs').first().textContent()) ?? '';
  };
  const usual = await said();
  await slider.fill('0');
  await expect(page.getByTestId('epoch-shown')).toHaveText('1 of 5');
  await expect.poll(said).not.toBe(usual);
  await page.getByTestId('epoch-play').click();
  await expect(slider).toHaveValue('4', { timeout: 20_000 });
  // Who asked the system for less motion moves the slider.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await slider.fill('0');
  await page.getByTestId('epoch-play').click();
  await expect(page.getByTestId('epoch-play')).toBeDisabled();
  await expect(slider).toHaveValue('0');

  // The run's own model as a file: beside its first epoch, then instead of it.
  const [run] = readdirSync(join(folder, 'data', 'runs'));
  const file = join(folder, 'colleague.safetensors');
  copyFileSync(join(folder, 'data', 'runs', run, 'model.safetensors'), file);
  const first = await said();
  await dialogChooses(electron, file);
  await page.getByTestId('open-model').click();
  await expect.poll(said).toBe(usual);
  await expect(page.getByTestId('model-notes')).toContainText('20 x 20');
  await page.getByTestId('pad-beside').selectOption({ index: 1 });
  await expect(page.getByTestId('pad-answer')).toHaveCount(2);
  await expect(page.getByTestId('pad-answer').last()).toContainText(', epoch 5');
  await page.getByTestId('pad-model').selectOption({ index: 0 });
  await expect.poll(said).toBe(first);
  // What is no model says so.
  writeFileSync(file, 'no model');
  await page.getByTestId('open-model').click();
  const notice = page.getByTestId('notice');
  await expect(notice).toContainText('colleague.safetensors is not a sound model file: its header');
  await changeSettings(page, { language: 'zh' });
  await page.getByTestId('open-model').click();
  await expect(notice.last()).toContainText('模型文件：文件头不完整。请');
});
