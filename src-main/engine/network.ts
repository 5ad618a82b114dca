import { createKernels } from './kernels/choose.ts';
import type { Kernels, Step } from './kernels/kernels.ts';
import { planLayer, type LayerSpec } from './layers/index.ts';
import { isKept, type Layer, type TensorPlan } from './layers/layer.ts';
import type { Random } from './random.ts';
import { type Shape, SpecError, sizeOf } from './shape.ts';
import type { Precision, Vector } from './vector.ts';

/** A network as plain JSON. */
export interface NetworkSpec {
  readonly inputSize: number;
  /** Of the images, where a layer needs to know; `inputSize` numbers. */
  readonly inputShape?: Shape;
  readonly layers: readonly LayerSpec[];
  /**
   * `book`: the rule of Rashid's *Make Your Own Neural Network*. What reaches the hidden layers is
   * the outputs' error as it is, not times the slope of the output's activation; the output's own
   * weights learn as ever. It is not the gradient, and learns faster while outputs are saturated.
   */
  readonly hiddenErrors?: 'book';
}

/**
 * Where a tensor lies in `parameters` and `gradients`. `name`: `layers.0.weights`, by the place in
 * `spec.layers`.
 */
interface TensorView extends TensorPlan {
  name: string;
  offset: number;
  length: number;
}

export interface LayerOutput {
  shape: Shape;
  /** The network's own buffer: its first rows hold until the next `forward`. */
  values: Vector;
}

export interface Network {
  readonly spec: NetworkSpec;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly outputShape: Shape;
  /** The most samples that `forward` takes at once. */
  readonly batchSize: number;
  /** The same of `backward`. */
  readonly trainingBatch: number;
  readonly precision: Precision;
  /** What computes it. Vectors made with `kernels.createVector` go in without a copy. */
  readonly kernels: Kernels;
  /**
   * All trainable numbers, one after another as `tensors` says: an optimiser is one loop, a
   * checkpoint one buffer. To be asked for each time: `learn` may have put off a part of what moves
   * them, which is then made good.
   */
  readonly parameters: Vector;
  /** Laid out like `parameters`. `backward` adds to them; an optimiser's step clears them. */
  readonly gradients: Vector;
  readonly tensors: readonly TensorView[];
  /**
   * The loss's derivative by the input of the last `backward`, `[batchSize, inputSize]`; null
   * unless asked for.
   */
  readonly inputGradient: Vector | null;
  /** What each layer of `spec.layers` gave in the last `forward`: `[batchSize, size of its shape]`. */
  readonly layerOutputs: readonly LayerOutput[];
  /** Some layer does something else in training, and needs `random` to know, and to draw from. */
  readonly changesInTraining: boolean;
  /** One line: `400-128-10 relu, 52,618 parameters`. */
  readonly summary: string;
  /**
   * `input` `[batch, inputSize]` must stay as it is until `backward`. Returns the network's own
   * buffer, `[batchSize, outputSize]`: its first `batch` rows hold until the next call. `random`: in
   * training only, for what layers draw.
   */
  forward(input: Vector, batch: number, random?: Random | null): Vector;
  /**
   * `dOutput` `[batch, outputSize]`: the loss's derivative by what the last `forward` returned,
   * same `batch`.
   */
  backward(dOutput: Vector, batch: number): void;
  /**
   * The derivative by the input alone, in `inputGradient`, which must have been asked for: nothing is
   * added to `gradients`, and it is the gradient even where the book's rule trains.
   */
  backwardInput(dOutput: Vector, batch: number): void;
  /**
   * `backward` and a step of the optimiser in one, which saves the way of the gradients through
   * memory: layer by layer as the errors come by. `l2` times each weight is added to its gradient. For
   * rules that the kernels compute.
   */
  learn(dOutput: Vector, batch: number, step: Step, l2: number): void;
}

interface NetworkOptions {
  batchSize: number;
  /** At most `batchSize`, which it is unless said otherwise. */
  trainingBatch?: number;
  precision?: Precision;
  /** Those of no other network; of the precision asked for. */
  kernels?: Kernels;
  /** Whether `backward` goes on to the input, which training does not need and saliency does. */
  inputGradient?: boolean;
}

/** All memory is allocated here; parameters start at zero (see `initialisers.ts`). */
export function createNetwork(
  spec: NetworkSpec,
  {
    batchSize,
    trainingBatch = batchSize,
    precision = 'float32',
    kernels = createKernels(precision),
    inputGradient: wantsInputGradient = false,
  }: NetworkOptions,
): Network {
  const { createVector } = kernels;
  const { inputSize } = spec;
  const { plans, tensors, count, outputShape } = planNetwork(spec);
  const outputSize = sizeOf(outputShape);
  const parameters = createVector(count);
  const gradients = createVector(count);
  const layers = plans.map(({ plan, own }): Layer => {
    const viewsOf = (all: Vector): Vector[] =>
      own.map(({ offset, length }) => all.subarray(offset, offset + length));
    return plan.create(viewsOf(parameters), viewsOf(gradients), batchSize, kernels);
  });
  const outputs = plans.map(({ plan }) => createVector(batchSize * sizeOf(plan.outputShape)));
  const inputGradient = wantsInputGradient ? createVector(trainingBatch * inputSize) : null;
  /** The first layer that a gradient must reach. */
  const first = wantsInputGradient
    ? 0
    : Math.max(
        0,
        plans.findIndex(({ own }) => own.length > 0),
      );
  /** Of each layer's input: the output of the layer before it. Made for the first `backward`. */
  let dInputs: (Vector | null)[] | null = null;
  const createGradients = (): (Vector | null)[] =>
    plans.map((_, i) => {
      if (i === 0) return inputGradient;
      if (i <= first) return null;
      return createVector(trainingBatch * sizeOf(plans[i - 1].plan.outputShape));
    });
  const last = layers.length - 1;
  let lastInput: Vector | null = null;
  /** Copies of what comes from elsewhere than the kernels' memory. */
  let copies: { input: Vector; dOutput: Vector } | null = null;

  const within = (name: 'input' | 'dOutput', values: Vector, length: number): Vector => {
    if (kernels.owns(values)) return values;
    copies ??= {
      input: createVector(batchSize * inputSize),
      dOutput: createVector(batchSize * outputSize),
    };
    copies[name].set(values.subarray(0, length));
    return copies[name];
  };

  const requireBatch = (
    call: string,
    batch: number,
    largest: number,
    width: number,
    values: Vector,
  ): void => {
    if (!(batch >= 1 && batch <= largest))
      throw new Error(`${call}: the batch must be from 1 to ${largest}, not ${batch}`);
    if (values.length < batch * width)
      throw new Error(`${call}: ${batch} x ${width} numbers needed, ${values.length} given`);
  };

  /** The errors of one layer to the layer before it; with `step`, the layer learns. */
  function passBack(
    index: number,
    dInput: Vector | null,
    dLayer: Vector,
    input: Vector,
    batch: number,
    step: Step | null,
    l2: number,
  ): void {
    const layer = layers[index];
    const moved = step && layer.learn?.(dInput, dLayer, input, batch, step, l2);
    if (moved === undefined || moved === null)
      layer.backward(dInput, dLayer, input, outputs[index], batch);
    if (!step) return;
    for (const { role, offset, length } of plans[index].own) {
      const isWeights = role === 'weights';
      if (!(moved && isWeights))
        kernels.updates?.move(step, gradients, offset, length, isWeights ? l2 : 0);
    }
  }

  function propagate(dOutput: Vector, batch: number, step: Step | null, l2: number): void {
    if (!lastInput) throw new Error('backward: call forward first');
    requireBatch('backward', batch, trainingBatch, outputSize, dOutput);
    dInputs ??= createGradients();
    const dLast = within('dOutput', dOutput, batch * outputSize);
    let gradient = dLast;
    let from = last;
    if (spec.hiddenErrors === 'book') {
      const [slope, dense] = [layers[last], layers[last - 1]];
      const [dSums, dHidden] = [dInputs[last], dInputs[last - 1]];
      if (last < 2 || !dSums || !dense?.backwardInput)
        throw new Error("the book's rule needs a hidden layer, and an activation on the output");
      slope.backward(dSums, dLast, outputs[last - 1], outputs[last], batch);
      // Before the layer learns: the errors go back through the weights that made them.
      if (dHidden) dense.backwardInput(dHidden, dLast, outputs[last - 2], outputs[last - 1], batch);
      passBack(last - 1, null, dSums, outputs[last - 2], batch, step, l2);
      if (dHidden) gradient = dHidden;
      from = last - 2;
    }
    for (let i = from; i >= first; i--) {
      const dInput = dInputs[i];
      passBack(i, dInput, gradient, i === 0 ? lastInput : outputs[i - 1], batch, step, l2);
      if (dInput) gradient = dInput;
    }
  }

  return {
    spec,
    inputSize,
    outputSize,
    outputShape,
    batchSize,
    trainingBatch,
    precision,
    kernels,
    get parameters() {
      for (const layer of layers) layer.settle?.();
      return parameters;
    },
    gradients,
    tensors,
    inputGradient,
    layerOutputs: plans.map(({ plan }, i) => ({ shape: plan.outputShape, values: outputs[i] })),
    changesInTraining: plans.some(({ plan }) => plan.changesInTraining),
    summary: describeNetwork(spec),

    forward(input, batch, random = null) {
      requireBatch('forward', batch, batchSize, inputSize, input);
      lastInput = within('input', input, batch * inputSize);
      layers[0].forward(outputs[0], lastInput, batch, random);
      for (let i = 1; i <= last; i++) layers[i].forward(outputs[i], outputs[i - 1], batch, random);
      return outputs[last];
    },

    backward(dOutput, batch) {
      propagate(dOutput, batch, null, 0);
    },

    backwardInput(dOutput, batch) {
      if (!inputGradient) throw new Error('backwardInput: made without inputGradient');
      if (!lastInput) throw new Error('backwardInput: call forward first');
      requireBatch('backwardInput', batch, trainingBatch, outputSize, dOutput);
      dInputs ??= createGradients();
      let gradient = within('dOutput', dOutput, batch * outputSize);
      for (let i = last; i >= 0; i--) {
        const [layer, dInput] = [layers[i], dInputs[i]];
        if (!dInput) throw new Error('backwardInput: a layer without a gradient');
        const input = i === 0 ? lastInput : outputs[i - 1];
        if (layer.backwardInput) layer.backwardInput(dInput, gradient, input, outputs[i], batch);
        else layer.backward(dInput, gradient, input, outputs[i], batch);
        gradient = dInput;
      }
    },

    learn(dOutput, batch, step, l2) {
      propagate(dOutput, batch, step, l2);
    },
  };
}

/**
 * What each layer needs, before any memory is allocated.
 * @throws SpecError
 */
function planNetwork(spec: NetworkSpec) {
  if (spec.layers.length === 0) throw new SpecError('A network needs at least one layer');

  let shape = spec.inputShape ?? { height: 1, width: 1, channels: spec.inputSize };
  if (sizeOf(shape) !== spec.inputSize)
    throw new SpecError(`The input's shape has ${sizeOf(shape)} numbers, not ${spec.inputSize}`);
  let count = 0;
  let trained = 0;
  const tensors: TensorView[] = [];
  const plans = spec.layers.map((layerSpec, index) => {
    const plan = planLayer(layerSpec, shape);
    shape = plan.outputShape;
    const own = plan.tensors.map((tensor): TensorView => {
      const length = tensor.shape.reduce((product, n) => product * n, 1);
      const view = { ...tensor, name: `layers.${index}.${tensor.role}`, offset: count, length };
      count += length;
      if (!isKept(tensor)) trained += length;
      return view;
    });
    tensors.push(...own);
    return { plan, own };
  });
  return { plans, tensors, count, trained, outputShape: shape };
}

/**
 * Trainable numbers, and the numbers that all layers together give for one sample.
 * @throws SpecError
 */
export function measureNetwork(spec: NetworkSpec): { parameters: number; numbers: number } {
  const { plans, trained } = planNetwork(spec);
  return {
    parameters: trained,
    numbers: plans.reduce((sum, { plan }) => sum + sizeOf(plan.outputShape), 0),
  };
}

/** `400-128-10 relu, 52,618 parameters`: sizes in order, then each different note once. */
export function describeNetwork(spec: NetworkSpec): string {
  const { plans, trained } = planNetwork(spec);
  const labels = plans.map(({ plan }) => plan.label);
  const { height, width, channels } = spec.inputShape ?? { height: 1, width: 1, channels: 1 };
  const input = spec.inputShape
    ? [height, width, ...(channels > 1 ? [channels] : [])].join('x')
    : String(spec.inputSize);
  const steps = [input, ...labels.flatMap(({ step }) => step ?? [])];
  const notes = new Set(labels.flatMap(({ note }) => note ?? []));
  const shape = [steps.join('-'), ...notes].join(' ');
  return `${shape}, ${grouped(trained)} parameters`;
}

/** `52,618`. Not by `toLocaleString`, whose first call loads a locale for more than 10 ms. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
