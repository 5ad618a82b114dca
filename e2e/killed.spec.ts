/**
 * The window itself killed while it trains, the moments of writing a checkpoint among them: it goes on
 * to the bits of a training that nobody touched. Few times, because each start takes seconds:
 * `src-main/cli/killed.test.ts` kills the same services twenty times.
 */
import { readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { goTo, openSample, train, training } from './steps.ts';

/** The tensors of a file: what comes after its header. */
function weights(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
}
const details = (page: Page, id: string) =>
  page.evaluate(async (run) => {
    const reply = await window.inkling.calls['runs/get']({ id: run });
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  }, id);
const recipe = { 'Hidden layers': '600', Epochs: '40' };

test('killed again and again, the window goes on to the bits of an untouched training', async ({
  launch,
  folder,
}) => {
  const runsFolder = join(folder, 'data', 'runs');
  let app = await launch();
  await openSample(app.page);
  await train(app.page, recipe);
  await expect(training(app.page)).toContainText('done', { timeout: 90_000 });
  const [wholeId] = readdirSync(runsFolder);
  const whole = await details(app.page, wholeId);

  await train(app.page, recipe);
  await expect(training(app.page)).toContainText(/Epoch ([2-9]|\d{2,}) of 40/);
  const [id] = readdirSync(runsFolder).filter((name) => name !== wholeId);
  let kept = 0;
  // After so many events in the folder of the run: files made, written to, renamed.
  for (const events of [1, 4, 9, 23]) {
    let seen = 0;
    await new Promise<void>((enough) => {
      const watcher = watch(join(runsFolder, id), () => {
        if (++seen < events) return;
        watcher.close();
        enough();
      });
    });
    await app.kill();
    app = await launch();
    const notices = app.page.getByRole('region', { name: 'Notices' });
    const found = await details(app.page, id);
    expect(found.state).toBe('interrupted');
    expect(found.history.map(({ epoch }) => epoch)).toEqual(found.history.map((_, i) => i + 1));
    expect(found.history.length).toBeGreaterThanOrEqual(kept);
    kept = found.history.length;
    await notices.getByRole('button', { name: 'Go on' }).click();
  }
  await goTo(app.page, 'Train');
  await expect(training(app.page)).toContainText('done', { timeout: 90_000 });

  const resumed = await details(app.page, id);
  const figures = ({ history }: typeof whole) =>
    history.map(({ seconds: _, imagesPerSecond: __, ...record }) => record);
  expect(figures(resumed)).toEqual(figures(whole));
  expect(resumed.history).toHaveLength(40);
  for (const name of ['model.safetensors', 'checkpoint.safetensors'])
    expect(
      weights(join(runsFolder, id, name)).equals(weights(join(runsFolder, wholeId, name))),
    ).toBe(true);
});
