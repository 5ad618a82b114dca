/** A network's layers as a person looks at them: each with its activation. */
import type { ReceptiveField, Stage } from '../../../src-shared/inside.ts';
import { planLayer } from '../../engine/layers/index.ts';
import type { NetworkSpec } from '../../engine/network.ts';
import { fieldAfter, onePixel } from './receptive-field.ts';

/** @param image size of the network's images */
export function stagesOf(
  { inputShape, layers }: NetworkSpec,
  image: { width: number; height: number },
): Stage[] {
  let shape = inputShape ?? { height: image.height, width: image.width, channels: 1 };
  let field: ReceptiveField | null = onePixel;
  let readsPixels = true;
  const stages: Stage[] = [];
  layers.forEach((spec, place) => {
    const plan = planLayer(spec, shape);
    const after = fieldAfter(field, spec, shape);
    if (spec.kind === 'activation') {
      const owner = stages.at(-1);
      if (owner) {
        owner.activation = spec.activation;
        owner.end = place;
      }
    } else if (spec.kind === 'dropout') {
      // A network that is asked drops nothing.
    } else {
      stages.push({
        layer: place,
        end: place,
        kind: spec.kind,
        name: plan.label.step ?? spec.kind,
        activation: null,
        ...plan.outputShape,
        field: after,
        readsPixels: readsPixels && shape.channels === 1,
        isOutput: false,
      });
      readsPixels &&= spec.kind === 'padding';
    }
    field = after;
    shape = plan.outputShape;
  });
  const output = stages.at(-1);
  if (output) output.isOutput = true;
  return stages;
}
