/** Drawing on the real canvas, and what a network that learnt from the sample says of it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { padSide } from '../src-shared/drawing.ts';
import { rasterise } from '../src-shared/rasterise.ts';
import {
  digitStrokes,
  drawingOf,
  type Hand,
  type Line,
  otherDigitStrokes,
  pointerPath,
  usualHand,
} from '../src-main/testing/handwriting.ts';
import { test } from './app.ts';
import { goTo, openSample, train, training } from './steps.ts';

/** The recorded strokes, by real mouse events on the pad. */
async function draw(page: Page, lines: readonly Line[], hand: Omit<Hand, 'width'>): Promise<void> {
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('there is no pad');
  const unit = box.width / padSide;
  for (const line of lines) {
    const [first, ...others] = pointerPath(line, hand).map(([x, y]): [number, number] => [
      box.x + x * unit,
      box.y + y * unit,
    ]);
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const place of others) await page.mouse.move(...place);
    await page.mouse.up();
  }
}
/** The answer to what is on the pad now. */
async function answer(page: Page): Promise<string> {
  await expect(page.getByTestId('pad-answers')).toHaveAttribute('aria-busy', 'false');
  return (await page.getByTestId('answer').first().textContent())?.trim() ?? '';
}
const setWidth = (page: Page, width: number): Promise<void> =>
  page.getByTestId('pad-width').fill(String(width));

test.describe('a network that learnt from the sample', () => {
  test.describe.configure({ timeout: 300_000 });

  test('reads every digit that is drawn, wherever and however', async ({ launch }) => {
    const { page } = await launch();
    await openSample(page);
    await goTo(page, 'Train');
    await page.getByRole('button', { name: /^Preset/ }).click();
    await page
      .getByRole('dialog', { name: 'Preset' })
      .getByRole('button', { name: 'Quick' })
      .click();
    await train(page, {});
    await expect(training(page)).toContainText('done', { timeout: 120_000 });
    await goTo(page, 'Pad');
    await expect(page.getByText('Draw something')).toBeVisible();

    const variations: Record<string, Partial<Hand>> = {
      centre: {},
      'off-centre': { x: 20, y: 330 },
      small: { side: 220, x: 420, y: 380, width: 24 },
      large: { side: 920, x: 52, y: 52 },
      thin: { width: 14 },
      thick: { width: 150 },
    };
    for (const [name, change] of Object.entries(variations)) {
      const hand = { ...usualHand, ...change };
      await setWidth(page, hand.width);
      const wrong: string[] = [];
      for (const recording of [digitStrokes, otherDigitStrokes])
        for (const [digit, lines] of recording.entries()) {
          await page.keyboard.press('Delete');
          await draw(page, lines, hand);
          const said = await answer(page);
          if (!said.startsWith(`${digit} with`)) wrong.push(`${digit} was read as ${said}`);
        }
      // 95 % of 20.
      expect(wrong.length, `${name}: ${wrong.join(', ')}`).toBeLessThanOrEqual(1);
    }
  });
});

test('undo, redo, eraser, width and clear, by mouse and by keys; the answer follows', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await train(page, { Epochs: '3', 'Hidden layers': '60' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Pad');
  const pad = page.getByTestId('pad');
  const ink = (): Promise<number> =>
    pad.evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d');
      copy?.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const data = copy?.getImageData(0, 0, width, height).data ?? [];
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) count += 1;
      return count;
    });

  await draw(page, digitStrokes[4], usualHand);
  const whole = await ink();
  const said = await answer(page);
  await page.keyboard.press('Control+z');
  expect(await ink()).toBeLessThan(whole);
  await page.keyboard.press('Control+Shift+z');
  expect(await ink()).toBe(whole);
  expect(await answer(page)).toBe(said);

  await page.keyboard.press('e');
  await page.keyboard.press(']');
  await draw(
    page,
    [
      [
        [0, 55],
        [100, 55],
      ],
    ],
    usualHand,
  );
  expect(await ink()).toBeLessThan(whole);
  await page.getByTestId('pad-undo').click();
  expect(await ink()).toBe(whole);
  await page.keyboard.press('p');

  // Each step of what the network sees has its switch.
  const seen = page.getByRole('img', {
    name: 'The picture as the network sees it, 20 x 20 pixels',
  });
  const picture = (): Promise<string> =>
    seen.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const usual = await picture();
  for (const step of ['strokeWidth', 'crop', 'box', 'centre']) {
    await page.getByTestId(`seen-${step}`).click();
    await expect.poll(picture).not.toBe(usual);
    await page.getByTestId('seen-usual').click();
    await expect.poll(picture).toBe(usual);
  }

  // A second character is read beside the first.
  await page.getByTestId('pad-several').click();
  await expect(page.getByTestId('pad-read')).toBeVisible();
  await page.getByTestId('pad-several').click();
  await expect(page.getByTestId('pad-read')).toBeHidden();

  await page.getByTestId('pad-clear').click();
  expect(await ink()).toBe(0);
  await expect(page.getByText('Draw something')).toBeVisible();
  await page.keyboard.press('Control+z');
  expect(await ink()).toBe(whole);
  expect(await answer(page)).toBe(said);
});

test('several pictures become a table with the accuracy; one is turned, inverted and thresholded', async ({
  launch,
  folder,
}) => {
  const { electron, page } = await launch();
  await openSample(page);
  await train(page, { Epochs: '3', 'Hidden layers': '60' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Pad');
  const paths = [0, 1, 7].map((digit) => {
    const { width, height, pixels } = rasterise(drawingOf(digitStrokes[digit]));
    const path = join(folder, `${digit}_drawn.png`);
    const dark = pixels.map((value) => 240 - Math.floor(value * 0.8));
    writeFileSync(path, encode({ width, height, data: dark, channels: 1, depth: 8 }));
    return path;
  });
  writeFileSync(join(folder, '3_broken.png'), 'no picture');
  await electron.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: chosen });
    },
    [...paths, join(folder, '3_broken.png')],
  );
  await page.getByTestId('choose-image').click();
  await expect(page.getByTestId('pictures').getByRole('row')).toHaveCount(5);
  await expect(page.getByTestId('pictures-summary')).toHaveText(
    '3 of 3 are right by their file names: accuracy 1.000.',
  );
  await expect(page.getByRole('row', { name: /3_broken.png/ })).toContainText('no image');

  await page.getByRole('button', { name: '7_drawn.png' }).click();
  await expect(page.getByTestId('answer')).toContainText(/^7 with/);
  const seen = page.getByRole('img', {
    name: 'The picture as the network sees it, 20 x 20 pixels',
  });
  const picture = (): Promise<string> =>
    seen.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const usual = await picture();
  for (const change of ['picture-turn', 'picture-lightInk', 'picture-asData']) {
    await page.getByTestId(change).click();
    await expect.poll(picture).not.toBe(usual);
    await page.getByTestId('picture-usual').click();
    await expect.poll(picture).toBe(usual);
  }
  await page.getByTestId('picture-threshold').fill('100');
  await expect.poll(picture).not.toBe(usual);
});

test('drawings are kept, asked for evenly, and open as a data set of one’s own', async ({
  launch,
  folder,
}) => {
  const { page } = await launch();
  await openSample(page);
  await train(page, { Epochs: '3', 'Hidden layers': '60' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Pad');
  await expect(page.getByTestId('pad-keep')).toBeDisabled();

  // Corrected, whatever the network says.
  await draw(page, digitStrokes[5], usualHand);
  await page.getByTestId('pad-label').selectOption('3');
  await page.getByTestId('pad-keep').click();
  await expect(page.getByTestId('pad-kept')).toHaveText('My handwriting: 1 drawing');
  await page.getByTestId('pad-take-back').click();
  await expect(page.getByTestId('pad-kept')).toHaveText('My handwriting: nothing kept yet');

  // Each label once before any of them twice.
  await page.getByTestId('pad-asks-next').click();
  for (let i = 0; i < 20; i++) {
    await expect(page.getByTestId('pad-next')).toHaveText(`Draw: ${i % 10}`);
    await draw(page, (i < 10 ? digitStrokes : otherDigitStrokes)[i % 10], usualHand);
    await answer(page);
    await page.keyboard.press('k');
    await expect(page.getByTestId('pad-kept')).toContainText(`${i + 1} drawing`);
  }
  await page.getByTestId('pad-open-kept').click();
  const facts = page.getByRole('region', { name: 'What it is' });
  await expect(facts).toContainText('20 x 20 pixels');
  await expect(page.getByTestId('chip-dataset')).toContainText('My handwriting 20x20');
  expect(readdirSync(join(folder, 'data', 'handwriting', 'drawings'))).toHaveLength(20);
  // It is a data set like any other: a network can learn from it.
  await train(page, { Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
});
