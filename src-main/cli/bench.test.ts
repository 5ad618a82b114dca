import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { epochPhases } from '../../src-shared/run.ts';
import { idxImages, idxLabels, makeFolder } from '../datasets/test-files.ts';

const program = join(import.meta.dirname, 'main.ts');

async function bench(
  ...words: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const ended = await promisify(execFile)(process.execPath, [program, 'bench', ...words]);
    return { code: 0, ...ended };
  } catch (thrown) {
    return thrown as { code: number; stdout: string; stderr: string };
  }
}

/** A folder of data sets whose MNIST is a few images of `side` pixels; image `i` is filled with `i`. */
function dataFolder(side: number): string {
  const labels = Array.from({ length: 40 }, (_, i) => i % 10);
  return makeFolder({
    'mnist/train-images-idx3-ubyte': idxImages(40, side, (i) => i),
    'mnist/train-labels-idx1-ubyte': idxLabels(labels),
  });
}

describe('inkling bench', () => {
  it('trains a workload on drawn images, and says how fast and where the time went', async () => {
    const words = ['keras-mlp', '--seconds', '0.5', '--profile', '--memory', '--json'];
    const { code, stdout, stderr } = await bench(...words, '--data', makeFolder());
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ type: 'bench', workload: 'keras-mlp', images: 'drawn' });
    expect(result.ink).toBeCloseTo(0.191, 2);
    expect(result.median).toBeGreaterThan(0);
    expect(result.p90).toBeGreaterThanOrEqual(result.median);
    expect(result.peakMemory).toBeGreaterThan(0);
    expect(Object.keys(result.profile)).toEqual([...epochPhases]);
    for (const phase of ['data', 'forward', 'backward', 'evaluation'])
      expect(result.profile[phase], phase).toBeGreaterThan(0);
  });

  it('trains on the real images of --data', async () => {
    const { stdout } = await bench('book', '--seconds', '0.3', '--json', '--data', dataFolder(28));
    // Image 0 is empty.
    expect(JSON.parse(stdout)).toMatchObject({ workload: 'book', images: 'mnist', ink: 39 / 40 });
  });

  it.each([
    [['nothing'], 'there is no workload "nothing"'],
    [['book', '--seconds', '0'], '--seconds must be above 0'],
    [['book', 'keras-mlp', '--memory'], '--memory takes one workload'],
    [['book', '--data', dataFolder], '20 x 20, 10 classes; needed: 28 x 28, 10 classes'],
  ])('refuses %j', async (words, reason) => {
    const given = words.map((word) => (typeof word === 'string' ? word : word(20)));
    const { code, stdout, stderr } = await bench(...given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });
});
