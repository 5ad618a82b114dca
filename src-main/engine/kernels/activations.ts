/** Activations in WebAssembly; what is not here is computed in TypeScript. */
import type { Activation, AnyActivationName } from '../activations.ts';
import type { Machine } from './webassembly.ts';

/** By the numbers that `assembly/activations.ts` gives them. */
const kinds = [
  'linear',
  'relu',
  'straightThroughRelu',
  'leakyRelu',
  'elu',
  'sigmoid',
  'tanh',
  'scaledTanh',
] as const satisfies readonly AnyActivationName[];

/** What four numbers cost with an exp, in multiply-adds; one that many share is a third of a page. */
const exponentialWork = 8;
const grain = 1024;

export function createActivationKernels({
  split,
  addressOf,
}: Machine): Partial<Record<AnyActivationName, Activation>> {
  const elementwise = (kind: number): Activation => ({
    forward(output, input, batch, width) {
      const length = batch * width;
      const work = length * exponentialWork;
      split('activate', length, grain, work, addressOf(output), addressOf(input), kind);
    },
    backward(dInput, dOutput, input, output, batch, width) {
      const length = batch * width;
      split(
        'activateGradient',
        length,
        grain,
        length,
        addressOf(dInput),
        addressOf(dOutput),
        addressOf(input),
        addressOf(output),
        kind,
      );
    },
  });
  const softmax: Activation = {
    forward(output, input, batch, width) {
      const work = batch * width * exponentialWork;
      split('softmax', batch, 1, work, addressOf(output), addressOf(input), width);
    },
    backward(dInput, dOutput, _input, output, batch, width) {
      const work = batch * width * exponentialWork;
      const [dIn, dOut] = [addressOf(dInput), addressOf(dOutput)];
      split('softmaxGradient', batch, 1, work, dIn, dOut, addressOf(output), width);
    },
  };
  return {
    ...Object.fromEntries(kinds.map((name, kind) => [name, elementwise(kind)])),
    softmax,
  };
}
