/**
 * Whether the pictures of the backward query show what a network has learnt, on real data:
 * `node bench/mind.ts [row ...]`, with `--data DIR` (where `mnist` and `chinese-mnist` lie) and
 * `--threads N`. Networks are trained here; another one, of another architecture and seed, judges.
 * See MIND.md.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultQuerySettings, oneLabel, type QueryMethod } from '../src-shared/backward-query.ts';
import type { Hyperparameters } from '../src-shared/hyperparameters.ts';
import { presetHyperparameters } from '../src-shared/presets.ts';
import { openDataset } from '../src-main/datasets/open.ts';
import { splitDataset } from '../src-main/datasets/split.ts';
import {
  type QueriedModel,
  withRandomWeights,
} from '../src-main/insight/backward/queried-model.ts';
import { backwardQuery } from '../src-main/insight/backward/query.ts';
import { judged, trainedModel } from '../src-main/testing/queried.ts';
import type { TrainingData } from '../src-main/training/task.ts';

const judges: Record<string, Partial<Hyperparameters>> = {
  mnist: { hiddenLayers: ['conv3x3x12', 'maxpool2', 'conv3x3x24', 'maxpool2', 64], epochs: 3 },
  'chinese-mnist': {
    hiddenLayers: [
      'conv3x3x12',
      'maxpool2',
      'conv3x3x24',
      'maxpool2',
      'conv3x3x32',
      'maxpool2',
      96,
    ],
    epochs: 4,
    shift: 0.05,
    scaling: 0.1,
  },
};

interface Row {
  data: 'mnist' | 'chinese-mnist';
  h: Hyperparameters;
  /** How many of the pictures with the prior the judge must read as asked, and its median output. */
  right: number;
  median: number;
}
const rows: Record<string, Row> = {
  book: {
    data: 'mnist',
    h: { ...presetHyperparameters('book'), epochs: 2 },
    right: 10,
    median: 0.9,
  },
  'keras-mlp': { data: 'mnist', h: presetHyperparameters('keras-mlp'), right: 10, median: 0.9 },
  quick: { data: 'mnist', h: presetHyperparameters('quick'), right: 10, median: 0.9 },
  'tf-cnn': {
    data: 'mnist',
    h: { ...presetHyperparameters('tf-cnn'), stepsPerEpoch: 500, epochs: 2 },
    right: 10,
    median: 0.9,
  },
  'chinese-cnn': {
    data: 'chinese-mnist',
    h: { ...presetHyperparameters('quick'), epochs: 4, testFraction: 0.2 },
    right: 13,
    median: 0,
  },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../shared/data') },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const threads = Number(options.threads);
const names = positionals.length > 0 ? positionals : Object.keys(rows);

async function dataOf(name: string, h: Hyperparameters): Promise<TrainingData | null> {
  const folder = join(options.data, name);
  if (!existsSync(folder)) return null;
  const { summary, pixels, labels, splits } = await openDataset(folder);
  const { classes, fingerprint, width, height, polarity } = summary;
  const split = splitDataset(
    { labels: new Uint16Array(labels), splits: new Uint8Array(splits), classes: classes.length },
    h,
  );
  const preprocessing = { width, height, polarity, inputRange: h.inputRange };
  // The figures of the epochs are not asked for here.
  const none = new Uint32Array();
  return {
    pixels,
    labels,
    classes,
    fingerprint,
    preprocessing,
    ...split,
    validation: none,
    test: none,
  };
}

const known = new Map<string, QueriedModel>();
function judgeOf(name: string, data: TrainingData): QueriedModel {
  const h = { ...presetHyperparameters('quick'), seed: 77, ...judges[name] };
  const judge = known.get(name) ?? trainedModel(h, data, threads);
  known.set(name, judge);
  return judge;
}

console.log(
  '| network | data | pictures | judge reads as asked | median | random weights | seconds |',
);
console.log('| --- | --- | --- | --: | --: | --: | --: |');
let missed = 0;
for (const name of names) {
  const row = rows[name];
  if (!row) throw new Error(`no row ${name}; known: ${Object.keys(rows).join(', ')}`);
  const data = await dataOf(row.data, row.h);
  if (!data) {
    console.log(`${name}: skipped, there is no ${join(options.data, row.data)}`);
    continue;
  }
  const judge = judgeOf(row.data, data);
  const model = trainedModel(row.h, data, threads);
  const classes = data.classes.length;
  const targets = data.classes.map((_, k) => oneLabel(k, classes));
  const isDense = row.h.hiddenLayers.every((layer) => typeof layer === 'number');
  const methods: QueryMethod[] = isDense ? ['prior', 'free', 'book'] : ['prior', 'free'];
  for (const method of methods) {
    const ask = (asked: QueriedModel) =>
      backwardQuery(
        asked,
        { method, settings: defaultQuerySettings(method), targets },
        { threads },
      );
    const result = ask(model);
    const { right, median } = judged(judge, result);
    const control = judged(judge, ask(withRandomWeights(model, 1))).right;
    const allowed = Math.floor(classes * 0.3);
    const misses =
      method === 'prior' && (right < row.right || median < row.median || control > allowed);
    if (misses) missed += 1;
    console.log(
      `| ${name} | ${row.data} | ${method} | ${right} of ${classes}${misses ? ' MISSED' : ''} | ` +
        `${median.toFixed(3)} | ${control} of ${classes} | ${result.seconds.toFixed(2)} |`,
    );
  }
}
process.exitCode = missed > 0 ? 1 : 0;
