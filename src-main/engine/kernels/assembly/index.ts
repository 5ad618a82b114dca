/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { activate, activateGradient, softmax, softmaxGradient } from './activations';
export { fuses } from './arithmetic';
export { addToRows, moveBackground, sumRows } from './background';
export { denseBiasGradients, denseForward, denseLearn, denseWeightGradients } from './dense';
export { multiplyTile } from './tiles';
export { transpose } from './transpose';
export { addScaled, scratch, update } from './updates';
