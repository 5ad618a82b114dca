/** Values of hyper-parameters from outside: read, checked, and written as text. */
import type { ErrorInfo } from './errors.ts';
import { maximumUnits, parseHiddenLayer, readHiddenLayer } from './hidden-layers.ts';
import {
  defaultHyperparameters,
  hyperparameterNames,
  type HyperparameterName,
  type Hyperparameters,
  isHyperparameterName,
  parameterOf,
} from './hyperparameters.ts';

/** What is wrong with one value, or null. `value` may be of any type. */
export function problemWith(name: HyperparameterName, value: unknown): ErrorInfo | null {
  const parameter = parameterOf(name);
  const shown = shownValue(value);
  switch (parameter.type) {
    case 'flag':
      return typeof value === 'boolean' ? null : error('hyperparameter.notAFlag', { name, shown });
    case 'choice':
      return typeof value === 'string' && parameter.choices.includes(value)
        ? null
        : error('hyperparameter.notAChoice', {
            name,
            shown,
            choices: parameter.choices.join(', '),
          });
    case 'layers': {
      if (!Array.isArray(value)) return error('hyperparameter.notLayers', { name, shown });
      if (value.length > parameter.maximumLength)
        return error('hyperparameter.tooManyLayers', { name, maximum: parameter.maximumLength });
      const wrong: unknown = value.find((layer) => readHiddenLayer(layer) === null);
      return wrong === undefined
        ? null
        : error('hyperparameter.badLayer', {
            name,
            shown: shownValue(wrong),
            maximum: maximumUnits,
          });
    }
    default: {
      if (typeof value !== 'number' || !Number.isFinite(value))
        return error('hyperparameter.notANumber', { name, shown });
      if (parameter.type === 'integer' && !Number.isInteger(value))
        return error('hyperparameter.notAnInteger', { name, shown });
      const { minimum, maximum, aboveMinimum } = parameter;
      if (value < minimum || value > maximum || (aboveMinimum && value === minimum))
        return error(aboveMinimum ? 'hyperparameter.outOfOpenRange' : 'hyperparameter.outOfRange', {
          name,
          shown,
          minimum,
          maximum,
        });
      return null;
    }
  }
}

/**
 * Reads a full set from untrusted values; what is missing takes `base`'s value.
 * `problems` is empty when, and only when, `values` may be trained with.
 */
export function readHyperparameters(
  input: Readonly<Record<string, unknown>>,
  base: Hyperparameters = defaultHyperparameters,
): { values: Hyperparameters; problems: ErrorInfo[] } {
  const problems = Object.keys(input)
    .filter((name) => !isHyperparameterName(name))
    .map((name) => error('hyperparameter.unknown', { name }));
  const entries = hyperparameterNames.map((name) => {
    const value = input[name];
    if (value === undefined) return [name, base[name]];
    const problem = problemWith(name, value);
    if (problem) problems.push(problem);
    return [name, problem ? base[name] : value];
  });
  return { values: Object.fromEntries(entries) as Hyperparameters, problems };
}

/** A value as a person types it on the command line or in a field; the result still needs `problemWith`. */
export function parseHyperparameter(name: HyperparameterName, text: string): unknown {
  const trimmed = text.trim();
  switch (parameterOf(name).type) {
    case 'number':
    case 'integer':
      return trimmed === '' || !/^[-+.\deE]+$/.test(trimmed) ? text : Number(trimmed);
    case 'flag':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : text;
    case 'layers':
      if (trimmed === '' || trimmed === 'none') return [];
      // A comma that still waits for its layer is no layer.
      return trimmed
        .split(/[\s,;，、-]+/)
        .filter(Boolean)
        .map(parseHiddenLayer);
    case 'choice':
      return trimmed;
  }
}

/** A value as text that `parseHyperparameter` reads back. */
export function formatHyperparameter(value: Hyperparameters[HyperparameterName]): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function error(code: ErrorInfo['code'], values: ErrorInfo['values']): ErrorInfo {
  return { code, values };
}

function shownValue(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(JSON.stringify(value) ?? value);
  return typeof value === 'number' ? String(value) : text.slice(0, 60);
}
