/** What the presets must reach on real MNIST, where it is at hand beside the checkout. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/strokes.ts';

const root = resolve(import.meta.dirname, '../..');
const mnist = resolve(root, '../shared/data/mnist');
const present = existsSync(join(mnist, 'train-images-idx3-ubyte.gz'));
if (!present) console.info(`skipped: there is no MNIST at ${mnist}`);

async function testAccuracy(...words: string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, 'src-main/cli/main.ts'),
      ...['train', mnist, '--json', '--data-dir', temporaryFolder(), ...words],
    ],
    { maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}').testAccuracy;
}

describe.skipIf(!present)('on MNIST', { timeout: 600_000 }, () => {
  it('the book reaches .945 after one epoch', async () => {
    expect(await testAccuracy('--preset', 'book', '--epochs', '1')).toBeGreaterThanOrEqual(0.945);
  });

  it('the linear support vector machine reaches .915', async () => {
    expect(await testAccuracy('--preset', 'linear-svm')).toBeGreaterThanOrEqual(0.915);
  });

  it('the Keras tutorial reaches .975', async () => {
    expect(await testAccuracy('--preset', 'keras-mlp')).toBeGreaterThanOrEqual(0.975);
  });
});

it('the defaults reach .95 on the bundled sample', { timeout: 120_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'src-main/cli/main.ts'),
    ...['train', join(root, 'resources/sample'), '--json', '--data-dir', temporaryFolder()],
  ]);
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}');
  expect(last).toMatchObject({ type: 'done', state: 'done' });
  expect(last.testAccuracy).toBeGreaterThanOrEqual(0.95);
});
