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
export { denseBiasGradients, denseForward, denseWeightGradients } from './dense';
export {
  maxPoolingBackward,
  maxPoolingForward,
  meanPoolingBackward,
  meanPoolingForward,
} from './pooling';
export { multiplyTile } from './tiles';
export { transpose } from './transpose';
export { adam, addScaled, momentum, sgd } from './updates';
export { winogradForward, winogradWeights } from './winograd';
export {
  addOuterProducts,
  winogradInputGradients,
  winogradTranspose,
  winogradValues,
  winogradWeightGradients,
} from './winograd-gradients';
