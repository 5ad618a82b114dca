/** Preparation, label names and folds on the command line, as a person types them. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { asFilesAre } from '../../src-shared/preparation.ts';
import { decodeImage } from '../datasets/image.ts';
import { readModelFile } from '../models/model-file.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const main = resolve(import.meta.dirname, 'main.ts');
const quick = ['--epochs', '1', '--hiddenLayers', 'none', '--loss', 'softmaxCrossEntropy'];

function inkling(...words: string[]) {
  const data = temporaryFolder();
  return new Promise<{ code: number; lines: Record<string, unknown>[]; text: string }>((done) =>
    execFile(process.execPath, [main, ...words, '--data-dir', data], (error, stdout, stderr) => {
      const lines = words.includes('--json')
        ? stdout
            .trim()
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as never)
        : [];
      done({
        code: typeof error?.code === 'number' ? error.code : 0,
        lines,
        text: stdout + stderr,
      });
    }),
  );
}

/** Dark bars on light paper, 20 x 20; two of them are the same picture with different labels. */
function bars(): string {
  const folder = temporaryFolder();
  for (const [label, name] of ['a', 'b'].entries()) {
    mkdirSync(join(folder, name));
    for (let i = 0; i < 20; i++) {
      const data = new Uint8Array(400).fill(230 + (i % 5));
      const copied = i === 7 ? 0 : label;
      for (let k = 0; k < 9; k++) {
        const [x, y] = copied === 0 ? [2 + k, 3 + (i % 6)] : [3 + (i % 6), 2 + k];
        data[y * 20 + x] = 10 + i;
      }
      const png = encode({ width: 20, height: 20, data, channels: 1 });
      writeFileSync(join(folder, name, `${i}.png`), png);
    }
  }
  return folder;
}

describe('the command line', () => {
  it('prepares, trains and answers with the same preparation', async () => {
    const folder = bars();
    const asked = ['--invert', '--size', '16', '--threshold', 'otsu', '--crop', '--box', '12'];
    const flags = [...asked, '--margin', '5', '--centre', '--label-names', 'flat, upright'];
    const info = await inkling('datasets', 'info', folder, ...flags, '--json');
    const preparation = {
      ...{ invert: true, threshold: 'otsu', crop: true, margin: 5, box: 12, centre: true },
      size: { width: 16, height: 16 },
    };
    expect(info.lines[0]).toMatchObject({
      ...{ width: 16, height: 16, polarity: 'light', classes: ['flat', 'upright'], preparation },
      inFiles: { width: 20, height: 20, polarity: 'dark', classes: ['a', 'b'] },
      duplicates: { otherLabels: 1, list: [{ indices: [17, 37], size: 2, otherLabels: true }] },
    });
    const plain = await inkling('datasets', 'info', folder, ...flags);
    expect(plain.text).toContain('prepared: invert, threshold otsu, crop, margin 5 %');
    expect(plain.text).toContain('several labels');

    const model = join(temporaryFolder(), 'model.safetensors');
    const trained = await inkling('train', folder, ...flags, ...quick, '--save', model, '--json');
    expect(trained.code, trained.text).toBe(0);
    expect(readModelFile(model).info).toMatchObject({
      labels: ['flat', 'upright'],
      preprocessing: { preparation, polarity: 'light' },
    });
    const judged = await inkling('evaluate', model, folder, '--json');
    expect(judged.lines[0], judged.text).toMatchObject({ type: 'evaluation', split: 'test' });
    const [picture] = (await inkling('predict', model, join(folder, 'a/3.png'), '--json')).lines;
    expect(picture).toMatchObject({ type: 'prediction' });
    expect(decodeImage(readFileSync(join(folder, 'a/3.png')), 'a/3.png').width).toBe(20);
  });

  it('divides into folds', async () => {
    const folder = bars();
    const fold = (n: string) =>
      inkling('train', folder, ...quick, '--folds', '4', '--fold', n, '--json');
    const { lines } = await fold('2');
    expect(lines[0]).toMatchObject({ dataset: { images: { test: 10, train: 27, validation: 3 } } });
    const none = await fold('5');
    expect(none.code).toBe(1);
    expect(none.text).toContain('no fold 5 of 4');
  }, 30_000);

  it('says what is wrong with an option', async () => {
    const folder = bars();
    for (const [option, value, said] of [
      ['--threshold', '300', '0 to 254'],
      ['--size', '3', '4 to 256'],
      ['--size', '28x', '28x32'],
      ['--box', 'wide', 'box'],
      ['--label-names', 'one', '2 classes'],
    ]) {
      const { code, text } = await inkling('datasets', 'info', folder, option, value);
      expect(code, text).toBe(1);
      expect(text).toContain(said);
    }
    const untouched = await inkling('datasets', 'info', folder, '--json');
    expect(untouched.lines[0]).toMatchObject({ preparation: asFilesAre, width: 20 });
  }, 30_000);
});
