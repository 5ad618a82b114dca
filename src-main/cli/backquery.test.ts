import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { GifReader } from 'omggif';
import { expect, it } from 'vitest';
import { decodePng } from '../datasets/png.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const root = resolve(import.meta.dirname, '../..');
const inkling = (...words: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'src-main/cli/main.ts'), ...words]);

it('backquery writes a PNG a label and one JSON, from a model file alone', async () => {
  const folder = temporaryFolder();
  const [model, out, dataDir] = ['model.safetensors', 'pictures', 'data'].map((name) =>
    join(folder, name),
  );
  const own = ['--data-dir', dataDir];
  const sample = join(root, 'resources/sample');
  const small = ['--epochs', '1', '--imageLimit', '500', '--hiddenLayers', '32'];
  await inkling('train', sample, ...small, '--save', model, ...own);

  const asked = ['--label', '3', '--label', '8', '--steps', '40', '--out', out];
  const { stdout } = await inkling('backquery', model, ...asked, '--json', ...own);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { type: 'picture', label: '3', file: '03-3.png' },
    { type: 'picture', label: '8', file: '08-8.png' },
  ]);
  expect(readdirSync(out).toSorted()).toEqual(['03-3.png', '08-8.png', 'backquery.json']);
  const png = decodePng(readFileSync(join(out, '03-3.png')), '03-3.png');
  expect([png.width, png.height]).toEqual([20, 20]);
  expect(Math.max(...png.pixels)).toBe(255);
  const json = JSON.parse(readFileSync(join(out, 'backquery.json'), 'utf8'));
  expect(json).toMatchObject({ method: 'prior', width: 20, pictures: [{ label: '3' }, {}] });

  await inkling(
    'backquery',
    model,
    '--all',
    '--method',
    'book',
    '--out',
    join(out, 'book'),
    ...own,
  );
  expect(readdirSync(join(out, 'book'))).toHaveLength(11);

  // The run itself has its start values besides its one epoch: a film of two.
  const listed = await inkling('runs', 'list', '--json', ...own);
  const run = JSON.parse(listed.stdout.split('\n')[0]);
  const film = join(out, 'film');
  const rolled = ['--label', '3', '--steps', '20', '--out', film];
  const told = await inkling('backquery', run.id, '--film', ...rolled, '--json', ...own);
  expect(
    told.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).epoch),
  ).toEqual([0, 1]);
  expect(readdirSync(film).toSorted()).toEqual(['03-3.png', 'film.gif', 'film.json', 'film.png']);
  expect(new GifReader(readFileSync(join(film, 'film.gif'))).numFrames()).toBe(2);
  const strip = decodePng(readFileSync(join(film, '03-3.png')), '03-3.png');
  expect(strip.width).toBe(8 + 2 * (20 * 6 + 8));

  // A film is of a run: a file has one epoch only.
  await expect(inkling('backquery', model, '--film', '--out', out, ...own)).rejects.toMatchObject({
    code: 1,
  });

  const wrong = (...words: string[]) => inkling('backquery', model, ...words, ...own);
  await expect(wrong('--label', '11', '--out', out)).rejects.toMatchObject({ code: 1 });
  await expect(wrong('--method', 'magic', '--out', out)).rejects.toMatchObject({ code: 2 });
  await expect(wrong()).rejects.toMatchObject({ code: 2 });
});
