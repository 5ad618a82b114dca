/** Everyone can use it: by keyboard alone, in Chinese, in the dark, and by dropping a folder. */
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { openSample, useMenu } from './steps.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');

test('the whole path by keyboard', async ({ launch }) => {
  const { electron, page } = await launch();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  for (let i = 0; i < 40 && !(await focused()).startsWith('Open the sample'); i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();

  // The grid of images is one stop; arrows walk in it, Enter shows one large.
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)) break;
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary').or(page.getByRole('dialog')).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Train', level: 1 })).toBeVisible();
  const epochs = page.getByRole('textbox', { name: 'Epochs', exact: true });
  await epochs.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  // A digit typed into a field is no shortcut.
  await expect(page.getByRole('heading', { name: 'Train', level: 1 })).toBeVisible();
  await useMenu(electron, 'train.start');
  const run = page.getByRole('region', { name: 'Training' });
  await expect(run).toContainText('done', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('t');
  await expect(run.getByRole('table').first()).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  await useMenu(electron, 'help.shortcuts');
  await expect(page.locator('kbd', { hasText: 'Enter' }).first()).toBeVisible();
});

test('in Chinese and in the dark, remembered', async ({ launch }) => {
  const first = await launch();
  await useMenu(first.electron, 'view.language');
  await expect(
    first.page.getByRole('button', { name: '打开示例' }).or(first.page.getByText('示例')).first(),
  ).toBeVisible();
  await expect(first.page.locator('html')).toHaveAttribute('lang', /^zh/);
  await useMenu(first.electron, 'view.theme');
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await first.close();

  const second = await launch();
  await expect(second.page.locator('html')).toHaveAttribute('lang', /^zh/);
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const labels = await second.electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map((item) => item.label),
  );
  expect(labels?.join()).toMatch(/训练/);
  const text = await second.page.locator('body').innerText();
  expect(text).toMatch(/数据/);
  expect(
    text.replace(/Inkling|MNIST|IDX|PNG|JPEG|BMP|WebP|GIF|CSV|NumPy|MATLAB|English|\d/g, ''),
  ).not.toMatch(/[A-Za-z]{4,}/);
});

test('a dropped folder is opened', async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByRole('button', { name: 'Open the sample' })).toBeVisible();
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 400,
      y: 300,
      data: { items: [], files: [sample], dragOperationsMask: 1 },
    });
  await expect(page.getByRole('region', { name: 'What it is' })).toContainText('5,000');
});

test('a second start brings the first window forward instead of a second one', async ({
  launch,
}) => {
  const { electron, page } = await launch();
  await openSample(page);
  const [executable, ...args] = await electron.evaluate(() => process.argv);
  const { spawnSync } = await import('node:child_process');
  const sandbox = process.env['INKLING_ELECTRON_ARGS']?.split(' ').filter(Boolean) ?? [];
  const folder = await electron.evaluate(({ app }) => app.getPath('userData'));
  const second = spawnSync(
    executable,
    [...sandbox, args.find((word) => !word.startsWith('-')) ?? '.', `--data-dir=${folder}`],
    { timeout: 30_000 },
  );
  expect(second.status).toBe(0);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
    1,
  );
});

test('the window comes back where it was left', async ({ launch }) => {
  const first = await launch();
  const place = { x: 40, y: 30, width: 1010, height: 690 };
  await first.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0].setBounds(bounds);
  }, place);
  await first.page.waitForTimeout(700);
  await first.close();
  const second = await launch();
  const bounds = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].getBounds(),
  );
  expect(bounds).toMatchObject({ width: place.width, height: place.height });
});
