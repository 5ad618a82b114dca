import { describe, expect, it } from 'vitest';
import type { HiddenLayer } from '../../../src-shared/hidden-layers.ts';
import { layerProblem } from '../../../src-shared/network-size.ts';
import { addableKinds, type AddableKind, addLayer } from './add-layer.ts';

const mnist = { height: 28, width: 28 };
const after = (kind: AddableKind, ...layers: HiddenLayer[]) =>
  addLayer(kind, layers, mnist)?.layers ?? null;

describe('the next layer', () => {
  it('of units is half as wide as the last', () => {
    expect(after('dense')).toEqual([256]);
    expect(after('dense', 300)).toEqual([300, 150]);
    expect(after('dense', 40)).toEqual([40, 32]);
    expect(after('dense', 16)).toEqual([16, 16]);
    expect(after('dense', 'conv3x3x8')).toEqual(['conv3x3x8', 128]);
  });

  it('of images goes before the dense ones', () => {
    expect(after('convolution', 256)).toEqual(['conv3x3x16', 256]);
    expect(after('maxPooling', 'conv5x5x8', 64, 32)).toEqual(['conv5x5x8', 'maxpool2', 64, 32]);
    expect(after('padding', 'conv5x5x8')).toEqual(['conv5x5x8', 'pad2']);
  });

  it('has twice the channels behind a pooling', () => {
    expect(after('convolution', 'conv5x5x8')?.at(-1)).toBe('conv3x3x8');
    expect(after('convolution', 'conv5x5x8', 'meanpool2')?.at(-1)).toBe('conv3x3x16');
    expect(after('convolution', 'conv5x5x100', 'maxpool2')?.at(-1)).toBe('conv3x3x128');
    expect(after('convolution', 'conv5x5x300', 'maxpool2')?.at(-1)).toBe('conv3x3x300');
  });

  it('drops half of the units, a quarter of the pixels, and not twice', () => {
    expect(after('dropout', 64)).toEqual([64, 'dropout0.5']);
    expect(after('dropout', 'conv3x3x8')).toEqual(['conv3x3x8', 'dropout0.25']);
    expect(after('dropout', 64, 'dropout0.2')).toBeNull();
  });

  it('normalises behind the last layer, and not twice', () => {
    expect(after('batchNormalisation', 'conv3x3x8')).toEqual(['conv3x3x8', 'batchnorm']);
    expect(after('batchNormalisation', 64, 'batchnorm')).toBeNull();
  });

  it('is none where nothing would be left of the image, or the list is full', () => {
    expect(after('maxPooling', 'maxpool16')).toBeNull();
    expect(after('dense', ...Array<number>(24).fill(8))).toBeNull();
  });

  it('can always be built, whatever was added before', () => {
    let layers: HiddenLayer[] = [];
    for (let i = 0; i < 30; i++) {
      layers =
        addLayer(addableKinds[(5 * i) % addableKinds.length], layers, mnist)?.layers ?? layers;
      expect(layerProblem({ hiddenLayers: layers, bias: true }, mnist)).toBeNull();
    }
    expect(layers.length).toBeGreaterThan(12);
  });
});
