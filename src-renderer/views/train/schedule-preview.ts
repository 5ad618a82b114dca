/** The learning rate of a run that has not begun: its curve, and what there is to say about it. */
import { scheduleFactor, type ScheduleSettings } from '../../../src-shared/schedules.ts';

export type PreviewSettings = ScheduleSettings & { learningRate: number };

interface PreviewPoint {
  /** Where in the run, from 0 to 1. */
  at: number;
  rate: number;
}

export interface SchedulePreview {
  points: PreviewPoint[];
  first: number;
  last: number;
  highest: number;
  /** The epoch of the first step at the highest rate, from 1. */
  highestEpoch: number;
  shape: 'level' | 'falls' | 'rises' | 'risesAndFalls';
}

/** More than a chart as wide as the form can show. */
const mostPoints = 400;

/** What a plateau would bring is left out: nobody knows yet. */
export function previewSchedule(h: PreviewSettings, stepsPerEpoch: number): SchedulePreview {
  const steps = h.epochs * stepsPerEpoch;
  const points = shownSteps(h, steps, stepsPerEpoch).map((step) => ({
    step,
    at: steps > 1 ? step / (steps - 1) : 0,
    rate: rateAt(h, step, stepsPerEpoch),
  }));
  const first = points[0].rate;
  const last = points[points.length - 1].rate;
  const top = points.reduce((best, point) => (point.rate > best.rate ? point : best));
  const rises = top.rate > first;
  const falls = last < top.rate;
  return {
    points: points.map(({ at, rate }) => ({ at, rate })),
    first,
    last,
    highest: top.rate,
    highestEpoch: Math.floor(top.step / stepsPerEpoch) + 1,
    shape: rises ? (falls ? 'risesAndFalls' : 'rises') : falls ? 'falls' : 'level',
  };
}

/** @param step counted from 0 over the whole run */
export const rateAt = (h: PreviewSettings, step: number, stepsPerEpoch: number): number =>
  h.learningRate * scheduleFactor(h, { step, stepsPerEpoch, reductions: 0 });

/** Evenly over the run, and both sides of where the warm-up ends. */
function shownSteps(h: PreviewSettings, steps: number, stepsPerEpoch: number): number[] {
  const count = Math.min(steps, mostPoints);
  const even = Array.from({ length: count }, (_, i) =>
    count > 1 ? Math.round((i * (steps - 1)) / (count - 1)) : 0,
  );
  const warm = Math.ceil(h.warmUpEpochs * stepsPerEpoch) - 1;
  const bends = [warm, warm + 1].filter((step) => step > 0 && step < steps);
  return [...new Set([...even, ...bends])].sort((a, b) => a - b);
}
