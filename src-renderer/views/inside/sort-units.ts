/** In which order the units of a layer are shown, and the number that they are sorted by. */
import type { AblationResult, LayerSurvey, UnitNumbers } from '../../../src-shared/inside.ts';
import type { UnitOrder } from '../../stores/inside.ts';

/** `[unit]`; null while what is needed is not there, and for the order of the numbers themselves. */
export function sortValues(
  order: UnitOrder,
  {
    numbers,
    survey,
    ablation,
    label,
  }: {
    numbers: UnitNumbers | null;
    survey: LayerSurvey | null;
    ablation: AblationResult | null;
    label: number;
  },
): Float32Array | null {
  switch (order) {
    case 'number':
      return null;
    case 'outgoing':
      return numbers?.outgoing ?? null;
    case 'incoming':
      return numbers?.incoming ?? null;
    case 'label': {
      const all = survey?.contributions;
      const units = survey?.means.length ?? 0;
      return all?.subarray(label * units, (label + 1) * units) ?? null;
    }
    case 'ablation':
      return ablation?.falls ?? null;
  }
}

/** The units that matter most first: what works against a label matters as much as what works for it. */
export function sortedUnits(units: number, values: Float32Array | null): Uint32Array {
  const order = Uint32Array.from({ length: units }, (_, unit) => unit);
  if (values) order.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b);
  return order;
}
