/** Thousands of changed files of every format: a result or an error with a reason; no crash, no hang, nothing read outside. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { npy, zip } from '../../datasets/formats/test-arrays.ts';
import { soundBundle } from '../bundle.ts';
import { strokes } from '../strokes.ts';
import { trainedModel } from '../trained.ts';
import { zipParts } from '../../report/zip-write.ts';
import { greyPng, idxImages, idxLabels, makeFolder, makePng } from '../../datasets/test-files.ts';
import type { FuzzMessage, FuzzTask } from './run.ts';

/** `INKLING_FUZZ=20` tries twenty times as many, and others. */
const factor = Number(process.env['INKLING_FUZZ'] ?? 1);
const seed = 20_261_122 + factor - 1;
/** A case may take so much of a processor; hangs are ended where the clock shows the second. Seconds. */
const [mostCpu, mostWall] = [2, 60];

function fuzz(task: Omit<FuzzTask, 'work' | 'seed'>): Promise<FuzzMessage & { kind: 'end' }> {
  const work = join(makeFolder(), 'set');
  return new Promise((done, failed) => {
    const child = fork(join(import.meta.dirname, 'run.ts'), { serialization: 'advanced' });
    let last = -1;
    const hang = (): void => {
      child.kill('SIGKILL');
      failed(new Error(`case ${last} did not end`));
    };
    let timer = setTimeout(hang, mostWall * 1000);
    child.on('message', (message: FuzzMessage) => {
      clearTimeout(timer);
      if (message.kind === 'case') {
        last = message.number;
        timer = setTimeout(hang, mostWall * 1000);
        return;
      }
      child.disconnect();
      done(message);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      failed(new Error(`the process ended in case ${last}: ${code ?? signal}`));
    });
    child.send({ ...task, work, seed } satisfies FuzzTask);
  });
}

const fixture = (name: string, folder = '../../datasets/fixtures') =>
  readFileSync(join(import.meta.dirname, folder, name));
const labels = Array.from({ length: 12 }, (_, i) => i % 3);
const csv = [
  'label,p0,p1,p2,p3',
  ...labels.map((label, i) => `${label},${i},${2 * i},255,${i * i}`),
].join('\n');
const idx = {
  'train-images-idx3-ubyte': idxImages(12, 4, (i) => 20 * i),
  'train-labels-idx1-ubyte': idxLabels(labels),
};
const arrays = {
  x: npy(
    Uint8Array.from({ length: 48 }, (_, i) => i),
    '|u1',
    '12, 2, 2',
  ),
  y: npy(Uint8Array.from(labels), '|u1', '12,'),
};
const bitmap = '0110\n1001\n1001\n0110\n';
const palette = makePng({
  ...{ width: 9, height: 9, depth: 4, colourType: 3, interlaced: true },
  at: (x, y) => [(x + y) % 4],
  extra: { PLTE: Uint8Array.from({ length: 12 }, (_, i) => 20 * i), tRNS: Uint8Array.of(0) },
});
const pictures = {
  ...{ 'a/1.png': palette, 'a/2.jpg': fixture('progressive.jpg'), 'a/3.bmp': fixture('565.bmp') },
  ...{ 'b/1.gif': fixture('transparent.gif'), 'b/2.webp': fixture('alpha.webp') },
  ...{ 'b/3.png': Buffer.from(greyPng(9, 13, 11)) },
};

const sets: Readonly<Record<string, [Record<string, Buffer>, FuzzTask['how']?]>> = {
  idx: [idx],
  'idx, gzip': [
    Object.fromEntries(Object.entries(idx).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)])),
  ],
  csv: [{ 'a.csv': Buffer.from(csv) }],
  'csv, gzip, in folders': [{ 'train/a.csv.gz': gzipSync(csv), 'test/a.csv': Buffer.from(csv) }],
  npy: [{ 'x.npy': arrays.x, 'y.npy': arrays.y }],
  'npz, stored': [{ 'a.npz': zip({ 'x.npy': arrays.x, 'y.npy': arrays.y }, false) }],
  'npz, deflated': [{ 'a.npz': zip({ 'x.npy': arrays.x, 'y.npy': arrays.y }) }],
  'mat, stored': [{ 'a.mat': fixture('matlab-stored.mat') }],
  'mat, compressed': [{ 'a.mat': fixture('matlab-compressed.mat') }],
  text: [
    {
      '0_1.txt': Buffer.from(bitmap),
      '1_1.txt': Buffer.from(bitmap),
      '0_2.txt': Buffer.from(bitmap),
    },
  ],
  names: [
    {
      'a_1.png': palette,
      'a_2.bmp': fixture('4-bit.bmp'),
      'b_1.gif': fixture('interlaced.gif'),
    },
  ],
  'Chinese MNIST': [
    {
      'chinese_mnist.csv': Buffer.from(
        'suite_id,sample_id,code,value,character\n1,1,1,0,零\n1,1,2,1,一\n',
      ),
      'input_1_1_1.jpg': fixture('grey.jpg'),
      'input_1_2_1.jpg': fixture('grey.jpg'),
      'input_1_1_2.jpg': fixture('grey.jpg'),
    },
  ],
  folders: [pictures],
  pattern: [pictures, { namePattern: '{label}/{number}.*' }],
  sheet: [
    { 'sheet.png': fixture('interlaced-1-bit.png') },
    { sheet: { cellWidth: 4, cellHeight: 4, classBy: 'row', perClass: 1 } },
  ],
};

describe('changed files', () => {
  it.each(Object.keys(sets))('of a data set: %s', { timeout: 300_000 * factor }, async (name) => {
    const [files, how = {}] = sets[name];
    const ended = await fuzz({
      ...{ files, how, cases: 150 * factor, action: 'open' },
    });
    const { done, refused, slowest, problems } = ended;
    expect(problems).toEqual([]);
    expect(done).toBe(150 * factor);
    // The watch for what is read outside saw what is read inside.
    expect(ended.reads).toBeGreaterThan(done);
    // Some changes must have mattered; where other images are left, a broken one is only skipped.
    if (!['folders', 'pattern', 'names', 'Chinese MNIST', 'text'].includes(name))
      expect(refused).toBeGreaterThan(10);
    expect(slowest).toBeLessThan(mostCpu);
  });

  const kinds = ['4-bit.bmp', '565.bmp', 'rle8.bmp', 'rle4.bmp', 'colour.bmp'].concat(
    [
      'transparent.gif',
      'interlaced.gif',
      'animated.gif',
      'lossy.webp',
      'alpha.webp',
      'animated-lossy-alpha.webp',
    ],
    ['sideways.webp', 'palette.png', 'interlaced-1-bit.png', 'progressive.jpg', 'cmyk.jpg'],
  );
  it('of every kind of image', { timeout: 300_000 * factor }, async () => {
    const files = Object.fromEntries(kinds.map((name) => [name, fixture(name)]));
    const ended = await fuzz({ files, how: {}, cases: 6000 * factor, action: 'decode' });
    expect(ended).toMatchObject({ problems: [], done: 6000 * factor });
    expect(ended.refused).toBeGreaterThan(1000);
    expect(ended.slowest).toBeLessThan(mostCpu);
  });

  it('of a bundle', { timeout: 300_000 * factor }, async () => {
    const bytes = readFileSync(trainedModel(strokes(), { epochs: 2 }));
    const bundle = zipParts([...soundBundle(bytes), { name: 'start.safetensors', bytes }]);
    const files = { 'a.inkling': Buffer.concat(bundle) };
    const ended = await fuzz({ files, how: {}, cases: 400 * factor, action: 'bundle' });
    expect(ended).toMatchObject({ problems: [], done: 400 * factor });
    expect(ended.refused).toBeGreaterThan(200);
    expect(ended.slowest).toBeLessThan(mostCpu);
  });

  it('of weights', { timeout: 300_000 * factor }, async () => {
    const files = {
      'w.mat': fixture('matlab-compressed.mat'),
      'v.mat': fixture('matlab-stored.mat'),
    };
    const ended = await fuzz({ files, how: {}, cases: 500 * factor, action: 'weights' });
    expect(ended).toMatchObject({ problems: [], done: 500 * factor });
  });
});
