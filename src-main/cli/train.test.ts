import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { barsFolder, inkling, quick, sample } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

describe('the command line: training', () => {
  it('keeps nearest neighbours among the runs, to be evaluated and compared', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const run = await inkling('train', sample, '--preset', 'nearest-neighbours', ...data);
    const [begun, epoch, done] = run.lines;
    expect(begun).toMatchObject({ architecture: '3 nearest of 3,600 images', parameters: 0 });
    expect(epoch).toMatchObject({ epoch: 1, trainLoss: null, testLoss: null, learningRate: null });
    expect(done).toMatchObject({ state: 'done', endedEarly: false, testAccuracy: 0.934 });
    const ids = [String(begun['runId'])];
    const judged = await inkling('evaluate', ids[0], sample, ...data);
    expect(judged.lines[0]).toMatchObject({ split: 'test', accuracy: 0.934, loss: null });
    const other = await inkling('train', sample, ...quick, '--epochs', '1', ...data);
    ids.push(String(other.lines[0]['runId']));
    const compared = await inkling('runs', 'compare', ...ids, ...data);
    expect(compared.lines[0]['differing']).toMatchObject({
      method: ['nearestNeighbours', 'network'],
    });
  });

  it('trains a convolutional network, evaluates and asks it', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const bars = barsFolder();
    const layers = 'conv3x3x4, maxpool2, dropout0.25, conv3x3x6/valid, meanpool2/trained';
    const hyperparameters = ['--hiddenLayers', layers, '--learningRate', '0.01', '--epochs', '8'];
    const { lines, stderr } = await inkling('train', bars, ...hyperparameters, ...data);
    expect(stderr).toBe('');
    const [begun, done] = [lines[0], lines.at(-1)];
    expect(begun['architecture']).toBe(
      '12x12-conv3x3x4-maxpool2-dropout0.25-conv3x3x6/valid-meanpool2/trained-2 relu, 324 parameters',
    );
    expect(done?.['testAccuracy']).toBeGreaterThan(0.8);
    const run = String(begun['runId']);
    const judged = await inkling('evaluate', run, bars, ...data);
    expect(judged.lines[0]['accuracy']).toBe(done?.['testAccuracy']);
    const asked = await inkling('predict', run, join(bars, 'low', '1.png'), ...data);
    expect(asked.lines[0]).toMatchObject({ label: 'low' });
  });

  it('gives the same bits for the same seed', async () => {
    const weights = async (seed: string): Promise<Buffer> => {
      const file = join(temporaryFolder(), 'model');
      const folder = temporaryFolder();
      const { code } = await inkling(
        'train',
        sample,
        ...quick,
        '--seed',
        seed,
        '--save',
        file,
        '--data-dir',
        folder,
      );
      expect(code).toBe(0);
      const bytes = readFileSync(file);
      return bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
    };
    const [one, again, other] = [await weights('5'), await weights('5'), await weights('6')];
    // The numbers of the network, and those by which it is asked for its idea of a label.
    expect(one.length).toBeGreaterThan(4 * 6586);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(other)).toBe(false);
  });

  it('stops early and says so, now and in the history', async () => {
    const data = ['--data-dir', temporaryFolder()];
    // Steps too small to change a weight: no epoch is better than the first.
    const stuck = [...quick, '--epochs', '9', '--learningRate', '1e-30', '--optimiser', 'sgd'];
    const patience = ['--early-stopping', '2', '--earlyStoppingOn', 'validationAccuracy'];
    const told = await inkling('train', sample, ...stuck, ...patience, '--json', ...data);
    expect(told.code).toBe(0);
    expect(told.lines.filter((line) => line['type'] === 'epoch')).toHaveLength(3);
    expect(told.lines.at(-1)).toMatchObject({ state: 'done', endedEarly: true, epochs: 3 });
    const id = String(told.lines[0]['runId']);
    const shown = await inkling('runs', 'show', id, '--json', ...data);
    expect(shown.lines[0]['events']).toMatchObject([{ kind: 'earlyStop', epoch: 3, value: 2 }]);
    const details = (await inkling('runs', 'show', id, ...data)).stdout;
    expect(details).toContain('earlyStop 2');
    expect(details).toMatch(/^dense 16 +16 +6,416 +6,400 +98 %/m);
    const inWords = await inkling('train', sample, ...stuck, ...patience, ...data);
    expect(inWords.stdout).toContain('Stopped early: nothing better for 2 epochs.');
    expect(inWords.stdout).toMatch(/^dense 16 +16 +6,416 +6,400 +98 %/m);
  });

  it('trains with what is not usual, its rate following the schedule', async () => {
    const { code, lines } = await inkling(
      ...['train', sample, '--json', '--data-dir', temporaryFolder(), ...quick],
      ...['--activation', 'gelu', '--optimiser', 'adamw', '--initialiser', 'truncatedNormal'],
      ...['--schedule', 'inverseTime', '--decayRate', '1', '--labelSmoothing', '0.1'],
      ...['--maxNorm', '3', '--clipNorm', '1', '--l1', '1e-6', '--weightDecay', '0.1'],
    );
    expect(code).toBe(0);
    const rates = lines.flatMap((line) => (line['type'] === 'epoch' ? [line['learningRate']] : []));
    // 3,600 images in batches of 32: the last of 113 batches of each epoch.
    expect(rates).toEqual([
      expect.closeTo(0.001 / (1 + 112 / 113), 12),
      expect.closeTo(0.001 / (1 + 225 / 113), 12),
    ]);
    expect(lines.at(-1)).toMatchObject({ state: 'done', endedEarly: false });
  });
});
