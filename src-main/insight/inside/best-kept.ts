/** The best few of many, unit by unit. */
import { noSample } from '../../../src-shared/inside.ts';

export interface BestKept {
  /** `[unit, most]`, the largest value first. */
  samples: Uint32Array;
  values: Float32Array;
  places: Uint32Array;
  /** Of equal values the one that came first stays in front. */
  offer(unit: number, value: number, sample: number, place: number): void;
}

export function keepBest(units: number, most: number): BestKept {
  const samples = new Uint32Array(units * most).fill(noSample);
  const values = new Float32Array(units * most);
  const places = new Uint32Array(units * most);
  return {
    samples,
    values,
    places,
    offer(unit, value, sample, place) {
      const start = unit * most;
      let at = start + most;
      while (at > start && (samples[at - 1] === noSample || values[at - 1] < value)) at -= 1;
      if (at === start + most) return;
      for (const kept of [samples, values, places]) kept.copyWithin(at + 1, at, start + most - 1);
      samples[at] = sample;
      values[at] = value;
      places[at] = place;
    },
  };
}
