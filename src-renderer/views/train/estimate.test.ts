import { describe, expect, it } from 'vitest';
import { defaultHyperparameters, type OptimiserName } from '../../../src-shared/hyperparameters.ts';
import { estimate } from './estimate.ts';

const dataset = {
  width: 20,
  height: 20,
  classes: Array.from({ length: 10 }, (_, i) => String(i)),
  counts: {
    train: Array<number>(10).fill(500),
    validation: Array<number>(10).fill(0),
    test: Array<number>(10).fill(0),
  },
};
const withTest = { ...dataset, counts: { ...dataset.counts, test: Array<number>(10).fill(100) } };
const h = { ...defaultHyperparameters, hiddenLayers: [128], bias: true };

describe('the estimate', () => {
  it('counts layers and parameters', () => {
    expect(estimate(h, dataset)).toMatchObject({
      sizes: [400, 128, 10],
      network: '400-128-10',
      parameters: 400 * 128 + 128 + 128 * 10 + 10,
      problem: null,
    });
    expect(estimate({ ...h, bias: false }, dataset).parameters).toBe(400 * 128 + 128 * 10);
  });

  it('counts the images of a fold, and leaves test images of the files out', () => {
    const images = (change: Partial<typeof h>, of = dataset) =>
      estimate({ ...h, ...change }, of).images;
    expect(images({ folds: 5, fold: 2 })).toEqual({ train: 3600, validation: 400, test: 1000 });
    expect(images({ folds: 5, fold: 2 }, withTest)).toEqual(images({ folds: 5, fold: 2 }));
    expect(images({ folds: 3, fold: 3, validationFraction: 0 }).test).toBe(1666);
    expect(estimate({ ...h, folds: 5, fold: 6 }, dataset).problem?.code).toBe('split.noSuchFold');
  });

  it('counts only the kept images for nearest neighbours', () => {
    const kept = {
      ...h,
      method: 'nearestNeighbours',
      testFraction: 0,
      validationFraction: 0,
    } as const;
    expect(estimate(kept, dataset)).toMatchObject({
      parameters: 0,
      neighbours: 3,
      bytes: 5000 * 400,
      problem: null,
    });
    expect(estimate(h, dataset).neighbours).toBeNull();
  });

  it('draws the test images first, then validation from the rest', () => {
    const { images } = estimate({ ...h, testFraction: 0.2, validationFraction: 0.1 }, dataset);
    expect(images).toEqual({ train: 3600, validation: 400, test: 1000 });
  });

  it('leaves a split alone that the data set brings along', () => {
    const { images } = estimate({ ...h, testFraction: 0.5, validationFraction: 0.1 }, withTest);
    expect(images).toEqual({ train: 4500, validation: 500, test: 1000 });
  });

  it('counts images that are limited, or drawn anew', () => {
    const share = { ...h, testFraction: 0.15, validationFraction: 0 };
    const limited = estimate({ ...share, imageLimit: 1000 }, withTest).images;
    expect(limited).toEqual({ train: 1000, validation: 0, test: 1000 });
    const anew = estimate({ ...share, splitSource: 'drawn', imageLimit: 1000 }, withTest).images;
    expect(anew).toEqual({ train: 850, validation: 0, test: 150 });
  });

  it('says which layer does not fit', () => {
    const { problem } = estimate({ ...h, hiddenLayers: ['pad2', 64, 'maxpool2'] }, dataset);
    expect(problem).toEqual({
      code: 'layer.afterDense',
      values: { layer: 'maxpool2', shape: '1 x 1 x 64' },
    });
  });

  it('refuses batches that no memory holds', () => {
    const hiddenLayers = ['conv5x5x32', 'maxpool2', 'conv5x5x64'];
    expect(estimate({ ...h, hiddenLayers }, dataset).problem).toBeNull();
    const { problem } = estimate({ ...h, hiddenLayers, batchSize: 65_536 }, dataset);
    expect(problem?.code).toBe('training.batchTooLarge');
  });

  it('needs more memory for an optimiser that remembers more', () => {
    const bytes = (optimiser: OptimiserName): number =>
      estimate({ ...h, optimiser }, dataset).bytes;
    expect(bytes('momentum')).toBeGreaterThan(bytes('sgd'));
    expect(bytes('nesterov')).toBe(bytes('momentum'));
    expect(bytes('adamw')).toBe(bytes('adam'));
    expect(bytes('adam')).toBeGreaterThan(bytes('momentum'));
  });

  it('says what makes a training impossible', () => {
    const huge = { ...dataset, width: 4096, height: 4096 };
    expect(estimate(h, huge).problem?.code).toBe('training.tooManyParameters');
    const tiny = {
      ...dataset,
      counts: { train: [1, 0], validation: [0, 0], test: [0, 0] },
    };
    expect(estimate(h, tiny).problem).toEqual({
      code: 'training.tooFewImages',
      values: { count: 1 },
    });
    const blind = { ...h, validationFraction: 0 };
    expect(estimate({ ...blind, earlyStopping: 5 }, dataset).problem).toEqual({
      code: 'hyperparameter.needsValidation',
      values: { name: 'earlyStopping' },
    });
    expect(estimate({ ...blind, schedule: 'plateau' }, dataset).problem?.values).toEqual({
      name: 'schedule',
    });
    expect(estimate(blind, dataset).problem).toBeNull();
    expect(estimate({ ...h, earlyStopping: 5 }, dataset).problem).toBeNull();
  });
});
