/** What the kernels' WebAssembly modules export. Built by `npm run build:kernels`. */
export { fuses } from './arithmetic';
export { denseForward, denseInputGradient, denseParameterGradients } from './dense';
export { adam, addScaled, momentum, sgd } from './updates';
