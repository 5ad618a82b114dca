/** What the hyper-parameters' network looks like, layer by layer, before any memory is allocated. */
import type { ErrorInfo } from './errors.ts';
import { type HiddenLayer, type HiddenLayerSpec, readHiddenLayer } from './hidden-layers.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Rows, columns and channels; dense layers have 1 x 1 x units. */
export interface Shape {
  height: number;
  width: number;
  channels: number;
}

export interface LayerRow {
  /** As it is written among the hidden layers; null for the output layer. */
  layer: HiddenLayer | null;
  kind: HiddenLayerSpec['kind'];
  output: Shape;
  parameters: number;
  /** What is kept of one image: the outputs, and the sums before an activation. */
  numbers: number;
  /** Multiplications of one image's forward pass. */
  multiplications: number;
}

/** Of LeNet-5's third layer: each of its 16 channels sees some of 6. See `lenetTable`. */
export const lenetConnections = 60;

export const sizeOf = ({ height, width, channels }: Shape): number => height * width * channels;

/** `28 x 28 x 6`, `28 x 28` of a single channel, and of a vector its length alone. */
export function shapeText({ height, width, channels }: Shape, times = ' x '): string {
  if (height * width === 1) return String(channels);
  return [height, width, ...(channels > 1 ? [channels] : [])].join(times);
}

/** Without a method it is a network; another method has no layers. */
type NetworkChoice = Pick<Hyperparameters, 'hiddenLayers' | 'bias'> &
  Partial<Pick<Hyperparameters, 'method'>>;
export type Image = Pick<Shape, 'height' | 'width'>;

/**
 * One row a layer, the output layer last. Stops at a layer that does not fit; nearest neighbours have
 * none.
 */
export function describeLayers(h: NetworkChoice, image: Image, classes: number): LayerRow[] {
  return walk(h, image, classes).rows;
}

/** Why the hidden layers can't be built on such images; null when they can. */
export function layerProblem(h: NetworkChoice, image: Image): ErrorInfo | null {
  const { stopped } = walk(h, image, 2);
  if (!stopped) return null;
  const { height, width, channels } = stopped.input;
  const code = isSpatial(stopped.spec) && stopped.flat ? 'afterDense' : stopped.reason;
  return {
    code: `layer.${code}`,
    values: { layer: String(stopped.layer), shape: `${height} x ${width} x ${channels}` },
  };
}

interface Stop {
  layer: HiddenLayer;
  spec: HiddenLayerSpec;
  input: Shape;
  flat: boolean;
  reason: 'tooSmall' | 'notLenet';
}

function walk(h: NetworkChoice, image: Image, classes: number) {
  let input: Shape = { ...image, channels: 1 };
  let flat = false;
  const rows: LayerRow[] = [];
  let stopped: Stop | null = null;
  const append = (layer: HiddenLayer | null, spec: HiddenLayerSpec): boolean => {
    const output = outputOf(spec, input);
    const reason = isLenet(spec, input) ? 'tooSmall' : 'notLenet';
    if (layer !== null && (!output || reason === 'notLenet' || (flat && isSpatial(spec)))) {
      stopped = { layer, spec, input, flat, reason };
      return false;
    }
    if (!output) return false;
    const numbers = sizeOf(output) * (layer !== null && isActivated(spec) ? 2 : 1);
    rows.push({ layer, kind: spec.kind, output, numbers, ...costOf(spec, input, output, h.bias) });
    input = output;
    flat ||= spec.kind === 'dense';
    return true;
  };
  if (h.method === 'nearestNeighbours') return { rows, stopped };
  const built = h.hiddenLayers.every((layer) => {
    const spec = readHiddenLayer(layer);
    return spec !== null && append(layer, spec);
  });
  if (built) append(null, { kind: 'dense', units: classes });
  return { rows, stopped: stopped as Stop | null };
}

/** Goes with pixels and plain numbers alike, and leaves their count as it is. */
const keepsShape = ({ kind }: Pick<HiddenLayerSpec, 'kind'>): boolean =>
  kind === 'dropout' || kind === 'batchNormalisation';

const isSpatial = (spec: HiddenLayerSpec): boolean => spec.kind !== 'dense' && !keepsShape(spec);

/** An activation follows. */
const isActivated = (spec: HiddenLayerSpec): boolean =>
  spec.kind === 'dense' ||
  spec.kind === 'convolution' ||
  (spec.kind === 'meanPooling' && spec.trained);

const isLenet = (spec: HiddenLayerSpec, input: Shape): boolean =>
  spec.kind !== 'convolution' ||
  spec.table === 'full' ||
  (input.channels === 6 && spec.channels === 16);

/** Null where nothing would be left of the image. */
export function outputOf(spec: HiddenLayerSpec, input: Shape): Shape | null {
  const { height, width, channels } = input;
  switch (spec.kind) {
    case 'dense':
      return { height: 1, width: 1, channels: spec.units };
    case 'dropout':
    case 'batchNormalisation':
      return input;
    case 'padding':
      return { height: height + 2 * spec.size, width: width + 2 * spec.size, channels };
    case 'convolution': {
      // Padded: as many steps as fit on the image, the last one cut. Else: as many whole kernels.
      const steps = (length: number, kernel: number): number =>
        spec.padding === 'same'
          ? Math.ceil(length / spec.stride)
          : Math.floor((length - kernel) / spec.stride) + 1;
      const output = { height: steps(height, spec.height), width: steps(width, spec.width) };
      return output.height < 1 || output.width < 1 ? null : { ...output, channels: spec.channels };
    }
    default: {
      const output = {
        height: Math.floor(height / spec.size),
        width: Math.floor(width / spec.size),
      };
      return output.height < 1 || output.width < 1 ? null : { ...output, channels };
    }
  }
}

function costOf(spec: HiddenLayerSpec, input: Shape, output: Shape, bias: boolean) {
  switch (spec.kind) {
    case 'dense': {
      const weights = sizeOf(input) * spec.units;
      return { parameters: weights + (bias ? spec.units : 0), multiplications: weights };
    }
    case 'convolution': {
      const pairs = spec.table === 'lenet' ? lenetConnections : input.channels * spec.channels;
      const weights = spec.height * spec.width * pairs;
      return {
        parameters: weights + (bias ? spec.channels : 0),
        multiplications: weights * output.height * output.width,
      };
    }
    case 'meanPooling':
      return {
        parameters: spec.trained ? input.channels * (bias ? 2 : 1) : 0,
        multiplications: sizeOf(input),
      };
    case 'batchNormalisation':
      return { parameters: 2 * input.channels, multiplications: sizeOf(input) };
    default:
      return { parameters: 0, multiplications: 0 };
  }
}

/** Numbers that go in, and come out of each layer that changes how many: `[400, 128, 10]`. */
export function layerSizes(h: NetworkChoice, image: Image, classes: number): number[] {
  const sizes = describeLayers(h, image, classes).flatMap(({ kind, output }) =>
    keepsShape({ kind }) ? [] : [sizeOf(output)],
  );
  return [image.height * image.width, ...sizes];
}

/**
 * The network in one line: `784-300-10`, or from the image on where a layer needs one:
 * `28x28-conv5x5x32-maxpool2-1024-10`.
 */
export function networkLine(
  { hiddenLayers }: Pick<NetworkChoice, 'hiddenLayers'>,
  { height, width }: Image,
  classes: number,
): string {
  const needsImage = hiddenLayers.some((layer) => {
    const spec = readHiddenLayer(layer);
    return spec && isSpatial(spec);
  });
  return [needsImage ? `${height}x${width}` : height * width, ...hiddenLayers, classes].join('-');
}

/** Of each row its part of all multiplications, as a fraction of 1. */
export function multiplicationShares(rows: readonly LayerRow[]): number[] {
  const all = countMultiplications(rows);
  return rows.map(({ multiplications }) => (all > 0 ? multiplications / all : 0));
}

export const countMultiplications = (rows: readonly LayerRow[]): number =>
  rows.reduce((sum, { multiplications }) => sum + multiplications, 0);

/** Trainable numbers. */
export const countParameters = (h: NetworkChoice, image: Image, classes: number): number =>
  describeLayers(h, image, classes).reduce((sum, { parameters }) => sum + parameters, 0);

/** Numbers that all layers together keep of one image. */
export const countNumbers = (h: NetworkChoice, image: Image, classes: number): number =>
  describeLayers(h, image, classes).reduce((sum, { numbers }) => sum + numbers, 0);

/** Parameters above this would not leave room for gradients and optimiser state (12 bytes more each). */
export const maximumParameters = 50_000_000;

/** The layers' numbers for a whole batch, and their gradients: 2 GB. */
export const maximumBatchNumbers = 500_000_000;

/** Of an image; its numbers are 16 MB then. */
export const maximumNumbers = 4_000_000;

/**
 * Images that are evaluated at once: as many as make 64 MB, at most 256. No answer hangs on it.
 * @param numbers that all layers together keep of one image
 */
export const evaluationBatch = (numbers: number): number =>
  Math.min(256, Math.max(1, Math.floor(16_000_000 / numbers)));

/** The layers' numbers and, of a training batch, their gradients. */
export function batchNumbers(numbers: number, batchSize: number): number {
  return numbers * (Math.max(batchSize, evaluationBatch(numbers)) + batchSize);
}

/** Why a network of these hyper-parameters is too large to be trained; null when it is not. */
export function sizeProblem(
  h: NetworkChoice & Pick<Hyperparameters, 'batchSize'>,
  image: Image,
  classes: number,
): ErrorInfo | null {
  const parameters = countParameters(h, image, classes);
  if (parameters > maximumParameters)
    return {
      code: 'training.tooManyParameters',
      values: { count: parameters, maximum: maximumParameters },
    };
  const numbers = countNumbers(h, image, classes);
  if (numbers > maximumNumbers)
    return { code: 'training.tooManyNumbers', values: { count: numbers, maximum: maximumNumbers } };
  const needed = batchNumbers(numbers, h.batchSize);
  if (needed > maximumBatchNumbers)
    return {
      code: 'training.batchTooLarge',
      values: {
        batch: h.batchSize,
        needed: Math.ceil((needed * 4) / 1e6),
        maximum: (maximumBatchNumbers * 4) / 1e6,
      },
    };
  return null;
}
