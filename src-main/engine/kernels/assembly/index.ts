/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { activate, activateGradient, softmax, softmaxGradient } from './activations';
export { fuses } from './arithmetic';
export { addToRows, moveBackground, sumRows } from './background';
export { combineChannels, sumChannels } from './channels';
export {
  convolutionForward,
  convolutionInputGradients,
  convolutionWeightGradients,
  packWeights,
} from './convolution';
export { convolutionTile } from './convolution-tile';
export {
  denseBiasGradients,
  denseForward,
  denseLearn,
  denseLearnOne,
  denseListColumns,
  denseWeightGradients,
} from './dense';
export { denseLearnByUnits } from './dense-learn';
export { denseForwardTiles, packInput } from './dense-tiles';
export {
  maxPoolingBackward,
  maxPoolingForward,
  meanPoolingBackward,
  meanPoolingForward,
} from './pooling';
export { expand } from './expand';
export { multiplyTile } from './tiles';
export { listColumns } from './sparse';
export { transpose } from './transpose';
export { addScaled, scratch, update } from './updates';
export { winogradForward, winogradWeights } from './winograd';
export {
  addOuterProducts,
  winogradInputGradients,
  winogradTranspose,
  winogradValues,
  winogradWeightGradients,
} from './winograd-gradients';
