import { describe, expect, it } from 'vitest';
import type { MapFrame } from '../../../src-shared/map.ts';
import { createRandom } from '../../engine/random.ts';
import { networkOf, readModelFile } from '../../models/model-file.ts';
import { isNeighbours } from '../../engine/model-spec.ts';
import { strokes } from '../../testing/strokes.ts';
import { trainedModel } from '../../testing/trained.ts';
import { batchesFor } from '../lab/judge-images.ts';
import { createSteering, followSteering } from '../lab/steering.ts';
import { networkModel } from '../model.ts';
import { createMapAnswers } from './answers.ts';
import { directionsOf, firstTwo } from './directions.ts';
import { mapLayersOf } from './layers.ts';
import { nearestNeighbours } from './neighbours.ts';
import { blockMeans, blockSide, layerNumbers, mostNumbers } from './numbers.ts';
import type { MapRequest } from './requests.ts';

const course = () => followSteering(createSteering().memory);
const silent = (): void => undefined;

function desk(change: Parameters<typeof trainedModel>[1] = {}) {
  const all = strokes(240);
  const model = trainedModel(all, { epochs: 6, ...change });
  const { pixels, labels, classes } = all;
  const steering = createSteering();
  const request: MapRequest = {
    ...{ model, layer: null, key: 'a', method: 'umap', neighbours: 10, minimumDistance: 0.1 },
    data: { pixels, labels, classes, width: 8, height: 8, polarity: 'light' },
    indices: Uint32Array.from({ length: 120 }, (_, i) => i * 2),
    seed: 3,
    steering: steering.memory,
  };
  return { model, request, steering, labels: new Uint16Array(labels) };
}

describe('what images are compared by', () => {
  it('is averaged over blocks where it is too much', () => {
    expect(blockSide({ height: 28, width: 28, channels: 1 })).toBe(1);
    expect(blockSide({ height: 64, width: 64, channels: 1 })).toBe(2);
    const shape = { height: 14, width: 14, channels: 64 };
    const side = blockSide(shape);
    expect(Math.ceil(14 / side) ** 2 * 64).toBeLessThanOrEqual(mostNumbers);
    expect(Math.ceil(14 / (side - 1)) ** 2 * 64).toBeGreaterThan(mostNumbers);
    const out = new Float32Array(8);
    // Two channels side by side, 3 x 3: the last column and row are blocks of their own.
    const values = Array.from({ length: 18 }, (_, i) => (i % 2 === 0 ? Math.floor(i / 2) : -1));
    expect(blockMeans(out, 0, values, 0, { height: 3, width: 3, channels: 2 }, 2)).toBe(8);
    expect([...out]).toEqual([2, -1, 3.5, -1, 6.5, -1, 8, -1]);
  });

  it('is what a layer of the network gives', async () => {
    const { model, request } = desk({ hiddenLayers: ['conv3x3x6', 'maxpool2', 10] });
    const { info, file } = readModelFile(model);
    const network = networkOf(info, file, model);
    if (isNeighbours(info.spec)) throw new Error('a network was trained');
    const layers = mapLayersOf(info.spec);
    expect(layers.map(({ kind, isOutput }) => [kind, isOutput])).toEqual([
      ['convolution', false],
      ['pooling', false],
      ['dense', false],
      ['dense', true],
    ]);
    for (const { layer, shape } of layers)
      expect(network.layerOutputs[layer].shape, `${layer}`).toEqual(shape);
    const last = layers[layers.length - 1].layer;
    const batches = batchesFor(networkModel(info, network), request.data);
    const numbers = await layerNumbers(network, last, batches, request.indices, course());
    expect(numbers.size).toBe(3);
    batches.load(request.indices, 0, 4);
    const outputs = network.forward(batches.inputs, 4).slice(0, 12);
    expect([...numbers.values.subarray(0, 12)]).toEqual([...outputs]);
  });
});

describe('the plain map', () => {
  it('shows the two directions in which images differ most', () => {
    const random = createRandom(1, 'map.test');
    const [images, size] = [300, 6];
    const truth = Array.from({ length: images }, () => [random.normal() * 4, random.normal() * 2]);
    const values = new Float32Array(images * size);
    truth.forEach(([a, b], n) => {
      values[n * size + 1] = a + 7;
      values[n * size + 4] = b;
      values[n * size + 5] = random.normal() * 0.5;
    });
    const found = directionsOf({ values, size }, 1);
    const positions = firstTwo(found, images);
    const meanOf = (axis: 0 | 1): number => truth.reduce((sum, t) => sum + t[axis], 0) / images;
    for (const axis of [0, 1] as const)
      for (const n of [0, 99, 299])
        expect(positions[n * 2 + axis]).toBeCloseTo(truth[n][axis] - meanOf(axis), 0);
    expect(found.explained[0]).toBeGreaterThan(0.7);
    expect(found.explained[0] + found.explained[1]).toBeLessThan(1);
    expect(found.explained[1]).toBeGreaterThan(0.1);
  });
});

describe('neighbours', () => {
  it('are the nearest of all, itself first', async () => {
    const random = createRandom(2, 'map.test');
    const [number, size, k] = [80, 5, 7];
    const points = Float32Array.from({ length: number * size }, random.normal);
    const found = await nearestNeighbours(points, size, k, course());
    for (let point = 0; point < number; point++) {
      const distances = Array.from({ length: number }, (_, other) => {
        let sum = 0;
        for (let i = 0; i < size; i++)
          sum += (points[point * size + i] - points[other * size + i]) ** 2;
        return { other, distance: Math.sqrt(sum) };
      }).sort((a, b) => a.distance - b.distance);
      expect(found.indices[point]).toEqual(distances.slice(0, k).map(({ other }) => other));
      expect(found.distances[point][k - 1]).toBeCloseTo(distances[k - 1].distance, 6);
    }
  });

  it('come first to itself among equal points', async () => {
    const found = await nearestNeighbours(new Float32Array(12), 2, 3, course());
    expect(found.indices[4]).toEqual([4, 0, 1]);
    expect(found.distances[4]).toEqual([0, 0, 0]);
  });
});

/** Of the nearest points on the map, the share that has the label of the point. */
async function purity(positions: Float32Array, labels: number[]): Promise<number> {
  const { indices } = await nearestNeighbours(positions, 2, 6, course());
  const same = indices.flatMap(([own, ...others]) =>
    others.map((other) => (labels[own] === labels[other] ? 1 : 0) as number),
  );
  return same.reduce((sum, one) => sum + one, 0) / same.length;
}

describe('the map', () => {
  it('is the same for the same seed, another for another, and keeps like near like', async () => {
    const { request, labels } = desk();
    const frames: MapFrame[] = [];
    const made = await createMapAnswers().make(request, (frame) => frames.push(frame));
    const again = await createMapAnswers().make(request, silent);
    expect(again.positions).toEqual(made.positions);
    const other = await createMapAnswers().make({ ...request, seed: 4 }, silent);
    expect(other.positions).not.toEqual(made.positions);
    expect(made).toMatchObject({ cancelled: false, numbers: 64 });
    expect(frames[0]).toMatchObject({ step: 1, steps: 500 });
    expect(frames[0].positions).toHaveLength(240);
    expect(made.positions.every(Number.isFinite)).toBe(true);
    const own = [...request.indices].map((sample) => labels[sample]);
    expect(await purity(made.positions, own)).toBeGreaterThan(0.8);
  });

  it('tells what the run says of the images, and reads its layers', async () => {
    const { request, labels } = desk({ epochs: 12 });
    const answers = createMapAnswers();
    const layers = answers.layers({ model: request.model ?? '' });
    const plain = { ...request, method: 'pca' } as const;
    const pixels = await answers.make(plain, silent);
    const layer = (await layers)[0].layer;
    const hidden = await answers.make({ ...plain, layer, key: 'b' }, silent);
    expect(hidden.numbers).not.toBe(64);
    expect(hidden.answers).toEqual(pixels.answers);
    const right = [...request.indices].filter(
      (sample, n) => labels[sample] === hidden.answers?.answered[n],
    );
    expect(right.length / request.indices.length).toBeGreaterThan(0.8);
    // What the network has learnt parts the classes better than the pixels do.
    const own = [...request.indices].map((sample) => labels[sample]);
    expect(await purity(hidden.positions, own)).toBeGreaterThan(
      await purity(pixels.positions, own),
    );
    await expect(answers.make({ ...plain, layer: 99, key: 'c' }, silent)).rejects.toThrow(
      'map.noLayer',
    );
    expect((await answers.make({ ...plain, model: null, key: 'd' }, silent)).answers).toBeNull();
  });

  it('ends when it is cancelled: before it is laid out with an error, then with what is there', async () => {
    const { request, steering } = desk();
    const made = await createMapAnswers().make(request, ({ step }) => {
      if (step > 1) steering.cancel();
    });
    expect(made.cancelled).toBe(true);
    await expect(createMapAnswers().make(request, silent)).rejects.toThrow('lab.cancelled');
  });

  it('lays out images that are all alike, and ones too few', async () => {
    const { request } = desk();
    const data = { ...request.data, pixels: new SharedArrayBuffer(request.data.pixels.byteLength) };
    const alike = await createMapAnswers().make({ ...request, data, key: 'e' }, silent);
    expect([...alike.positions].every((value) => value === 0)).toBe(true);
    const indices = request.indices.slice(0, 2);
    const few = await createMapAnswers().make({ ...request, indices, key: 'f' }, silent);
    expect(few.positions).toHaveLength(4);
  });
});
