/** A network made ready for being asked backwards. */
import { createKernels } from '../../engine/kernels/choose.ts';
import type { LossName } from '../../../src-shared/hyperparameters.ts';
import type { AnyActivationName } from '../../engine/activations.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../engine/network.ts';

/** What a network's last sums are taken for: logits, when they are multiplied by `gain`. */
export interface Head {
  loss: Extract<LossName, 'softmaxCrossEntropy' | 'sigmoidCrossEntropy'>;
  gain: number;
}

/**
 * Of outputs that were trained towards 0 and 1, or to margins of -1 and 1: they are no logits, and
 * within this many times a logit's reach of each other when they are right. The pictures of one and
 * two hidden layers trained so are read best by another network from 4 to 16.
 */
const scoreGain = 8;

/** Behind these the sums are asked: where they are near their bounds, they have no slope. */
const opened: readonly AnyActivationName[] = [
  'sigmoid',
  'softmax',
  'tanh',
  'relu',
  'straightThroughRelu',
];

/**
 * @param network with its weights
 * @param trained the loss that it was trained with
 */
export function queryNetwork(
  network: Network,
  trained: LossName,
  { pictures, threads = 1 }: { pictures: number; threads?: number },
): { network: Network; head: Head } {
  const { inputSize, inputShape, layers } = network.spec;
  const last = layers.at(-1);
  const end = last?.kind === 'activation' && opened.includes(last.activation) ? last : null;
  // Without the book's rule, which is for training, and without what draws in training only.
  const spec: NetworkSpec = {
    inputSize,
    ...(inputShape && { inputShape }),
    layers: end ? layers.slice(0, -1) : layers,
  };
  const asked = createNetwork(spec, {
    batchSize: pictures,
    kernels: createKernels('float32', { threads }),
    inputGradient: true,
  });
  // What is taken off has no parameters, so they lie alike.
  asked.parameters.set(network.parameters);
  return { network: asked, head: headOf(end?.activation ?? null, trained) };
}

function headOf(end: AnyActivationName | null, trained: LossName): Head {
  switch (end) {
    case 'sigmoid':
    // tanh(x) is 2 sigmoid(2 x) - 1: what is large for one is large for the other.
    case 'tanh':
      return { loss: 'sigmoidCrossEntropy', gain: end === 'tanh' ? 2 : 1 };
    case 'softmax':
      return { loss: 'softmaxCrossEntropy', gain: 1 };
    default:
  }
  if (trained === 'softmaxCrossEntropy' || trained === 'sigmoidCrossEntropy')
    return { loss: trained, gain: 1 };
  return { loss: 'softmaxCrossEntropy', gain: scoreGain };
}
