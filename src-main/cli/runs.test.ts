import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { inkling, quick, root, sample } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

describe('the command line: the history', () => {
  it('trains, lists, shows, compares, evaluates, predicts and deletes', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const first = await inkling('train', sample, ...quick, ...data);
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(first.lines.map((line) => line['type'])).toEqual(['start', 'epoch', 'epoch', 'done']);
    const [begun, epoch, , done] = first.lines;
    expect(begun).toMatchObject({ architecture: '400-16-10 relu, 6,586 parameters' });
    expect(epoch).toMatchObject({ epoch: 1, learningRate: 0.001 });
    for (const figure of [
      'trainLoss',
      'trainAccuracy',
      'validationLoss',
      'validationAccuracy',
      'testLoss',
      'testAccuracy',
      'imagesPerSecond',
      'seconds',
    ])
      expect(epoch[figure]).toBeTypeOf('number');
    expect(done).toMatchObject({ runId: begun['runId'], state: 'done' });

    const second = await inkling(
      'train',
      sample,
      ...quick,
      '--learning-rate',
      '0.01',
      '--name',
      '大',
      ...data,
    );
    const ids = [String(begun['runId']), String(second.lines[0]['runId'])];
    const list = await inkling('runs', 'list', ...data);
    expect(list.lines.map((line) => [line['id'], line['name']])).toEqual([
      [ids[1], '大'],
      [ids[0], 'sample 1'],
    ]);
    const shown = await inkling('runs', 'show', ids[0], ...data);
    expect(shown.lines[0]).toMatchObject({
      id: ids[0],
      state: 'done',
      history: [{ epoch: 1 }, { epoch: 2 }],
    });
    const compared = await inkling('runs', 'compare', ...ids, ...data);
    expect(compared.lines[0]['differing']).toEqual({ learningRate: [0.001, 0.01] });

    const judged = await inkling('evaluate', ids[0], sample, ...data);
    expect(judged.lines[0]).toMatchObject({
      split: 'test',
      images: 1000,
      accuracy: done['testAccuracy'],
    });
    const confusion = judged.lines[0]['confusion'] as number[][];
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(1000);

    const page = new Uint8Array(40 * 60).fill(255);
    const [blank, one] = ['blank.png', 'one.png'].map((name) => join(temporaryFolder(), name));
    const write = (file: string): void =>
      writeFileSync(file, encode({ width: 40, height: 60, data: page, channels: 1, depth: 8 }));
    write(blank);
    for (let row = 15; row < 45; row++) page.fill(0, row * 40 + 18, row * 40 + 22);
    write(one);
    const wrong = join(root, 'package.json');
    const asked = await inkling('predict', ids[0], one, wrong, blank, ...data);
    expect(asked.code).toBe(1);
    expect(asked.lines).toHaveLength(1);
    expect(asked.lines[0]['image']).toBe(one);
    expect(asked.stderr).toContain('blank.png');
    const outputs = Object.values(asked.lines[0]['outputs'] as Record<string, number>);
    expect(outputs.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(asked.stderr).toContain('package.json');

    const removed = await inkling('runs', 'delete', ids[1], ...data);
    expect(removed.code).toBe(0);
    expect((await inkling('runs', 'list', ...data)).lines).toHaveLength(1);
    expect((await inkling('runs', 'show', ids[1], ...data)).stderr).toContain(
      `no run with the id ${ids[1]}`,
    );
  });

  it('sets a damaged history aside and says so', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'runs.db'), 'x'.repeat(5000));
    const ended = await inkling('runs', 'list', '--data-dir', folder);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('was set aside as');
    expect(readdirSync(folder).some((name) => name.includes('set-aside'))).toBe(true);
  });
});
