/** Pictures that are pasted, dropped, animated, large, blank or damaged; and the pad by keys alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { GifWriter } from 'omggif';
import { rasterise } from '../src-shared/rasterise.ts';
import { greyJpeg } from '../src-main/testing/grey-jpeg.ts';
import { digitStrokes, drawingOf } from '../src-main/testing/handwriting.ts';
import { test } from './app.ts';
import { dialogChooses, goTo, openSample, showPictures, train, training } from './steps.ts';

async function trained(page: Page): Promise<void> {
  await openSample(page);
  await train(page, { Epochs: '4', 'Hidden layers': '60' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}
/** A drawn digit in dark ink on light paper. */
function photoOf(digit: number): { width: number; height: number; pixels: Uint8Array } {
  const { width, height, pixels } = rasterise(drawingOf(digitStrokes[digit]));
  return { width, height, pixels: pixels.map((value) => 240 - Math.floor(value * 0.8)) };
}
function pngOf(digit: number): Uint8Array {
  const { width, height, pixels } = photoOf(digit);
  return encode({ width, height, data: pixels, channels: 1, depth: 8 });
}

test('a picture is pasted', async ({ launch }) => {
  const { page } = await launch();
  await trained(page);
  await goTo(page, 'Pad');
  await page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(
        new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }),
      );
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    },
    Array.from(pngOf(7)),
  );
  await expect(page.getByTestId('answer')).toContainText(/^7 with/);
  await expect(page.getByText('image.png')).toBeVisible();
  // What is pasted may be a page, too: it is asked about as one without being pasted again.
  await page.getByTestId('page-several').locator('..').locator('.el-switch__core').click();
  await expect(page.getByTestId('page-text')).toContainText('7');
});

test('files are dropped, with labels in their names: a table with the accuracy', async ({
  launch,
  folder,
}) => {
  const { page } = await launch();
  await trained(page);
  await goTo(page, 'Pad');
  const files = [0, 1, 7].map((digit) => {
    const path = join(folder, `${digit}_drawn.png`);
    writeFileSync(path, pngOf(digit));
    return path;
  });
  const wrongly = join(folder, '3_is-a-2.png');
  writeFileSync(wrongly, pngOf(2));
  // A real drop: the files come from the disk, as only those have a path.
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files, wrongly], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  await expect(page.getByTestId('pictures').getByRole('row')).toHaveCount(5);
  await expect(page.getByTestId('pictures-summary')).toHaveText(
    '3 of 4 are right by their file names: accuracy 0.750.',
  );
  await expect(page.getByRole('row', { name: /3_is-a-2/ })).toContainText('Wrong: it is 3');
});

test('an animated GIF shows its first picture; large ones are read; blank and damaged ones say so', async ({
  launch,
  folder,
}) => {
  const { electron, page } = await launch();
  await trained(page);
  await showPictures(page);
  const show = async (name: string, bytes: Uint8Array): Promise<void> => {
    writeFileSync(join(folder, name), bytes);
    await dialogChooses(electron, join(folder, name));
    await page.getByTestId('choose-image').click();
  };
  const frames = [7, 0].map(photoOf);
  const { width, height } = frames[0];
  const gif = Buffer.alloc(4 * width * height);
  const palette = Array.from({ length: 256 }, (_, grey) => grey * 0x010101);
  const writer = new GifWriter(gif, width, height, { palette, loop: 0 });
  for (const { pixels } of frames)
    writer.addFrame(0, 0, width, height, Array.from(pixels), { delay: 50 });
  await show('moving.gif', gif.subarray(0, writer.end()));
  await expect(page.getByTestId('answer')).toContainText(/^7 with/);

  // 12 megapixels, held sideways: a 1 is a thick stroke from top to bottom once it is upright.
  const stroke = (column: number, row: number): number =>
    column > 120 && column < 400 && Math.abs(row - 190) < 14 ? 30 : 220;
  await show('phone.jpg', greyJpeg(4160, 3040, stroke, 6));
  await expect(page.getByTestId('answer')).toContainText(/^1 with/);

  const empty = page.getByText('No answer');
  await show(
    'blank.png',
    encode({ width: 40, height: 40, data: new Uint8Array(1600).fill(200), channels: 1, depth: 8 }),
  );
  await expect(empty).toBeVisible();
  await expect(page.getByText(/There is no ink to be seen on .*blank\.png/)).toBeVisible();
  await show('cut.png', pngOf(3).subarray(0, 300));
  await expect(page.getByText(/cut\.png is cut short/)).toBeVisible();
  await show(
    'huge.jpg',
    greyJpeg(12_000, 9_000, () => 255),
  );
  await expect(page.getByText(/huge\.jpg.* 12000 x 9000 .*10000 x 10000/)).toBeVisible();
});

test('by keys alone: to the pad, a stroke drawn, undone, kept with its label, and measured', async ({
  launch,
}) => {
  const { page } = await launch();
  await trained(page);
  await page.keyboard.press('4');
  const pad = page.getByTestId('pad');
  /** Tab until it is reached, as a person would. */
  const tabTo = async (id: string): Promise<void> => {
    for (let i = 0; i < 150; i++) {
      const reached = await page.evaluate(
        (wanted) => document.activeElement?.closest(`[data-testid="${wanted}"]`) !== null,
        id,
      );
      if (reached) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${id}`);
  };
  await tabTo('pad');
  await expect(pad).toBeFocused();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('key-pen')).toHaveClass(/down/);
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('pad-answers')).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByTestId('answer')).toContainText(/^1 with/);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Draw something')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('answer')).toContainText(/^1 with/);
  await tabTo('pad-keep');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('pad-kept')).toHaveText('My handwriting: 1 drawing');
  await tabTo('pad-measure');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('pad-measured')).toContainText('1 of 1 are read right');
  // What was kept is learnt from in the next run, which counts it.
  await page.keyboard.press('2');
  await tabTo('add-handwriting');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('known-handwriting')).toContainText('1 of 1');
  await tabTo('train-start');
  await page.keyboard.press('Enter');
  const counted = (): Promise<string> =>
    page.evaluate(async () => {
      const { calls } = (
        window as unknown as {
          inkling: { calls: Record<string, (args: unknown) => Promise<{ value: unknown }>> };
        }
      ).inkling;
      const listed = await calls['runs/list']?.({ after: null, limit: 10 });
      return JSON.stringify(listed?.value);
    });
  await expect.poll(counted).toContain('"handwriting":{"drawings":1,"leftOut":0}');
});
