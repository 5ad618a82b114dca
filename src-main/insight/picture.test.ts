/** Pictures of any size, light and polarity, asked of a network that learnt from the sample. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PictureAnswer, usualPicture } from '../../src-shared/prediction.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { createRandom } from '../engine/random.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import type { TrainingData } from '../training/task.ts';
import { createAnswers } from './answers.ts';

const main = resolve(import.meta.dirname, '../cli/main.ts');

describe('a picture', () => {
  let known: { model: string; data: TrainingData; end: () => void };
  const answers = createAnswers();
  beforeAll(async () => {
    known = await sampleModel();
  });
  afterAll(() => known.end());

  const side = 20;
  const image = (sample: number): Uint8Array =>
    new Uint8Array(known.data.pixels, sample * side * side, side * side);
  const labelOf = (sample: number): number => new Uint16Array(known.data.labels)[sample];
  const ask = (pixels: Uint8Array, width: number, name = 'picture.png'): Promise<PictureAnswer> =>
    answers.predictPicture({
      model: known.model,
      source: { bytes: encodeGreyPng(pixels, width, pixels.length / width), name },
      choices: usualPicture,
    });

  it('of the data set’s own size is seen as it is', async () => {
    for (const sample of known.data.test.slice(0, 20)) {
      const answer = await ask(image(sample), side);
      expect(answer.asData).toBe(true);
      expect(answer.pixels).toEqual(image(sample));
    }
  });

  it('anywhere on a larger ground, light or dark, is read as well as in its place', async () => {
    const random = createRandom(3, 'place');
    const larger = 2 * side;
    const right = { plain: 0, light: 0, dark: 0 };
    const test = known.data.test.filter((_, i) => i % 2 === 0);
    for (const sample of test) {
      const place = { x: random.below(side + 1), y: random.below(side + 1) };
      const ground = new Uint8Array(larger * larger);
      for (let y = 0; y < side; y++)
        ground.set(
          image(sample).subarray(y * side, (y + 1) * side),
          (place.y + y) * larger + place.x,
        );
      const expected = labelOf(sample);
      if ((await ask(image(sample), side)).label === expected) right.plain += 1;
      if ((await ask(ground, larger)).label === expected) right.light += 1;
      if (
        (
          await ask(
            ground.map((value) => 255 - value),
            larger,
          )
        ).label === expected
      )
        right.dark += 1;
    }
    // Within one point.
    expect(right.light / test.length).toBeGreaterThan(right.plain / test.length - 0.01);
    expect(right.dark / test.length).toBeGreaterThan(right.plain / test.length - 0.01);
  });

  it('as a photograph on paper in uneven light is read nearly as well', async () => {
    const random = createRandom(4, 'photo');
    const scale = 8;
    const width = side * scale * 2;
    let [right, plain] = [0, 0];
    const some = known.data.test.slice(0, 60);
    for (const sample of some) {
      const pixels = new Uint8Array(width * width);
      for (let y = 0; y < width; y++)
        for (let x = 0; x < width; x++) {
          const light = 235 - (90 * x) / width - (40 * y) / width;
          const [px, py] = [Math.floor(x / scale) - 5, Math.floor(y / scale) - 12];
          const inside = px >= 0 && py >= 0 && px < side && py < side;
          const ink = inside ? image(sample)[py * side + px] / 255 : 0;
          pixels[y * width + x] = Math.round(light * (1 - 0.7 * ink)) - random.below(7);
        }
      const answer = await ask(pixels, width);
      expect(answer.photo).toMatchObject({ lightInk: false, evenLight: true });
      if (answer.label === labelOf(sample)) right += 1;
      if ((await ask(image(sample), side)).label === labelOf(sample)) plain += 1;
    }
    expect(right).toBeGreaterThanOrEqual(plain - 4);
  });

  it('gives the same bits on the command line, and its name says the label', async () => {
    const folder = temporaryFolder();
    const ground = new Uint8Array(50 * 60).fill(255);
    const [sample] = known.data.test;
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        ground[(y + 30) * 50 + x + 4] = 255 - image(sample)[y * side + x];
    const file = join(folder, `${known.data.classes[labelOf(sample)]}_a.png`);
    writeFileSync(file, encodeGreyPng(ground, 50, 60));
    const choices = { ...usualPicture, photo: { ...usualPicture.photo, threshold: 90 } };
    const source = { image: file };
    const here = await answers.predictPicture({ model: known.model, source, choices });
    expect(here.expected).toBe(labelOf(sample));
    const words = [
      'predict',
      known.model,
      file,
      '--threshold',
      '90',
      '--json',
      '--data-dir',
      folder,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...words]);
    const { outputs } = JSON.parse(stdout) as { outputs: Record<string, number> };
    expect(known.data.classes.map((name) => outputs[name])).toEqual(here.outputs);
  });

  it('of another data set, whose label the model does not know, says which one that is', () => {
    const [sample] = known.data.test;
    const asked = (name: string) =>
      answers.predictSample({
        ...{ model: known.model, pixels: image(sample), width: side, height: side },
        ...{ fingerprint: 'another', expected: { label: 2, name } },
      });
    expect(asked('seven')).toMatchObject({ expected: null, unknownLabel: 'seven' });
    expect(asked('7')).toMatchObject({ expected: 7 });
    expect(asked('7').unknownLabel).toBeUndefined();
  });

  it('that is blank or broken says so', async () => {
    await expect(ask(new Uint8Array(900).fill(200), 30, 'sheet.png')).rejects.toThrow(
      'image.blank',
    );
    const ask2 = (bytes: Uint8Array) =>
      answers.predictPicture({
        model: known.model,
        source: { bytes, name: 'x.png' },
        choices: usualPicture,
      });
    await expect(ask2(Uint8Array.of(1, 2, 3))).rejects.toThrow('image.');
    const cut = encodeGreyPng(new Uint8Array(900), 30, 30).subarray(0, 50);
    await expect(ask2(cut)).rejects.toThrow('image.');
  });
});
