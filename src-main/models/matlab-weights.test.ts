import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { createAnswers } from '../insight/answers.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { readModelFile } from './model-file.ts';

/** A data element of MATLAB's level 5: tag, data, padding to 8 bytes. */
function element(type: number, data: Buffer): Buffer {
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(type, 0);
  tag.writeUInt32LE(data.length, 4);
  const padding = type === 15 ? 0 : (8 - (data.length % 8)) % 8;
  return Buffer.concat([tag, data, Buffer.alloc(padding)]);
}
const words = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
/** `rows`: the matrix; it is stored column by column, as doubles. */
function variable(name: string, rows: readonly (readonly number[])[]): Buffer {
  const columns = rows[0].length;
  const values = Float64Array.from(
    { length: rows.length * columns },
    (_, i) => rows[i % rows.length][Math.floor(i / rows.length)],
  );
  return element(
    14,
    Buffer.concat([
      element(6, words(6, 0)),
      element(5, words(rows.length, columns)),
      element(1, Buffer.from(name)),
      element(9, Buffer.from(values.buffer)),
    ]),
  );
}
function mat(...variables: Buffer[]): Buffer {
  const header = Buffer.alloc(128, ' ');
  header.write('MATLAB 5.0 MAT-file');
  header.set([0, 1, 0x49, 0x4d], 124);
  return Buffer.concat([header, ...variables]);
}
const matrix = (rows: number, columns: number, seed: number) =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => ((r * 31 + c * 17 + seed) % 23) / 11 - 1),
  );
function saved(bytes: Buffer): string {
  const path = join(temporaryFolder(), 'ex4weights.mat');
  writeFileSync(path, bytes);
  return path;
}

const [side, hidden] = [4, 5];
const theta1 = matrix(hidden, side * side + 1, 3);
const theta2 = matrix(10, hidden + 1, 8);
/** As `predict.m` of the exercise: a column of ones before each layer, the sigmoid after it. */
function exercise(x: readonly number[]): number[] {
  const layer = (theta: number[][], input: readonly number[]) =>
    theta.map((row) => {
      const sum = row.reduce(
        (total, weight, i) => total + weight * (i === 0 ? 1 : input[i - 1]),
        0,
      );
      return 1 / (1 + Math.exp(-sum));
    });
  return layer(theta2, layer(theta1, x));
}
const pixels = Uint8Array.from({ length: side * side }, (_, i) => (i * 67) % 256);
/** The image as the exercise has it: its first column of pixels comes first. */
const unrolled = Array.from(
  { length: side * side },
  (_, i) => pixels[(i % side) * side + Math.floor(i / side)] / 255,
);

describe("weights of Ng's exercises", () => {
  const weights = mat(
    variable('Theta1', theta1),
    element(15, deflateSync(variable('Theta2', theta2))),
  );

  it('give the outputs that the exercise gives, the tenth class as the digit 0', () => {
    const path = saved(weights);
    const { info } = readModelFile(path);
    expect(info.labels).toEqual([...'0123456789']);
    expect(info.preprocessing).toMatchObject({ width: side, height: side });
    const answer = createAnswers().predictSample({
      ...{ model: path, pixels, width: side, height: side, fingerprint: info.fingerprint },
      expected: { label: 0, name: '0' },
    });
    const expected = exercise(unrolled);
    for (const [digit, output] of answer.outputs.entries())
      expect(output).toBeCloseTo(expected[(digit + 9) % 10], 5);
    expect(answer.label).toBe((expected.indexOf(Math.max(...expected)) + 1) % 10);
  });

  it('are evaluated and asked from the command line', async () => {
    const folder = temporaryFolder();
    const model = saved(weights);
    const image = join(folder, '3_1.png');
    writeFileSync(
      image,
      encode({ width: side, height: side, data: pixels, channels: 1, depth: 8 }),
    );
    // Images as they are in ex4data1.mat, labels from 1 to 10.
    const data = join(folder, 'ex4data1.mat');
    const X = Array.from({ length: 20 }, () => unrolled);
    const y = X.map((_, i) => [(i % 10) + 1]);
    writeFileSync(data, mat(variable('X', X), variable('y', y)));
    const inkling = (...words: string[]) =>
      promisify(execFile)(process.execPath, [
        ...[resolve(import.meta.dirname, '../cli/main.ts'), ...words, '--json'],
        ...['--data-dir', join(folder, 'data')],
      ]);
    const asked = JSON.parse((await inkling('predict', model, image)).stdout);
    const judged = JSON.parse((await inkling('evaluate', model, data)).stdout);
    // All images are alike: the network takes them for one digit, which two of twenty are.
    expect(judged).toMatchObject({ type: 'evaluation', images: 20, accuracy: 0.1 });
    expect(judged.confusion[3][Number(asked.label)]).toBe(2);
  });

  it('that do not fit each other, are damaged or hold something else are refused by name', () => {
    const refused = (bytes: Buffer): string => {
      try {
        readModelFile(saved(bytes));
      } catch (error) {
        if (error instanceof UserError)
          return `${error.info.code} ${JSON.stringify(error.info.values)}`;
      }
      return 'taken';
    };
    expect(refused(mat(variable('X', theta1)))).toMatch(/^model.noWeights.*"found":"X"/);
    expect(refused(mat(variable('Theta1', theta2), variable('Theta2', theta1)))).toMatch(
      /^model.noWeights.*Theta1 10 x 6, Theta2 5 x 17/,
    );
    expect(
      refused(
        mat(
          variable('Theta1', [
            [1, NaN],
            [1, 2],
          ]),
        ),
      ),
    ).toMatch(/^model.broken/);
    for (let length = 128; length < weights.length; length += 7)
      expect(refused(weights.subarray(0, length)), `${length}`).toMatch(
        /^model\.(broken|noWeights)/,
      );
    const long = Buffer.concat([variable('Theta2', theta2), Buffer.alloc(2 ** 26)]);
    const bomb = element(15, deflateSync(long));
    const isLarge = refused(mat(variable('Theta1', theta1), bomb));
    expect(isLarge).toMatch(/^model.broken/);
  });
});
