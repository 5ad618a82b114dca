/**
 * How quickly data sets open, beside what a person would write in Python. Contenders take turns in fresh processes;
 * ratios of medians. Writes DATASETS.md beside this file.
 * node bench/datasets.ts [--data DIR] [--rounds N] [--many N] [--temp DIR]
 * DIR holds mnist/ and chinese-mnist/ as ../shared/data/unpack.sh lays them out; python3 with Pillow and NumPy.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, datasetThreads } from './bundle.ts';
import type { ManyFiles } from './datasets-many.ts';
import type { Opening } from './datasets-open.ts';
import { load, machine } from './machine.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../shared/data') },
    rounds: { type: 'string', default: '7' },
    many: { type: 'string', default: '200000' },
    temp: { type: 'string', default: tmpdir() },
  },
});
const rounds = Number(values.rounds);
const temporary = mkdtempSync(join(values.temp, 'inkling-bench-'));
const app = await bundle(['datasets-open.ts', 'datasets-many.ts'], datasetThreads);
const here = (name: string): string => join(import.meta.dirname, name);

const open = (path: string, ...more: string[]): Opening =>
  JSON.parse(node('datasets-open.ts', path, ...more)) as Opening;

function node(...words: string[]): string {
  const [script, ...rest] = words;
  return execFileSync(process.execPath, [app.program(script), ...rest], { encoding: 'utf8' });
}

const pythons = ['python3', '/usr/bin/python3'];
function python(module: string, task: string, path: string): number {
  const found = pythons.find(
    (program) => spawnSync(program, ['-c', `import ${module}`]).status === 0,
  );
  if (!found) throw new Error(`no python3 here has ${module}`);
  return Number(execFileSync(found, [here('datasets-python.py'), task, path]).toString());
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
const of = <T>(things: readonly T[], figure: (thing: T) => number): number =>
  median(things.map(figure));

const lines: string[] = [];
const say = (line: string): void => {
  console.log(line);
  lines.push(line);
};
const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`);
const seconds = (value: number): string => `${value.toFixed(3)} s`;
const ratio = (value: number): string => value.toFixed(2);

say('# How quickly data sets open\n');
say(
  '`node bench/datasets.ts`, contenders in turn, each in a fresh process; medians and their ratios. Inkling is bundled as in the app.',
);
say(`${machine()}; load ${load()} at the start; ${rounds} rounds.\n`);
try {
  chineseMnist();
  mnist();
  manyFiles();
} finally {
  app.remove();
  rmSync(temporary, { recursive: true, force: true });
}
writeFileSync(here('DATASETS.md'), `${lines.join('\n')}\n`);

function chineseMnist(): void {
  const path = join(values.data, 'chinese-mnist');
  const images = join(path, 'data/data');
  for (const fromDisk of [false, true]) {
    const cold: Opening[] = [];
    const second: Opening[] = [];
    const pillow: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const folder = join(temporary, `cache-${fromDisk ? 'disk' : 'memory'}-${round}`);
      const forget = (what: string): void => {
        if (fromDisk) python('os', 'forget', what);
      };
      forget(path);
      pillow.push(python('PIL', 'pillow', images));
      forget(path);
      cold.push(open(path, folder));
      forget(folder);
      second.push(open(path, folder));
      rmSync(folder, { recursive: true });
    }
    if (cold.some(({ fromCache }) => fromCache) || !second.every(({ fromCache }) => fromCache))
      throw new Error('the cache was not used as it should be');
    const where = fromDisk
      ? 'the files come from the disk'
      : "the files are in the system's memory";
    say(`## Chinese MNIST, ${cold[0].samples} JPEG files; ${where}\n`);
    row('', 'seconds', 'ratio');
    row('---', '---:', '---:');
    const [first, again, peer] = [
      of(cold, (o) => o.inside),
      of(second, (o) => o.inside),
      median(pillow),
    ];
    row('Pillow, one thread', seconds(peer), '1');
    row(
      'Inkling, first opening',
      seconds(first),
      `${ratio(first / peer)} of Pillow's (goal: at most 1)`,
    );
    row(
      'from the call to its answer',
      seconds(of(cold, (o) => o.seconds)),
      ratio(of(cold, (o) => o.seconds) / peer),
    );
    row(
      'Inkling, second opening',
      seconds(again),
      `${ratio(first / again)} times faster than its first (goal: 20), ${ratio(peer / again)} than Pillow`,
    );
    row(
      'from the call to its answer',
      seconds(of(second, (o) => o.seconds)),
      `${ratio(of(cold, (o) => o.seconds) / of(second, (o) => o.seconds))} times faster than its first`,
    );
    row(
      'then, until its first page of 200 pictures is there',
      seconds(of(second, (o) => o.firstPage)),
      '',
    );
    row(
      'then, until all is read and its files are known to be as they were',
      seconds(of(second, (o) => o.checked)),
      '',
    );
    say('');
  }
}

function mnist(): void {
  const path = join(values.data, 'mnist');
  const ours: Opening[] = [];
  /** After another data set. */
  const used: Opening[] = [];
  const numpy: number[] = [];
  for (let round = 0; round < rounds; round++) {
    numpy.push(python('numpy', 'numpy', path));
    ours.push(open(path));
    used.push(open(path, '', resolve(import.meta.dirname, '../resources/sample')));
  }
  say(`## MNIST, ${ours[0].samples} images in four gz files\n`);
  row('', 'seconds', 'ratio');
  row('---', '---:', '---:');
  const [inside, peer] = [of(ours, (o) => o.inside), median(numpy)];
  row('NumPy and gzip', seconds(peer), '1');
  row('Inkling, without its cache', seconds(inside), `${ratio(inside / peer)} (goal: at most 1.5)`);
  const over = of(used, (o) => o.growth - o.pixels);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  say(
    `\nMemory: at its highest a process that had another data set open before is ${megabytes(over)} larger than then, over the ${megabytes(ours[0].pixels)} of pixels (goal: at most 100 MB).\n`,
  );
}

function manyFiles(): void {
  const [path, folder] = [join(temporary, 'many'), join(temporary, 'many-cache')];
  mkdirSync(path);
  const many = JSON.parse(node('datasets-many.ts', values.many, path, folder)) as ManyFiles;
  if (!many.fromCache) throw new Error('the second opening did not come from the cache');
  say(`## A folder of ${many.samples} PNG files of 28 x 28\n`);
  row('', '');
  row('---', '---:');
  row(
    'first images',
    many.firstImages === null ? 'none' : seconds(many.firstImages) + ' (goal: 1 s)',
  );
  row('open', seconds(many.seconds));
  row('second opening', seconds(many.again));
  row('then, until its files are known to be as they were', seconds(many.checked));
  row('slowest of three cancels', `${many.cancel.toFixed(0)} ms (goal: 200 ms)`);
  row('longest step of the calling thread', `${many.longestStep.toFixed(0)} ms (goal: 50 ms)`);
  row('reports of progress', String(many.reports));
}
