/** The same run in the window and on the command line: the same bits, in one history. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './app.ts';
import { goTo, openSample, train, training } from './steps.ts';

const root = resolve(import.meta.dirname, '..');

/** The numbers of a model file, without its metadata (which names the run and its times). */
function weights(dataFolder: string, runId: string): Buffer {
  const bytes = readFileSync(join(dataFolder, 'runs', runId, 'model.safetensors'));
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
}

test('window, command line and command line inside the app agree bit for bit', async ({
  launch,
  folder,
}) => {
  const dataFolder = join(folder, 'data');
  const words = [
    'train',
    join(root, 'resources/sample'),
    '--epochs',
    '3',
    '--hiddenLayers',
    '20',
    '--data-dir',
    dataFolder,
    '--json',
  ];
  const runIdOf = (output: string): string => JSON.parse(output.split('\n')[0]).runId;
  const onNode = runIdOf(
    execFileSync(process.execPath, [join(root, 'src-main/cli/main.ts'), ...words], {
      encoding: 'utf8',
    }),
  );

  const { electron, page } = await launch();
  const executable = await electron.evaluate(() => process.execPath);
  const switches = process.env['INKLING_ELECTRON_ARGS']?.split(' ').filter(Boolean) ?? [];
  const inApp = runIdOf(
    execFileSync(executable, [...switches, root, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );

  await openSample(page);
  await train(page, { 'Hidden layers': '20', Epochs: '3' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  const [inWindow] = readdirSync(join(dataFolder, 'runs')).filter(
    (id) => id !== onNode && id !== inApp,
  );
  expect(weights(dataFolder, inWindow).equals(weights(dataFolder, onNode))).toBe(true);
  expect(weights(dataFolder, inApp).equals(weights(dataFolder, onNode))).toBe(true);

  await goTo(page, 'Runs');
  await expect(page.getByRole('table', { name: 'All runs' }).getByRole('row')).toHaveCount(4);
});
