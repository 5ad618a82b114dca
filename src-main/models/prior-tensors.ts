/** The prior of `training/prior.ts` as tensors of a model file. */
import type { PrincipalComponents } from '../engine/principal-components.ts';
import { brokenModel } from './broken-model.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

const names = {
  mean: 'prior.mean',
  components: 'prior.components',
  deviations: 'prior.deviations',
} as const;

/** `mean` `[size]`, `components` `[count, size]`, `deviations` `[count]`. */
export function tensorsOfPrior(prior: PrincipalComponents): Map<string, Tensor> {
  const { mean, components, deviations } = prior;
  return new Map<string, Tensor>([
    [names.mean, { shape: [mean.length], values: mean }],
    [names.components, { shape: [deviations.length, mean.length], values: components }],
    [names.deviations, { shape: [deviations.length], values: deviations }],
  ]);
}

/**
 * Null in files that were written before there was one.
 * @param size pixels of an image
 * @throws UserError `model.broken`
 */
export function priorIn(file: TensorFile, size: number, path: string): PrincipalComponents | null {
  const [mean, components, deviations] = [names.mean, names.components, names.deviations].map(
    (name) => file.tensors.get(name),
  );
  if (!mean && !components && !deviations) return null;
  if (
    !(mean?.values instanceof Float32Array) ||
    !(components?.values instanceof Float32Array) ||
    !(deviations?.values instanceof Float32Array) ||
    mean.shape.join() !== [size].join() ||
    components.shape.join() !== [deviations.values.length, size].join() ||
    ![mean, components, deviations].every(({ values }) =>
      (values as Float32Array).every(Number.isFinite),
    )
  )
    throw brokenModel(path, 'tensorShape', { tensor: 'prior.*' });
  return { mean: mean.values, components: components.values, deviations: deviations.values };
}
