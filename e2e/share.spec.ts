/** What leaves the program as files, in the real app: charts, tables, reports, and bundles that another Inkling takes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, type TestInfo } from '@playwright/test';
import { test } from './app.ts';
import { seriousFaults } from './axe.ts';
import {
  choose,
  dialogChooses,
  dialogSaves,
  goTo,
  openSample,
  sizeOf,
  train,
  training,
  useMenu,
} from './steps.ts';

async function trained(page: Page, values: Record<string, string> = {}): Promise<void> {
  await train(page, { 'Hidden layers': '32', Epochs: '3', ...values });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
}
const select = (page: Page, name: string): Promise<void> =>
  page.getByRole('table').getByRole('button', { name, exact: true }).click();

/** The page in a window of its own that runs no scripts, and what it asked for. */
async function openPage(electron: ElectronApplication, path: string): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await electron.evaluate(async ({ BrowserWindow }, file) => {
    const window = new BrowserWindow({
      ...{ width: 1000, height: 900, useContentSize: true },
      webPreferences: { partition: 'report', sandbox: true },
    });
    const asked: string[] = [];
    Object.assign(globalThis, { askedByReport: asked });
    window.webContents.session.webRequest.onBeforeRequest((details, go) => {
      asked.push(details.url);
      go({});
    });
    await window.loadFile(file);
  }, path);
  return opened;
}
const askedFor = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(() => {
    const { askedByReport = [] } = globalThis as { askedByReport?: string[] };
    return askedByReport.filter((url) => !url.startsWith('data:'));
  });

async function look(report: Page, info: TestInfo, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await report.emulateMedia({ media: 'screen', colorScheme });
    await report.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`) });
  }
  await report.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ground = await report.evaluate(() => getComputedStyle(document.body).color);
  // Paper is light, whatever the screen is.
  expect(ground).toBe('rgb(30, 26, 21)');
  // As wide as the text of an A4 page: nothing may stick out.
  await report.evaluate(() => void (document.documentElement.style.width = '690px'));
  const out = await report.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((one) => !one.closest('svg') || one.tagName === 'svg')
      .filter((one) => one.getBoundingClientRect().right > 691)
      .map((one) => `${one.tagName} ${one.textContent?.trim().slice(0, 40)}`),
  );
  expect(out).toEqual([]);
  await report.screenshot({ path: info.outputPath(`${name}-print.png`) });
}

test('charts are saved as pictures, drawings and numbers', async ({ launch, folder }, info) => {
  const { page, electron } = await launch();
  await openSample(page);
  await trained(page);
  await goTo(page, 'Runs');
  await select(page, 'sample 1');
  const files = {
    png: join(folder, 'a.png'),
    svg: join(folder, 'a.svg'),
    csv: join(folder, 'a.csv'),
  };
  for (const [kind, path] of Object.entries(files)) {
    await dialogSaves(electron, path);
    await choose(page, 'save-chart', kind);
    await expect.poll(() => sizeOf(path)).toBeGreaterThan(40);
    await expect(page.getByText(`a.${kind} is saved.`)).toBeVisible();
  }
  const png = readFileSync(files.png);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Twice the width of the drawing.
  expect(png.readUInt32BE(16)).toBe(1440);
  expect(png.length).toBeGreaterThan(10_000);
  const svg = readFileSync(files.svg, 'utf8');
  expect(svg).toContain('viewBox="0 0 720 ');
  for (const text of ['Loss', 'training', 'validation', 'test', 'Epoch'])
    expect(svg).toContain(`>${text}<`);
  const csv = readFileSync(files.csv, 'utf8').trimEnd().split('\r\n');
  expect(csv).toHaveLength(4);
  expect(csv[0]).toBe('Epoch,training,validation,test');

  // Of a comparison, side by side, and of the Lab.
  await trained(page, { 'Learning rate': '0.01' });
  await goTo(page, 'Runs');
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const show = (what: string): Promise<void> =>
    page.getByTestId('compare-show').locator('label', { hasText: what }).click();
  await show('Side by side');
  const parallel = join(folder, 'parallel.svg');
  await dialogSaves(electron, parallel);
  await choose(page, 'save-chart', 'svg');
  await expect.poll(() => sizeOf(parallel)).toBeGreaterThan(0);
  expect(readFileSync(parallel, 'utf8')).toContain('>Learning rate<');
  await show('Curves');
  const curves = join(folder, 'curves.csv');
  await dialogSaves(electron, curves);
  await choose(page, 'save-chart', 'csv');
  await expect.poll(() => sizeOf(curves)).toBeGreaterThan(0);
  expect(readFileSync(curves, 'utf8').split('\r\n')[0]).toBe('Epoch,sample 2,sample 1');
  await page.screenshot({ path: info.outputPath('compare.png') });
  await page.getByTestId('export').click();
  await page.screenshot({ path: info.outputPath('export-menu.png') });
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('export-list')).toBeHidden();
  await expect(page.getByTestId('export')).toBeFocused();
});

test('a report of a run and of a comparison opens offline in a browser, and runs nothing', async ({
  launch,
  folder,
}, info) => {
  const { page, electron } = await launch();
  await openSample(page);
  await trained(page);
  await trained(page, { 'Learning rate': '0.01' });
  await goTo(page, 'Runs');
  await select(page, 'sample 1');
  await page.getByRole('button', { name: 'Rename sample 1' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('<script>window.ran = 1</script>');
  await page.keyboard.press('Enter');
  await page.getByTestId('note-field').fill('<img src=x onerror="window.ran = 2">');
  await page.getByTestId('note-field').blur();

  const path = join(folder, 'one.html');
  await dialogSaves(electron, path);
  await choose(page, 'share', 'report');
  await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true);
  await expect(page.getByText('one.html is saved.')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('runs.png') });

  const report = await openPage(electron, path);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(
    '<script>window.ran = 1</script>',
  );
  await expect(report.locator('svg')).toHaveCount(2);
  await expect(report.locator('.matrix td')).toHaveCount(100);
  const pictures = report.locator('.pictures img');
  await expect(pictures).toHaveCount(10);
  for (const picture of await pictures.all())
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(20);
  await expect(report.getByText('1,000 test images')).toBeVisible();
  expect(await report.evaluate(() => 'ran' in window)).toBe(false);
  expect(await askedFor(electron)).toEqual([expect.stringMatching(/^file:.*one\.html$/)]);
  await look(report, info, 'one');
  const pdf = await electron.evaluate(async ({ BrowserWindow }, file) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().endsWith(file),
    );
    const printed = await window?.webContents.printToPDF({ pageSize: 'A4', printBackground: true });
    return printed?.toString('latin1') ?? '';
  }, 'one.html');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(1);
  await report.close();

  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const both = join(folder, 'both.html');
  await dialogSaves(electron, both);
  await choose(page, 'share', 'report');
  await expect.poll(() => existsSync(both), { timeout: 60_000 }).toBe(true);
  const compared = await openPage(electron, both);
  await expect(compared.getByRole('heading', { level: 1 })).toHaveText('Comparison of 2 runs');
  await expect(compared.getByText(/^Learning rate .* instead of .*: Test accuracy/)).toBeVisible();
  await expect(compared.locator('.matrix')).toHaveCount(2);
  await expect(compared.locator('#run-1, #run-2')).toHaveCount(2);
  await look(compared, info, 'both');
  await compared.close();

  // The table as it is filtered, and all that is known of what is selected.
  await page.getByTestId('runs-filter').fill('learningRate=0.01');
  const table = join(folder, 'table.csv');
  await dialogSaves(electron, table);
  await choose(page, 'export', 'table');
  await expect.poll(() => sizeOf(table)).toBeGreaterThan(0);
  const rows = readFileSync(table, 'utf8').trimEnd().split('\r\n');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^id,name,state,dataset,preset,best,last,epochs,seconds,createdAt,/);
  const json = join(folder, 'runs.json');
  await dialogSaves(electron, json);
  await choose(page, 'export', 'json');
  await expect.poll(() => sizeOf(json)).toBeGreaterThan(0);
  expect((JSON.parse(readFileSync(json, 'utf8')) as { runs: unknown[] }).runs).toHaveLength(2);
});

test('a bundle goes to another Inkling, which asks its model', async ({ launch, folder }, info) => {
  const first = await launch();
  await openSample(first.page);
  await trained(first.page);
  await goTo(first.page, 'Runs');
  await select(first.page, 'sample 1');
  const path = join(folder, 'mine.inkling');
  await dialogSaves(first.electron, path);
  await choose(first.page, 'share', 'bundle');
  await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true);
  await expect(first.page.getByText('mine.inkling is saved.')).toBeVisible();
  await first.close();

  const { page, electron } = await launch({ dataFolder: join(folder, 'other') });
  await dialogChooses(electron, path);
  await useMenu(electron, 'runs.import');
  const row = page.getByRole('row', { name: /sample 1/ });
  await expect(row.getByTestId('imported')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Run sample 1' })).toContainText(
    'on another computer',
  );
  await expect(page.getByTestId('chart-accuracy')).toBeVisible();
  await expect(page.getByTestId('run-resume')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('imported.png') });

  await goTo(page, 'Mind');
  await page.getByTestId('mind-ask').click();
  await expect(page.getByTestId('mind-tile')).toHaveCount(10, { timeout: 60_000 });
  // Its data set is not known here, until it is opened.
  await goTo(page, 'Data');
  await openSample(page);
  await goTo(page, 'Lab');
  await expect(page.getByTestId('confusion-matrix').or(page.getByRole('grid')).first()).toBeVisible(
    {
      timeout: 60_000,
    },
  );

  // The same again, dropped on the history: a run beside the first.
  await goTo(page, 'Runs');
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      ...{ type, x: 400, y: 300 },
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await expect(page.getByTestId('imported')).toHaveCount(2);

  // One that is no bundle is refused in words.
  await dialogChooses(electron, join(process.cwd(), 'package.json'));
  await useMenu(electron, 'runs.import');
  await expect(page.getByTestId('notice')).toContainText('package.json is not an Inkling bundle');
  await expect(page.getByTestId('imported')).toHaveCount(2);
});

test('in Chinese', async ({ launch, folder }, info) => {
  const { page, electron } = await launch({ language: 'zh' });
  await page.getByRole('button', { name: '打开示例' }).first().click();
  await page.getByRole('link', { name: '训练' }).click();
  await page.getByRole('textbox', { name: '轮次', exact: true }).fill('2');
  await page.getByRole('button', { name: '开始训练', exact: true }).click();
  await page.getByRole('link', { name: '运行' }).click();
  await expect(page.getByRole('row', { name: /sample 1.*已完成/ })).toBeVisible({
    timeout: 60_000,
  });
  await select(page, 'sample 1');
  const path = join(folder, 'zh.html');
  await dialogSaves(electron, path);
  await choose(page, 'share', 'report');
  await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true);
  await page.screenshot({ path: info.outputPath('runs-zh.png') });
  const report = await openPage(electron, path);
  await expect(report.locator('html')).toHaveAttribute('lang', 'zh');
  await expect(report.getByRole('heading', { name: '混淆矩阵' })).toBeVisible();
  await look(report, info, 'zh');
});
