/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { fuses } from './arithmetic';
export {
  convolutionBiasGradients,
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
export { reluBackward, reluForward } from './relu';
export { transpose } from './transpose';
export { adam, addScaled, momentum, sgd } from './updates';
