/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { activate, activateGradient, softmax, softmaxGradient } from './activations';
export { fuses } from './arithmetic';
export { addToRows, moveBackground, sumRows } from './background';
export {
  denseBiasGradients,
  denseForward,
  denseLearn,
  denseWeightGradients,
  scratch,
} from './dense';
export { multiplyTile } from './tiles';
export { transpose } from './transpose';
export { addScaled, update } from './updates';
