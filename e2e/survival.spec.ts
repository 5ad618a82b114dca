/** Whatever is killed, whenever: finished epochs survive, and the app offers to go on. */
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { goTo, openSample, train, training } from './steps.ts';

test('killed while training, the app finds every finished epoch and goes on', async ({
  launch,
}) => {
  const first = await launch();
  await openSample(first.page);
  await train(first.page, { 'Hidden layers': '300', Epochs: '60' });
  const epochLine = training(first.page)
    .getByText(/^Epoch \d+ of 60/)
    .first();
  await expect(epochLine).toContainText(/Epoch ([5-9]|\d{2,}) of 60/);
  const underWay = Number(/Epoch (\d+)/.exec(await epochLine.innerText())?.[1]);
  await first.kill();

  const second = await launch();
  const notices = second.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('sample 1');
  await goTo(second.page, 'Runs');
  await second.page.getByRole('button', { name: 'sample 1', exact: true }).click();
  const epochs = second.page.getByRole('table', { name: 'Epochs' });
  await expect(epochs).toBeVisible();
  const kept = Number(await epochs.getAttribute('aria-rowcount')) - 1;
  expect(kept).toBeGreaterThanOrEqual(underWay - 1);

  await notices.getByRole('button', { name: 'Go on' }).click();
  await goTo(second.page, 'Train');
  await expect(training(second.page)).toContainText('done', { timeout: 90_000 });
  await goTo(second.page, 'Runs');
  await expect(second.page.getByRole('row', { name: /sample 1/ })).toContainText('60 of 60');
});

test('quitting while it trains keeps the run for later', async ({ launch }) => {
  const first = await launch();
  await openSample(first.page);
  await train(first.page, { 'Hidden layers': '300', Epochs: '500' });
  await expect(training(first.page)).toContainText(/Epoch ([3-9]|\d{2,}) of 500/);
  await first.close();
  const { page } = await launch();
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /sample 1/ })).toContainText('interrupted');
});

test('a damaged history is set aside with a message', async ({ launch, folder }) => {
  const dataFolder = join(folder, 'data');
  const first = await launch();
  await first.close();
  writeFileSync(join(dataFolder, 'runs.db'), 'this is no database '.repeat(300));
  const { page } = await launch();
  const notice = page.getByRole('region', { name: 'Notices' });
  await expect(notice).toContainText('was damaged. It was set aside as');
  const aside = /set aside as (\S+\.db)/.exec(await notice.innerText())?.[1] ?? '';
  expect(readFileSync(aside, 'utf8')).toContain('this is no database');
});

test('a page that crashes comes back, and the training never noticed', async ({ launch }) => {
  const { electron, page } = await launch();
  await openSample(page);
  await train(page, { 'Hidden layers': '300', Epochs: '900' });
  await expect(training(page)).toContainText(/Epoch ([2-9]|\d{2,}) of 900/);
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer();
  });
  const footer = async (): Promise<string> =>
    electron.evaluate(({ BrowserWindow }) => {
      const script = 'document.querySelector("footer")?.innerText ?? ""';
      // A page that is gone never answers.
      const late = new Promise<string>((answer) => setTimeout(answer, 500, ''));
      const [window] = BrowserWindow.getAllWindows();
      return Promise.race([window.webContents.executeJavaScript(script) as Promise<string>, late]);
    });
  await expect.poll(footer).toContain('sample 1');
});

test('a full disk pauses the training, and it goes on when there is room', async ({
  launch,
  folder,
}) => {
  test.skip(!existsSync('/dev/full'), 'this system has no /dev/full to fail like a full disk');
  const { page } = await launch();
  await openSample(page);
  await train(page, { 'Hidden layers': '300', Epochs: '60' });
  await expect(training(page)).toContainText(/Epoch ([2-9]|\d{2,}) of 60/);
  const runs = join(folder, 'data', 'runs');
  const part = join(runs, readdirSync(runs)[0], 'checkpoint.safetensors.part');
  // The file may be there for a moment, while an epoch is being saved.
  await expect(() => symlinkSync('/dev/full', part)).toPass();
  await expect(training(page)).toContainText('The disk is full');
  rmSync(part);
  await expect(training(page)).toContainText('done', { timeout: 90_000 });
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /sample 1/ })).toContainText('60 of 60');
});
