/**
 * How long the two threads that must never freeze were busy at a stretch, while a data set opens and a
 * network trains, and while a person scrolls through all images and edits all of them: the window's long tasks and the main process's event-loop delays, in ms. Of the
 * window's tasks also their processor time, which other programs on the machine do not add to.
 *
 *   npm run build && xvfb-run -a node bench/responsiveness.ts [data set folder]
 *
 * INKLING_ELECTRON names another Electron than the installed one (see `.ci/test.ts`).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');
const limit = 50;

interface Delays {
  /** Stretches over 50 ms that the window's thread was busy, in ms. */
  longTasks: number[];
  /** The processor time of those that took the most of it, in ms, longest first. */
  processorTimes: number[];
  /** The longest that the main process kept an event waiting, in ms; and the processor time of its longest tasks. */
  mainMaximum: number;
  mainTimes: number[];
}

async function measured(
  electron: ElectronApplication,
  page: Page,
  work: () => Promise<void>,
): Promise<Delays> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Reflect.set(window, 'longTasks', tasks);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  await electron.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 5 });
    histogram.enable();
    Reflect.set(globalThis, 'loopDelay', histogram);
  });
  const category = 'toplevel';
  await electron.evaluate(
    ({ contentTracing }, only) => contentTracing.startRecording({ included_categories: [only] }),
    category,
  );
  await work();
  const trace = await electron.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const pageProcess = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.getOSProcessId(),
  );
  const ofPage = { process: pageProcess, thread: 'CrRendererMain' };
  const ofMain = { process: electron.process().pid ?? 0, thread: 'CrBrowserMain' };
  const [processorTimes, mainTimes] = taskTimes(trace, [ofPage, ofMain]);
  const mainMaximum = await electron.evaluate(() => {
    const histogram = Reflect.get(globalThis, 'loopDelay') as { max: number; disable(): void };
    histogram.disable();
    return histogram.max / 1e6;
  });
  const longTasks = await page.evaluate(() => Reflect.get(window, 'longTasks') as number[]);
  return { longTasks, processorTimes, mainMaximum, mainTimes };
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

/** The longest processor times of some threads' tasks, in ms, from a trace file, which is removed. */
function taskTimes(
  file: string,
  threads: readonly { process: number; thread: string }[],
): number[][] {
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
  rmSync(file);
  return threads.map(({ process, thread }) => {
    const own = traceEvents.filter(({ pid }) => pid === process);
    const id = own.find(({ name, args }) => name === 'thread_name' && args?.name === thread)?.tid;
    return own
      .filter(({ name, tid }) => tid === id && name.endsWith('RunTask'))
      .map(({ tdur = 0 }) => Math.round(tdur / 1000))
      .sort((a, b) => b - a)
      .slice(0, 3);
  });
}

function report(what: string, { longTasks, processorTimes, mainMaximum, mainTimes }: Delays): void {
  const over = longTasks.filter((ms) => ms > limit);
  console.log(
    `${what.padEnd(26)} window: ${over.length} over ${limit} ms${over.length > 0 ? ` (${over.join(', ')})` : ''}, most processor time ${processorTimes.join(', ')} ms; main: at most ${mainMaximum.toFixed(0)} ms, most processor time ${mainTimes.join(', ')} ms`,
  );
}

const folder = resolve(process.argv[2] ?? join(root, 'resources/sample'));
const data = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
const executablePath = process.env['INKLING_ELECTRON'];
const electron = await _electron.launch({
  ...(executablePath && { executablePath }),
  args: [
    ...(process.env['INKLING_ELECTRON_ARGS']?.split(' ').filter(Boolean) ?? []),
    root,
    `--data-dir=${data}`,
  ],
});
try {
  const page = await electron.firstWindow();
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);
  await page.getByTestId('open-folder').first().waitFor();
  await page.waitForTimeout(2000);

  report(
    'opening',
    await measured(electron, page, async () => {
      await page.getByTestId('open-folder').first().click();
      await page.getByTestId('dataset-facts').waitFor({ timeout: 120_000 });
      await page.waitForTimeout(1000);
    }),
  );
  const grid = page.getByTestId('sample-grid');
  report(
    'scrolling through all',
    await measured(electron, page, async () => {
      await page.keyboard.press('1');
      await page.getByTestId('grouped').locator('..').click();
      await grid.focus();
      for (const key of ['End', 'Home', ...new Array<string>(30).fill('PageDown'), 'End', 'Home']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(60);
      }
      await grid.hover();
      for (let i = 0; i < 80; i++) {
        await page.mouse.wheel(0, i < 40 ? 900 : 5000);
        await page.waitForTimeout(16);
      }
    }),
  );
  /** One step, and what follows from it: until the counts and the pictures in sight are there. */
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.waitForTimeout(1500);
  };
  report(
    'editing all images',
    await measured(electron, page, async () => {
      await grid.focus();
      for (const key of ['Control+a', 'x', 'm', 'Control+z', 'Control+z', 'Control+Shift+z', 'x'])
        await press(key);
      await page.keyboard.press('r');
      await page.keyboard.type('7');
      await press('Enter');
      await grid.focus();
      await press('Control+z');
    }),
  );
  report(
    'training for 15 s',
    await measured(electron, page, async () => {
      await page.keyboard.press('2');
      await page
        .getByTestId('field-epochs')
        .locator('input')
        .or(page.getByTestId('field-epochs'))
        .last()
        .fill('1000');
      await page.getByTestId('train-start').click();
      await page.waitForTimeout(15_000);
    }),
  );
  report(
    'walking while it trains',
    await measured(electron, page, async () => {
      for (let i = 0; i < 16; i++) {
        await page.keyboard.press(String((i % 4) + 1));
        await page.waitForTimeout(500);
      }
    }),
  );
} finally {
  await electron.close();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}
