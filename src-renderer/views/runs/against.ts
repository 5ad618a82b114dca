/** A figure against one hyper-parameter: mean and deviation over the runs that share its value. */
import { type HyperparameterName, parameterOf } from '../../../src-shared/hyperparameters.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { spreadOf } from '../../../src-shared/statistics.ts';
import { combinationsOf } from '../../../src-shared/sweep-result.ts';
import type { Scale } from '../../../src-shared/charts/axis.ts';
import type { XyPoint, XySeries } from '../../../src-shared/charts/xy.ts';

export interface Against {
  series: XySeries[];
  xScale: Scale;
  /** The values' names where they are no numbers. */
  xTicks: { value: number; label: string }[] | null;
}

/** Values that span more than this ratio are shown by their ratios. */
const wideRatio = 20;

/**
 * @param over the hyper-parameter on the axis
 * @param apart what else varies: a line for each of their combinations
 */
export function against(
  over: HyperparameterName,
  apart: readonly HyperparameterName[],
  runs: readonly RunSummary[],
  figureOf: (run: RunSummary) => number | null,
  textOf: (name: HyperparameterName, run: RunSummary) => string,
): Against {
  const measured = runs.filter((run) => figureOf(run) !== null);
  const texts = new Map<string, number>();
  const numeric = measured.every(
    ({ hyperparameters }) => typeof hyperparameters[over] === 'number',
  );
  const parameter = parameterOf(over);
  if (!numeric)
    for (const run of measured) {
      const text = textOf(over, run);
      if (!texts.has(text)) texts.set(text, texts.size);
    }
  const placeOf = (run: RunSummary): number => {
    const value = run.hyperparameters[over];
    return numeric && typeof value === 'number' ? value : (texts.get(textOf(over, run)) ?? 0);
  };
  const places = measured.map(placeOf);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const isLog =
    numeric &&
    low > 0 &&
    (('scale' in parameter && parameter.scale === 'log') || high / low > wideRatio);
  const groups = combinationsOf(apart, measured, figureOf);
  const series = groups.map((group, style): XySeries => {
    const byPlace = new Map<number, number[]>();
    for (const run of group.runs) {
      const figure = figureOf(run);
      if (figure === null) continue;
      const place = placeOf(run);
      byPlace.set(place, [...(byPlace.get(place) ?? []), figure]);
    }
    const points = [...byPlace]
      .sort(([a], [b]) => a - b)
      .flatMap(([x, values]): XyPoint[] => {
        const spread = spreadOf(values);
        return spread ? [{ x, y: spread.mean, deviation: spread.deviation }] : [];
      });
    const [first] = group.runs;
    return {
      key: String(style),
      label: apart.map((name) => textOf(name, first)).join(', '),
      style,
      points,
      drawnAs: numeric ? 'both' : 'points',
      spread: 'bars',
    };
  });
  return {
    series,
    xScale: isLog ? 'log' : 'linear',
    xTicks: numeric ? null : [...texts].map(([label, value]) => ({ value, label })),
  };
}
