/** Words of the command line into positionals and options; hyper-parameters are options by their name. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseHyperparameter } from '../../src-shared/hyperparameter-values.ts';
import {
  type HyperparameterName,
  hyperparameterNames,
  parameterOf,
} from '../../src-shared/hyperparameters.ts';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

export const commonOptions = {
  json: { type: 'boolean' },
  'data-dir': { type: 'string' },
  'no-cache': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionTable;

/** The command line was used wrongly: exit code 2, and a hint how it is used. */
export class UsageError extends Error {}

/** Reads the words after a command's name. @throws UsageError for an unknown or incomplete option */
export function readArguments<const T extends OptionTable>(words: readonly string[], options: T) {
  const all: T & typeof commonOptions = { ...options, ...commonOptions };
  try {
    return parseArgs({ args: joinNegatives(words), options: all, allowPositionals: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** `--learningRate -1` is a value, not an option: it is refused later, by name. */
function joinNegatives(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (/^-\.?\d/.test(word) && previous?.startsWith('--') && !previous.includes('='))
      joined[joined.length - 1] = `${previous}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** `--learningRate` and, for hands that are used to it, `--learning-rate`. */
export const hyperparameterOptions = Object.fromEntries(
  hyperparameterNames.flatMap((name) =>
    [name, kebab(name)].map((flag) => [flag, { type: 'string' as const }]),
  ),
);

/** The hyper-parameters among the options, as they were typed. */
export function hyperparameterTexts(
  values: Readonly<Record<string, unknown>>,
): Partial<Record<HyperparameterName, string>> {
  return Object.fromEntries(
    hyperparameterNames.flatMap((name) => {
      const text = values[name] ?? values[kebab(name)];
      return typeof text === 'string' ? [[name, text]] : [];
    }),
  );
}

/** The hyper-parameters among the options, read but not yet checked. */
export function hyperparametersIn(
  values: Readonly<Record<string, unknown>>,
): Partial<Record<HyperparameterName, unknown>> {
  return Object.fromEntries(
    Object.entries(hyperparameterTexts(values)).map(([name, text]) => [
      name,
      parseHyperparameter(name as HyperparameterName, text),
    ]),
  );
}

/** Exactly the expected positionals. @throws UsageError */
export function positionals(given: readonly string[], names: readonly string[]): string[] {
  if (given.length < names.length) throw new UsageError(`missing <${names[given.length]}>`);
  if (given.length > names.length) throw new UsageError(`unexpected "${given[names.length]}"`);
  return [...given];
}

/** What `--threads` says; 0 for all processors. @throws UsageError */
export function threadsIn(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`--threads takes a number, not "${text}"`);
}

/** What `--keep-every` says: of every so many epochs the weights are kept; nothing for as it is set. */
export function keepEveryIn(text: string | undefined): { keepEvery?: number } {
  if (text === undefined) return {};
  if (/^\d{1,6}$/.test(text)) return { keepEvery: Number(text) };
  throw new UsageError(`--keep-every takes a number of epochs, not "${text}"`);
}

/** One line a hyper-parameter, for the help text. */
export function rangeText(name: HyperparameterName): string {
  const parameter = parameterOf(name);
  switch (parameter.type) {
    case 'choice':
      return parameter.choices.join('|');
    case 'flag':
      return 'true|false';
    case 'layers':
      return 'N,conv5x5xN,maxpool2,dropout0.5,...|none';
    default:
      return `${parameter.aboveMinimum ? '>' : ''}${parameter.minimum}..${parameter.maximum}`;
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
