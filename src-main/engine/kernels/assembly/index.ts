/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { activate, activateGradient, softmax, softmaxGradient } from './activations';
export { fuses } from './arithmetic';
export {
  convolutionForward,
  convolutionInputGradients,
  convolutionWeightGradients,
  packWeights,
} from './convolution';
export { convolutionTile } from './convolution-tile';
export {
  maxPoolingBackward,
  maxPoolingForward,
  meanPoolingBackward,
  meanPoolingForward,
} from './pooling';
export { winogradForward, winogradWeights } from './winograd';
export {
  addOuterProducts,
  winogradInputGradients,
  winogradTranspose,
  winogradValues,
  winogradWeightGradients,
} from './winograd-gradients';
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
