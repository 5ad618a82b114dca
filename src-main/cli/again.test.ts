import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inkling, sample } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const recipe = ['--epochs', '4', '--hiddenLayers', '16', '--rotation', '5'];

it('makes a run again to the same bits with other threads, makes it longer, and takes a new seed', async () => {
  const folder = temporaryFolder();
  const data = ['--json', '--data-dir', folder];
  const model = (id: unknown): Buffer => {
    const bytes = readFileSync(join(folder, 'runs', String(id), 'model.safetensors'));
    return bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
  };
  const first = await inkling('train', sample, ...recipe, '--keep-every', '2', ...data);
  const id = String(first.lines[0]['runId']);
  const kept = ['checkpoint', 'epoch-000002', 'epoch-000004', 'model'];
  expect(readdirSync(join(folder, 'runs', id)).sort()).toEqual(
    kept.map((name) => `${name}.safetensors`),
  );

  const again = await inkling('again', id, '--threads', '1', ...data);
  expect([again.code, again.stderr]).toEqual([0, '']);
  expect(again.lines[0]).toMatchObject({ parent: { runId: id, how: 'again', differs: [] } });
  expect(again.lines.at(-1)).toMatchObject({ type: 'done', same: true });
  expect(model(again.lines[0]['runId']).equals(model(id))).toBe(true);

  const other = await inkling('again', id, '--new-seed', '--name', 'other', ...data);
  expect(other.lines[0]).toMatchObject({ name: 'other', hyperparameters: { seed: 2 } });
  expect(model(other.lines[0]['runId']).equals(model(id))).toBe(false);

  const longer = await inkling('resume', id, '--epochs', '6', ...data);
  expect(longer.lines.flatMap((line) => (line['type'] === 'epoch' ? [line['epoch']] : []))).toEqual(
    [5, 6],
  );
  const whole = await inkling('train', sample, ...recipe, '--epochs', '6', ...data);
  expect(model(whole.lines[0]['runId']).equals(model(id))).toBe(true);

  const done = await inkling('resume', id, ...data);
  expect([done.code, done.stderr]).toEqual([1, expect.stringContaining('all its epochs are done')]);
  const nonsense = await inkling('resume', id, '--epochs', 'many', ...data);
  expect([nonsense.code, nonsense.stderr]).toEqual([2, expect.stringContaining('--epochs')]);
  const inWords = await inkling('again', id, '--data-dir', folder);
  expect(inWords.stdout).toContain('Every figure is the same as there.');
});
