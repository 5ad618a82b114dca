import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { barsFolder, inkling, quick } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

describe('the command line: sweeps', () => {
  it('sweeps over values and seeds, and finds a learning rate without leaving a run', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const folder = barsFolder();
    const values = ['--learningRate', '0.001,1e-9', '--seeds', '2'];
    const swept = await inkling('sweep', folder, ...quick, ...values, ...data);
    expect(swept.stderr).toBe('');
    expect(swept.code).toBe(0);
    expect(swept.lines.map((line) => line['type'])).toEqual([
      'start',
      ...Array(4).fill('run'),
      'done',
    ]);
    const done = swept.lines[5];
    expect(done['judgedBy']).toBe('validationAccuracy');
    expect(done['combinations']).toMatchObject([
      { values: { learningRate: 0.001 }, seeds: 2 },
      { values: { learningRate: 1e-9 }, seeds: 2 },
    ]);
    const found = await inkling('find-rate', folder, ...quick, ...data);
    expect(found.code).toBe(0);
    expect(found.lines[0]).toMatchObject({ type: 'rate' });
    expect((await inkling('runs', 'list', ...data)).lines).toHaveLength(4);
    const none = await inkling('sweep', folder, ...quick, ...data);
    expect([none.code, none.stderr]).toEqual([
      1,
      'inkling: A sweep needs at least one hyper-parameter that varies.\n',
    ]);
    const wrong = await inkling('sweep', folder, '--learningRate', '0.1,fast', ...data);
    expect(wrong.stderr).toContain('--learningRate must be a number');
  });
});
