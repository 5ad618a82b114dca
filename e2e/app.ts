/** The real app for a test: launched on a data folder of its own, as a person would start it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  _electron,
  type ConsoleMessage,
  type ElectronApplication,
  expect,
  type Page,
  test as base,
} from '@playwright/test';

const root = resolve(import.meta.dirname, '..');

export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  /** What the page complained about: must stay empty. */
  complaints: string[];
  close(): Promise<void>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
}

export interface Fixtures {
  /** An empty folder that is gone after the test. */
  folder: string;
  /** Starts the app; `dataFolder` is the test's own unless told. */
  launch: (options?: { dataFolder?: string; language?: string }) => Promise<RunningApp>;
}

export const test = base.extend<Fixtures>({
  // Playwright reads from this pattern which fixtures the fixture needs: none.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'inkling-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ folder }, use) => {
    const running: RunningApp[] = [];
    await use(async ({ dataFolder = join(folder, 'data'), language = 'en' } = {}) => {
      const app = await start(dataFolder, language);
      running.push(app);
      return app;
    });
    for (const app of running) await app.close();
    expect(running.flatMap((app) => app.complaints)).toEqual([]);
  },
});

async function start(dataFolder: string, language: string): Promise<RunningApp> {
  const executablePath = process.env['INKLING_ELECTRON'];
  const electron = await _electron.launch({
    ...(executablePath && { executablePath }),
    args: [
      ...(process.env['INKLING_ELECTRON_ARGS']?.split(' ').filter(Boolean) ?? []),
      root,
      `--data-dir=${dataFolder}`,
    ],
    env: {
      ...environment(),
      LANGUAGE: language,
      LC_ALL: language === 'zh' ? 'zh_CN.UTF-8' : 'C.UTF-8',
    },
  });
  const page = await electron.firstWindow();
  const complaints: string[] = [];
  const listen = (message: ConsoleMessage): void => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  };
  page.on('console', listen);
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.waitForLoadState('domcontentloaded');
  let ended = false;
  return {
    electron,
    page,
    complaints,
    async close() {
      if (!ended) await electron.close();
      ended = true;
    },
    async kill() {
      ended = true;
      const child = electron.process();
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
