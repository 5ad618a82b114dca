/** Where an axis starts and ends, and its ticks: pure arithmetic, so that it can be tested. */

export interface Extent {
  low: number;
  high: number;
}

export interface Axis {
  minimum: number;
  maximum: number;
  ticks: number[];
}

export type Scale = 'linear' | 'log';
export type Quantity = 'loss' | 'accuracy';

/** The step of the form 1, 2 or 5 times a power of ten that is nearest above `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Ticks at whole multiples of a nice step, the ends widened to the nearest tick. */
export function linearAxis({ low, high }: Extent, count = 5): Axis {
  const step = niceStep((high - low) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => multiple(first + i, step));
  return { minimum: ticks[0], maximum: ticks[ticks.length - 1], ticks };
}

/** Ticks at 1, 2 and 5 times powers of ten, or at powers of ten alone where those would be too many. */
export function logAxis({ low, high }: Extent, count = 5): Axis {
  const steps = [1, 2, 5];
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const all = Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((exponent) =>
    steps.map((step) => multiple(step, 10 ** exponent)),
  );
  const minimum = all.findLast((tick) => tick <= low * (1 + 1e-9)) ?? all[0];
  const maximum = all.find((tick) => tick >= high * (1 - 1e-9) && tick > minimum) ?? minimum * 10;
  const inside = all.filter((tick) => tick >= minimum && tick <= maximum);
  const decades = Math.log10(maximum / minimum);
  if (inside.length <= count * 1.5) return { minimum, maximum, ticks: inside };
  const every = Math.ceil(decades / count);
  const powers = inside.filter((tick) => {
    const exponent = Math.log10(tick);
    const whole = Math.round(exponent);
    return Math.abs(exponent - whole) < 1e-9 && whole % every === 0;
  });
  // Little more than a decade may hold a single power of ten.
  const few = inside.filter((_, i) => i % 2 === 0);
  return { minimum, maximum, ticks: powers.length > 1 ? powers : few };
}

/**
 * The axis of a chart of losses or accuracies. It starts where the data makes sense: at zero only when
 * the data comes near it, else just below the lowest value, so that small differences can be seen.
 * `count`: about how many ticks there is room for.
 */
export function valueAxis(
  extent: Extent | null,
  quantity: Quantity,
  scale: Scale,
  count = 5,
): Axis {
  if (!extent) return linearAxis({ low: 0, high: 1 }, count);
  const { low, high } = extent;
  if (scale === 'log' && quantity === 'loss' && low > 0) return logAxis(extent, count);
  // Values that hardly differ yet must not fill the height: the axis would jump with each of them.
  const least = quantity === 'accuracy' ? 0.05 : high * 0.2;
  const room = Math.max((high - low) * 0.05, (least - (high - low)) / 2, 1e-12);
  const nearZero = low < high / 3;
  const padded = { low: nearZero ? 0 : Math.max(0, low - room), high: high + room };
  if (quantity === 'loss') return linearAxis(padded, count);
  return linearAxis({ low: padded.low, high: Math.min(1, padded.high) }, count);
}

/**
 * The axis of epochs while a run may still grow. `longest` epochs are there, `planned` are wanted.
 * A short plan is shown whole, so that the curve grows into it; a long one in steps of 1, 2, 5, 10...
 */
export function epochAxis(longest: number, planned: number, start: 0 | 1): Axis {
  const wanted = Math.max(longest, 2);
  const end = planned <= 30 ? Math.max(planned, wanted) : Math.max(10, niceStep(wanted));
  const maximum = Math.max(wanted, Math.min(Math.max(planned, wanted), end));
  const step = Math.max(1, niceStep((maximum - start) / 8));
  const ticks = start === 1 && step > 1 ? [1] : [];
  for (let tick = start === 1 && step > 1 ? step : start; tick <= maximum; tick += step)
    ticks.push(tick);
  return { minimum: start, maximum, ticks };
}

/** `n * step` without the dust of binary fractions: 3 * 0.1 is 0.3. */
function multiple(n: number, step: number): number {
  return Number((n * step).toPrecision(12));
}
