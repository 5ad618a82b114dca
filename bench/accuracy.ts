/**
 * What the presets reach on real data, with several seeds: `node bench/accuracy.ts [row ...]`, with
 * `--seeds 1,2,3`, `--data DIR` (where `mnist`, `chinese-mnist` and so on lie) and `--threads N`. See
 * README.md.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { EpochRecord } from '../src-shared/run.ts';

interface Row {
  preset: string;
  /** A folder in the data folder. */
  data: string;
  options?: string[];
  /** What it has to reach. Fractions of 1. */
  bars: Partial<Record<'trainAccuracy' | 'testAccuracy', number>>;
  /** Epochs, instead of the preset's. */
  epochs?: number;
  /** The training accuracy counts as reached in any epoch, not just in the one that is the model. */
  withinEpochs?: true;
}

const rows: Record<string, Row> = {
  'book-1': { preset: 'book', data: 'mnist', bars: { testAccuracy: 0.95 }, epochs: 1 },
  'book-5': { preset: 'book', data: 'mnist', bars: { testAccuracy: 0.97 } },
  'book-rotations': { preset: 'book-rotations', data: 'mnist', bars: { testAccuracy: 0.978 } },
  'keras-mlp': { preset: 'keras-mlp', data: 'mnist', bars: { testAccuracy: 0.975 } },
  'relu-softmax': { preset: 'relu-softmax', data: 'mnist', bars: { testAccuracy: 0.9 } },
  'sklearn-mlp': { preset: 'sklearn-mlp', data: 'sklearn-digits', bars: { testAccuracy: 0.97 } },
  'text-digits': {
    preset: 'text-digits',
    data: 'mlia-digits',
    bars: { trainAccuracy: 0.987 },
    withinEpochs: true,
  },
  'chinese-bp': {
    preset: 'chinese-bp',
    data: 'chinese-mnist',
    bars: { trainAccuracy: 0.9687, testAccuracy: 0.7 },
  },
  'nearest-neighbours': {
    preset: 'nearest-neighbours',
    data: 'mnist',
    options: ['--validationFraction', '0'],
    bars: { testAccuracy: 0.9705 },
  },
  'linear-svm': { preset: 'linear-svm', data: 'mnist', bars: { testAccuracy: 0.915 } },
  'lenet-5': { preset: 'lenet-5', data: 'mnist', bars: { testAccuracy: 0.988 } },
  'tf-cnn': { preset: 'tf-cnn', data: 'mnist', bars: { testAccuracy: 0.991 } },
  'tf-cnn-notmnist': { preset: 'tf-cnn', data: 'notmnist', bars: { testAccuracy: 0.94 } },
  quick: { preset: 'quick', data: 'mnist', bars: {} },
  good: { preset: 'good', data: 'mnist', bars: {} },
  'best-mnist': { preset: 'best', data: 'mnist', bars: { testAccuracy: 0.996 } },
  'best-chinese': {
    preset: 'best',
    data: 'chinese-mnist',
    // 64 x 64 pixels are four times the work, and tell no more.
    options: ['--testFraction', '0.3', '--size', '32'],
    bars: { testAccuracy: 0.985 },
  },
  'best-notmnist': { preset: 'best', data: 'notmnist', bars: { testAccuracy: 0.96 } },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../shared/data') },
    seeds: { type: 'string', default: '1,2,3' },
    threads: { type: 'string' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(rows);
const seeds = options.seeds.split(',');
const program = resolve(import.meta.dirname, '../src-main/cli/main.ts');

/** Trains once; null where the data set is missing. */
async function train(
  { preset, data, options: extra = [], epochs: wanted, withinEpochs }: Row,
  seed: string,
) {
  const folder = join(options.data, data);
  if (!existsSync(folder)) return null;
  const dataFolder = await mkdtemp(join(tmpdir(), 'inkling-accuracy-'));
  const run = spawn(
    process.execPath,
    [
      ...[program, 'train', folder, '--preset', preset, '--seed', seed, ...extra],
      ...(options.threads ? ['--threads', options.threads] : []),
      ...(wanted ? ['--epochs', String(wanted)] : []),
      ...['--json', '--data-dir', dataFolder],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const epochs: EpochRecord[] = [];
  let result: { bestEpoch: number; seconds: number } | null = null;
  for await (const line of createInterface(run.stdout)) {
    const said = JSON.parse(line) as { type: string } & EpochRecord & { bestEpoch: number };
    if (said.type === 'epoch') epochs.push(said);
    if (said.type === 'done') result = said;
  }
  await rm(dataFolder, { recursive: true, force: true });
  const chosen = epochs.find((record) => record.epoch === result?.bestEpoch);
  if (!result || !chosen) throw new Error(`${preset} on ${folder} did not end`);
  const trainAccuracy = withinEpochs
    ? Math.max(...epochs.map((record) => record.trainAccuracy ?? 0))
    : chosen.trainAccuracy;
  return { ...chosen, trainAccuracy, seconds: result.seconds };
}

const figure = (value: number | null): string =>
  value === null ? '-' : value.toFixed(4).replace(/^0/, '');

console.log('| row | preset | data | seed | epoch | train | test | at least | seconds |');
console.log('| --- | --- | --- | --: | --: | --: | --: | --- | --: |');
let missed = 0;
for (const name of names) {
  const row = rows[name];
  if (!row) throw new Error(`no row ${name}; known: ${Object.keys(rows).join(', ')}`);
  for (const seed of seeds) {
    const reached = await train(row, seed);
    if (!reached) {
      console.log(`${name}: skipped, there is no ${join(options.data, row.data)}`);
      break;
    }
    const bars = Object.entries(row.bars).map(([key, bar]) => {
      const value = reached[key as keyof typeof row.bars] ?? 0;
      if (value < bar) missed += 1;
      const word = key === 'trainAccuracy' ? 'train' : 'test';
      return `${word} ${figure(bar)}${value < bar ? ' MISSED' : ''}`;
    });
    const cells = [
      ...[name, row.preset, row.data, seed, reached.epoch],
      ...[figure(reached.trainAccuracy), figure(reached.testAccuracy)],
      ...[bars.join(', '), reached.seconds.toFixed(0)],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;
