/**
 * The kinds of layer. To add one, add its file and its entry here: `LayerSpec` follows from the
 * map.
 */
import type { Shape } from '../shape.ts';
import { activation } from './activation.ts';
import { batchNormalisation } from './batch-normalisation.ts';
import { convolution } from './convolution.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import type { LayerPlan } from './layer.ts';
import { padding } from './padding.ts';
import { maxPooling, meanPooling, trainedPooling } from './pooling.ts';

const layerKinds = {
  dense,
  activation,
  dropout,
  batchNormalisation,
  padding,
  convolution,
  maxPooling,
  meanPooling,
  trainedPooling,
};

/** A layer as plain JSON. */
export type LayerSpec = Parameters<(typeof layerKinds)[keyof typeof layerKinds]>[0];

export function planLayer(spec: LayerSpec, input: Shape): LayerPlan {
  if (!Object.hasOwn(layerKinds, spec.kind))
    throw new Error(
      `There is no layer kind '${spec.kind}'; known: ${Object.keys(layerKinds).join()}`,
    );
  // The entry under a spec's `kind` takes that very spec, which the type of an indexed map cannot
  // say.
  const plan = layerKinds[spec.kind] as (spec: LayerSpec, input: Shape) => LayerPlan;
  return plan(spec, input);
}
