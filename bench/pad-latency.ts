/**
 * How long it takes from a pointer event on the pad to the painted outputs, in ms, measured in the real
 * app: median and 99th percentile, idle and while a training runs. A point is answered when the frame
 * after the outputs changed is painted.
 *
 *   npm run build && xvfb-run -a node bench/pad-latency.ts [preset[@data set folder] ...]
 *
 * Without a folder a preset learns from the bundled sample. Few images and one epoch are enough: how well a
 * network answers does not change how long it takes.
 *
 * INKLING_ELECTRON names another Electron than the installed one (see `.ci/test.ts`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'resources/sample');
const named = process.argv.length > 2 ? process.argv.slice(2) : ['book', 'quick'];
const models = named.map((text) => {
  const [preset, data = folder] = text.split('@');
  return { preset, data: resolve(data) };
});
const presets = models.map(({ preset }) => preset);
/** Images that a network learns from before it is asked. */
const images = 300;
/** Pointer events measured in each state. */
const events = 300;

/** In the page: pointer events at a hand's pace, each timed to the frame that shows its outputs. */
async function timed(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const pad = document.querySelector<HTMLCanvasElement>('[data-testid=pad]');
    const answers = document.querySelector('[data-testid=pad-answers]');
    if (!pad || !answers) throw new Error('the pad is not open');
    const box = pad.getBoundingClientRect();
    const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
    const fire = (type: string, x: number, y: number) =>
      pad.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 1,
          pointerType: 'mouse',
          button: 0,
          buttons: 1,
          bubbles: true,
          clientX: box.left + x * box.width,
          clientY: box.top + y * box.height,
        }),
      );
    // A script's pointer can not be captured.
    pad.setPointerCapture = () => undefined;
    const settled = (): Promise<void> =>
      new Promise((done) => {
        if (answers.getAttribute('aria-busy') === 'false') return done();
        const seen = new MutationObserver(() => {
          if (answers.getAttribute('aria-busy') !== 'false') return;
          seen.disconnect();
          done();
        });
        seen.observe(answers, { attributes: true });
      });
    const times: number[] = [];
    fire('pointerdown', 0.3, 0.3);
    await settled();
    for (let i = 0; i < count; i++) {
      // Two digits' worth of points, again and again, on a clean pad.
      const at = i % 60;
      if (at === 0) {
        fire('pointerup', 0.3, 0.3);
        document.querySelector<HTMLElement>('[data-testid=pad-clear]')?.click();
        await settled();
        fire('pointerdown', 0.3, 0.3);
        await settled();
      }
      const turn = (at / 60) * 2 * Math.PI;
      const start = performance.now();
      fire('pointermove', 0.5 + 0.25 * Math.sin(turn), 0.5 - 0.3 * Math.cos(turn));
      // The page says that it is busy in the microtasks after the event.
      await new Promise((done) => setTimeout(done));
      await settled();
      await frame();
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 8));
    }
    fire('pointerup', 0.3, 0.3);
    return times;
  }, events);
}

function report(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1);
  console.log(`${what.padEnd(30)} median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`);
}

const data = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
for (const { preset, data: from } of models)
  execFileSync(
    process.execPath,
    [
      join(root, 'src-main/cli/main.ts'),
      ...['train', from, '--preset', preset, '--name', preset, '--epochs', '1'],
      ...['--imageLimit', String(images), '--data-dir', data],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
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
  const use = async (preset: string): Promise<void> => {
    await page.getByTestId('chip-model').click();
    await page.getByRole('button', { name: preset }).first().click();
    await page.keyboard.press('4');
    await page.getByTestId('pad').waitFor();
  };
  for (const preset of presets) {
    await use(preset);
    report(`${preset}, idle`, await timed(page));
  }
  await page.keyboard.press('1');
  await page.getByTestId('open-folder').first().click();
  await page.getByTestId('dataset-facts').waitFor({ timeout: 120_000 });
  await page.keyboard.press('2');
  await page
    .getByTestId('field-epochs')
    .locator('input')
    .or(page.getByTestId('field-epochs'))
    .last()
    .fill('1000');
  await page.getByTestId('train-start').click();
  await page.waitForTimeout(3000);
  for (const preset of presets) {
    await use(preset);
    report(`${preset}, while training`, await timed(page));
  }
} finally {
  await electron.close();
  rmSync(data, { recursive: true, force: true });
}
