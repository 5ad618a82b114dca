/** The window has no power but the typed calls, and shows nothing but its own files. */
import { expect } from '@playwright/test';
import type { Bridge } from '../src-shared/api.ts';
import { test } from './app.ts';

declare global {
  interface Window {
    inkling: Bridge;
  }
}

test('the page is sandboxed and isolated', async ({ launch }) => {
  const { electron, page } = await launch();
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  const seen = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(window.inkling).sort(),
    ipc: JSON.stringify(Object.keys(window.inkling.calls)).includes('ipc'),
  }));
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['calls', 'dropped', 'on'],
    ipc: false,
  });
});

test('inline script, eval and anything remote are refused', async ({ launch }) => {
  const { page, complaints } = await launch();
  const policy = await page.evaluate(
    async () => (await fetch(location.href)).headers.get('content-security-policy') ?? '',
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const remote = await fetch('https://example.invalid/').then(
      () => 'fetched',
      () => 'refused',
    );
    return { inline: Reflect.get(window, 'ran') === true, remote };
  });
  expect(ran).toEqual({ inline: false, remote: 'refused' });
  expect(complaints.some((text) => text.includes('Content Security Policy'))).toBe(true);
  complaints.length = 0;
});

test('the page can not leave, and opens no window', async ({ launch }) => {
  const { electron, page } = await launch();
  await expect(page.getByRole('button', { name: 'Open the sample' })).toBeVisible();
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.invalid/');
    location.href = 'https://example.invalid/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
    1,
  );
});

test('only its own files are served', async ({ launch }) => {
  const { page, complaints } = await launch();
  const statuses = await page.evaluate(() =>
    Promise.all(
      [
        '/index.html',
        '/../main/main.js',
        '/..%2fmain%2fmain.js',
        '/%2e%2e/%2e%2e/package.json',
      ].map(async (path) => (await fetch(path)).status),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404]);
  complaints.length = 0;
});

test('a call is refused unless its name and argument are right', async ({ launch }) => {
  const { page } = await launch();
  const replies = await page.evaluate(async () => {
    const { calls } = window.inkling;
    const anything = calls as unknown as Record<string, (args: unknown) => Promise<unknown>>;
    return Promise.all([
      anything['datasets/open']({ path: '/etc' }),
      anything['datasets/open']({ token: '/etc' }),
      anything['runs/get']({ id: 7 }),
      anything['runs/delete']('all'),
      anything['settings/set']({ theme: 'dark', extra: 1 }),
      anything['training/start']({
        datasetId: 'x',
        preset: null,
        name: null,
        hyperparameters: { __proto__: { a: 1 }, surprise: 1 },
      }),
      anything['datasets/samples']({
        datasetId: 'x',
        split: null,
        label: -1,
        offset: 0,
        limit: 1e9,
      }),
      anything['models/predictPicture']({
        model: { file: '../../etc/passwd' },
        source: { token: '/etc/passwd' },
        choices: {
          photo: { turns: 0, lightInk: null, evenLight: null, threshold: null },
          seeing: {},
          asData: null,
        },
      }),
    ]);
  });
  const codes = replies.map((reply) => (reply as { error?: { code: string } }).error?.code);
  expect(codes).toEqual([
    'call.invalid',
    'dataset.unknownToken',
    'call.invalid',
    'call.invalid',
    'call.invalid',
    'call.invalid',
    'call.invalid',
    'dataset.unknownToken',
  ]);
  expect(await page.evaluate(() => window.inkling.dropped(new File(['x'], 'x.png')))).toBeNull();
});
