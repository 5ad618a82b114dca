/** The same picture comes to the same outputs, bit for bit, by every way into a network. */
import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualPicture } from '../../src-shared/prediction.ts';
import { openDataset } from '../datasets/open.ts';
import { losses } from '../engine/losses.ts';
import { networkOf, readModelFile } from '../models/model-file.ts';
import { digitStrokes, drawingOf } from '../testing/handwriting.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { createBatches } from '../training/batches.ts';
import { createAnswers } from './answers.ts';

let known: Awaited<ReturnType<typeof sampleModel>>;
beforeAll(async () => {
  known = await sampleModel();
});
afterAll(() => known.end());

const command = resolve(import.meta.dirname, '../cli/main.ts');

it('training, pad, data set, import, exported model and command line agree', async () => {
  const answers = createAnswers();
  const { model } = known;
  const exported = join(temporaryFolder(), 'exported.safetensors');
  copyFileSync(model, exported);
  const to = answers.preprocessing({ model });

  // Drawn on the pad; as files, which is what a data set and an import read.
  const digits = [0, 2, 3, 7];
  const drawings = digits.map((digit) => ({
    id: String(digit),
    label: String(digit),
    drawing: drawingOf(digitStrokes[digit]),
  }));
  const folder = join(temporaryFolder(), 'drawn');
  answers.writeDrawings({ folder, drawings, to });
  const { summary, pixels, labels } = await openDataset(folder);
  const { width, height } = summary;

  // As training computes them: the set's pixels through its batches and the same network.
  const { info, file } = readModelFile(model);
  const network = networkOf(info, file, model);
  const data = { pixels, labels, classes: info.labels, preprocessing: info.preprocessing };
  const batches = createBatches(data, info.hyperparameters, digits.length, network.kernels);
  batches.load(Uint32Array.from(digits.keys()), 0, digits.length);
  const loss = losses[info.hyperparameters.loss];
  const all = new Float32Array(digits.length * network.outputSize);
  const forward = network.forward(batches.inputs, digits.length);
  loss.predictions(all, forward, digits.length, network.outputSize);
  const trained = (i: number): number[] =>
    Array.from(all.subarray(i * network.outputSize, (i + 1) * network.outputSize));

  const paths = readdirSync(folder).map((label) => join(folder, label, `${label}.png`));
  const words = ['predict', exported, ...paths, '--json', '--data-dir', temporaryFolder()];
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words]);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outputs: Record<string, number> });

  for (const [i, path] of paths.entries()) {
    const label = basename(path, '.png');
    const drawing = drawings.find((one) => one.label === label)?.drawing;
    if (!drawing) throw new Error(label);
    const own = new Uint8Array(pixels, i * width * height, width * height);
    const bytes = { bytes: readFileSync(path), name: 'pasted.png' };
    const asked = { choices: usualPicture };
    const ways = {
      pad: answers.predictDrawing({ models: [model], drawing, choices: {}, split: null })[0],
      sample: answers.predictSample({
        ...{ model, pixels: own, width, height, fingerprint: summary.fingerprint },
        expected: { label: i, name: label },
      }),
      dropped: await answers.predictPicture({ model, source: { image: path }, ...asked }),
      pasted: await answers.predictPicture({ model, source: bytes, ...asked }),
      exported: await answers.predictPicture({ model: exported, source: bytes, ...asked }),
    };
    const outputs = trained(i);
    for (const [name, { outputs: found }] of Object.entries(ways))
      expect(found, `${name} ${label}`).toEqual(outputs);
    expect(info.labels.map((name) => lines[i].outputs[name])).toEqual(outputs);
  }
});
