import { describe, expect, it } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { createAugmentation } from '../engine/augmentation/augmentation.ts';
import { augmentedSamples } from './augmented.ts';
import { DatasetClient } from './client.ts';
import { openDataset } from './open.ts';
import { bundledSample, greyPng, makeFolder } from './test-files.ts';

const sample = await openDataset(bundledSample);
const show = (change = {}, round = 0) =>
  augmentedSamples(sample, { settings: { ...defaultHyperparameters, ...change }, round });

describe('examples of changed images', () => {
  it('are training images, each as it is first', () => {
    const { samples, columns, width, height, pixels } = show({ rotation: 15 });
    expect([columns, width, height, samples.length]).toEqual([6, 20, 20, 2]);
    expect(pixels).toHaveLength(2 * 6 * 400);
    for (const [row, { index, label }] of samples.entries()) {
      expect(index).toBeLessThan(4000);
      expect(label).toBe(new Uint16Array(sample.labels)[index]);
      const original = new Uint8Array(sample.pixels, index * 400, 400);
      expect([...pixels.subarray(row * 2400, row * 2400 + 400)]).toEqual([...original]);
    }
  });

  it('have the pixels that the first passes of a training see', () => {
    const settings = { ...defaultHyperparameters, rotation: 15, noise: 0.1, seed: 9 };
    const { samples, pixels } = show(settings);
    const augmentation = createAugmentation(settings, sample.summary);
    const { index: image } = samples[1];
    for (const pass of [1, 2, 3, 4, 5]) {
      const seen = new Uint8Array(400);
      augmentation?.draw(seen, new Uint8Array(sample.pixels), image * 400, {
        pass,
        image,
        copy: 0,
      });
      const start = (6 + pass) * 400;
      expect([...pixels.subarray(start, start + 400)]).toEqual([...seen]);
    }
  });

  it('stay while the settings change, and are others in another round', () => {
    const images = (change: object, round: number) => show(change, round).samples;
    expect(images({ rotation: 5 }, 3)).toEqual(images({ noise: 0.2, seed: 5 }, 3));
    expect(images({ rotation: 5 }, 4)).not.toEqual(images({ rotation: 5 }, 3));
  });

  it('are the two turned copies where nothing is random, and none where nothing is changed', () => {
    const turned = show({ extraRotation: 10 });
    expect(turned.columns).toBe(3);
    const pictures = [0, 1, 2].map((i) => String(turned.pixels.subarray(i * 400, i * 400 + 400)));
    expect(new Set(pictures).size).toBe(3);
    expect(show().columns).toBe(1);
  });

  it('take the paper of dark ink for what comes in', async () => {
    const folder = makeFolder({ 'a/1.png': greyPng(250), 'b/1.png': greyPng(250) });
    const paper = await openDataset(folder);
    expect(paper.summary.polarity).toBe('dark');
    const { pixels } = augmentedSamples(paper, {
      settings: { ...defaultHyperparameters, shift: 0.5 },
      round: 0,
    });
    expect(Math.min(...pixels)).toBe(250);
    expect(Math.max(...pixels)).toBe(255);
  });

  it('are shrunk where they are large', async () => {
    const folder = makeFolder({ 'a/1.png': greyPng(9, 300, 150), 'b/1.png': greyPng(9, 300, 150) });
    const { width, height, pixels } = augmentedSamples(await openDataset(folder), {
      settings: { ...defaultHyperparameters, rotation: 10 },
      round: 0,
    });
    expect([width, height, pixels.length]).toEqual([128, 64, 2 * 6 * 128 * 64]);
  });

  it('come from the worker as they are made here', async () => {
    const client = await DatasetClient.open(bundledSample);
    const settings = { ...defaultHyperparameters, shear: 20 };
    expect(await client.augmented({ settings, round: 1 })).toEqual(show({ shear: 20 }, 1));
    await client.close();
  });
});
