/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { activate, activateGradient, softmax, softmaxGradient } from './activations';
export { fuses } from './arithmetic';
export { denseBiasGradients, denseForward, denseWeightGradients } from './dense';
export { multiplyTile } from './tiles';
export { transpose } from './transpose';
export { adam, addScaled, momentum, sgd } from './updates';
