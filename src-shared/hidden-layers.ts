/**
 * How hidden layers are written: a width alone is a dense layer, the others are words such as
 * `conv5x5x32`, `maxpool2` or `dropout0.5`. Form, command line, presets and records all use these.
 */

/**
 * A dense layer's units, or one of these words, in this spelling:
 *
 * - `conv5x5x32`: a convolution of 32 channels with kernels of 5 x 5 pixels (height, width),
 *   followed by the activation. Options, in this order: `/valid` (no padding: the image shrinks;
 *   else it keeps its size), `/stride2`, and `/lenet` (LeCun's table of which of 6 channels feed
 *   which of 16).
 * - `maxpool2`, `meanpool2`: the largest, or the mean, of each 2 x 2 pixels; `meanpool2/trained`:
 *   times a gain and plus a bias that each channel learns, followed by the activation, as in LeNet-5.
 * - `dropout0.5`: in training, each number is left out with this probability.
 * - `batchnorm`: each channel (each unit of a dense layer) is brought to a mean of 0 and a variance
 *   of 1 over the batch, then to a gain and a shift that it learns.
 * - `pad2`: so many rows and columns of zeros on each side.
 */
export type HiddenLayer = number | string;

export type HiddenLayerSpec =
  | { kind: 'dense'; units: number }
  | {
      kind: 'convolution';
      /** Of the kernel, pixels. */
      height: number;
      width: number;
      channels: number;
      padding: 'same' | 'valid';
      stride: number;
      table: 'full' | 'lenet';
    }
  | { kind: 'maxPooling' | 'meanPooling'; size: number; trained: boolean }
  | { kind: 'dropout'; rate: number }
  | { kind: 'batchNormalisation' }
  | { kind: 'padding'; size: number };

export const maximumUnits = 4096;
export const maximumChannels = 512;
export const maximumKernel = 15;
export const maximumPool = 16;

const within = (n: number, maximum: number): boolean =>
  Number.isInteger(n) && n >= 1 && n <= maximum;

/** What a layer says, or null when it is none. */
export function readHiddenLayer(layer: unknown): HiddenLayerSpec | null {
  if (typeof layer === 'number')
    return within(layer, maximumUnits) ? { kind: 'dense', units: layer } : null;
  if (typeof layer !== 'string') return null;
  const convolution =
    /^conv(\d{1,3})x(\d{1,3})x(\d{1,4})(\/valid)?(?:\/stride(\d{1,2}))?(\/lenet)?$/.exec(layer);
  if (convolution) {
    const [, height, width, channels, valid, stride = '1', lenet] = convolution;
    const spec = {
      kind: 'convolution' as const,
      height: Number(height),
      width: Number(width),
      channels: Number(channels),
      padding: valid ? ('valid' as const) : ('same' as const),
      stride: Number(stride),
      table: lenet ? ('lenet' as const) : ('full' as const),
    };
    const fits =
      within(spec.height, maximumKernel) &&
      within(spec.width, maximumKernel) &&
      within(spec.channels, maximumChannels) &&
      within(spec.stride, Math.min(spec.height, spec.width));
    return fits ? spec : null;
  }
  const pooling = /^(max|mean)pool(\d{1,2})(\/trained)?$/.exec(layer);
  if (pooling) {
    const [, how, digits, trained] = pooling;
    const size = Number(digits);
    if (!within(size, maximumPool) || size < 2 || (how === 'max' && trained)) return null;
    return { kind: how === 'max' ? 'maxPooling' : 'meanPooling', size, trained: Boolean(trained) };
  }
  if (layer === 'batchnorm') return { kind: 'batchNormalisation' };
  const dropout = /^dropout(0?\.\d{1,3})$/.exec(layer);
  if (dropout) {
    const rate = Number(dropout[1]);
    return rate > 0 ? { kind: 'dropout', rate } : null;
  }
  const padding = /^pad(\d{1,2})$/.exec(layer);
  if (padding && within(Number(padding[1]), maximumPool))
    return { kind: 'padding', size: Number(padding[1]) };
  return null;
}

/** One item of a typed list; text that is no layer comes back as it is. */
export function parseHiddenLayer(text: string): HiddenLayer {
  const word = text.toLowerCase();
  return /^\d+$/.test(word) ? Number(word) : word;
}
