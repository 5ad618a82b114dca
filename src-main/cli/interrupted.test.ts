import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../history/history.ts';
import { recoverRuns } from '../services/recovery.ts';
import { barsFolder, inkling, quick, sample, start } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const trainLong = (folder: string) => {
  const how = ['--epochs', '500', '--hiddenLayers', '16', '--json', '--data-dir', folder];
  return start('train', sample, ...how);
};

describe('the command line: a training that is interrupted', () => {
  it('keeps every finished epoch when it is killed, and the next start finds the run', async () => {
    const folder = temporaryFolder();
    const { child, ended } = trainLong(folder);
    let told = 0;
    await new Promise<void>((enough) => {
      child.stdout?.on('data', (text: Buffer) => {
        told += text.toString().split('"type":"epoch"').length - 1;
        if (told >= 3) enough();
      });
    });
    child.kill('SIGKILL');
    const { lines } = await ended;
    const runId = String(lines[0]['runId']);
    const history = openHistory(join(folder, 'runs.db'));
    expect(history.runs.summary(runId).state).toBe('running');
    expect(recoverRuns(history, (id) => join(folder, 'runs', id))).toEqual([]);
    const run = history.runs.details(runId);
    history.close();
    expect(run.state).toBe('interrupted');
    const epochs = lines.filter((line) => line['type'] === 'epoch');
    expect(run.history.length).toBeGreaterThanOrEqual(epochs.length);
    expect(run.history.map((record) => record.epoch)).toEqual(run.history.map((_, i) => i + 1));
    for (const [i, line] of epochs.entries())
      expect({ type: 'epoch', ...run.history[i] }).toEqual(line);
  });

  it('stops on Ctrl+C with what it has', async () => {
    const folder = temporaryFolder();
    const { child, ended } = trainLong(folder);
    await new Promise<void>((enough) => {
      child.stdout?.on('data', (text: Buffer) => text.toString().includes('"epoch":1') && enough());
    });
    child.kill('SIGINT');
    const { code, lines } = await ended;
    expect(code).toBe(130);
    expect(lines.at(-1)).toMatchObject({ type: 'done', state: 'stopped' });
    expect(readdirSync(join(folder, 'runs', String(lines[0]['runId'])))).toEqual([
      'checkpoint.safetensors',
      'model.safetensors',
    ]);
  });

  it('goes on when another program ends a run in the same history', async () => {
    const data = ['--json', '--data-dir', temporaryFolder()];
    const long = start('train', sample, '--epochs', '100000', '--hiddenLayers', '16', ...data);
    await new Promise<void>((begun) => {
      long.child.stdout?.on(
        'data',
        (text: Buffer) => text.toString().includes('"epoch":1') && begun(),
      );
    });
    expect((await inkling('train', sample, ...quick, ...data)).code).toBe(0);
    // Longer than it takes to look at the history for other programs' changes.
    await setTimeout(3000);
    expect(long.child.exitCode).toBeNull();
    long.child.kill('SIGINT');
    const { lines } = await long.ended;
    expect(lines.at(-1)).toMatchObject({ state: 'stopped', runId: lines[0]['runId'] });
  });

  it('goes on when the data set vanishes while it trains', async () => {
    const folder = barsFolder();
    const { child, ended } = start(
      'train',
      folder,
      '--epochs',
      '60',
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    await new Promise<void>((begun) => {
      child.stdout?.on('data', (text: Buffer) => text.toString().includes('"start"') && begun());
    });
    renameSync(folder, `${folder} gone`);
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines.filter((line) => line['type'] === 'epoch')).toHaveLength(60);
    const again = await inkling('train', folder, '--data-dir', temporaryFolder());
    expect(again.stderr).toContain('does not exist');
  });
});
