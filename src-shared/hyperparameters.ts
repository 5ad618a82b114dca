/**
 * The one table of hyper-parameters. The form, validation, the command line's flags, the run's JSON
 * in the database and the comparison's diff all come from it: to add a hyper-parameter, add an entry
 * here and its label and help in `messages/<language>/hyperparameters.ts` (the compiler asks for them).
 * Values are read and checked in `hyperparameter-values.ts`.
 */
import type { HiddenLayer } from './hidden-layers.ts';

/** What answers: a network that is trained, or the training images themselves. */
export const methodNames = ['network', 'nearestNeighbours'] as const;
export const activationNames = [
  'sigmoid',
  'tanh',
  'scaledTanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
] as const;
export const outputActivationNames = ['sigmoid', 'tanh', 'softmax', 'linear'] as const;
export const lossNames = [
  'squaredError',
  'meanSquaredError',
  'sigmoidCrossEntropy',
  'softmaxCrossEntropy',
  'hinge',
  'squaredHinge',
] as const;
export const optimiserNames = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'] as const;
export const scheduleNames = [
  'constant',
  'step',
  'exponential',
  'inverseTime',
  'cosine',
  'oneCycle',
  'plateau',
] as const;
/** What early stopping watches: fields of an epoch's record. */
export const watchedNames = ['validationLoss', 'validationAccuracy'] as const;
export const initialiserNames = [
  'xavier',
  'he',
  'fanIn',
  'lecunUniform',
  'normal',
  'truncatedNormal',
  'uniform',
  'zeros',
  'ones',
] as const;
/** What a ReLU on the outputs passes back: its gradient, or the errors as they are. */
export const outputReluNames = ['off', 'exact', 'straightThrough'] as const;
export const hiddenErrorNames = ['gradient', 'book'] as const;
export const inputRangeNames = ['0..1', '0.01..1', 'binary'] as const;
export const targetNames = ['0/1', '0.01/0.99'] as const;
/** Which images are training, validation and test images: as the files have it, or drawn anew. */
export const splitSourceNames = ['files', 'drawn'] as const;

export type ActivationName = (typeof activationNames)[number];
export type OutputActivationName = (typeof outputActivationNames)[number];
export type LossName = (typeof lossNames)[number];
export type OptimiserName = (typeof optimiserNames)[number];
export type ScheduleName = (typeof scheduleNames)[number];
export type InitialiserName = (typeof initialiserNames)[number];

/** The sections of the form, in the order of the work. */
export const groupNames = [
  'network',
  'learning',
  'schedule',
  'regularisation',
  'augmentation',
  'start',
  'data',
] as const;
export type GroupName = (typeof groupNames)[number];

interface Common {
  group: GroupName;
  /** Where the symbol or unit of the value is worth showing beside it: `px`, `s`. */
  unit?: string;
  /**
   * The parameter matters only when another one, which matters itself, has one of these values; else
   * it is left out everywhere.
   */
  appliesWhen?: { parameter: string } & (
    { is: readonly unknown[] } | { isNot: readonly unknown[] }
  );
}
export interface NumberParameter extends Common {
  type: 'number' | 'integer';
  default: number;
  /** Inclusive bounds; `aboveMinimum` makes the lower one exclusive. */
  minimum: number;
  maximum: number;
  aboveMinimum?: true;
  /** `log`: equal ratios are equal steps, as for a learning rate. */
  scale?: 'log';
}
export interface ChoiceParameter<C extends string = string> extends Common {
  type: 'choice';
  default: C;
  choices: readonly C[];
}
export interface FlagParameter extends Common {
  type: 'flag';
  default: boolean;
}
/** The hidden layers, written `300, 100` or `conv5x5x32, maxpool2, 1024`; an empty list means none. */
export interface LayersParameter extends Common {
  type: 'layers';
  default: readonly HiddenLayer[];
  maximumLength: number;
}
export type Parameter = NumberParameter | ChoiceParameter | FlagParameter | LayersParameter;

const number = (p: Omit<NumberParameter, 'type'>): NumberParameter => ({ type: 'number', ...p });
const integer = (p: Omit<NumberParameter, 'type'>): NumberParameter => ({ type: 'integer', ...p });
const flag = (p: Omit<FlagParameter, 'type'>): FlagParameter => ({ type: 'flag', ...p });
const layers = (p: Omit<LayersParameter, 'type'>): LayersParameter => ({ type: 'layers', ...p });
const choice = <const C extends string>(
  p: Omit<ChoiceParameter<C>, 'type' | 'default'> & { default: NoInfer<C> },
): ChoiceParameter<C> => ({ type: 'choice', ...p });

const ofNetworks: NonNullable<Common['appliesWhen']> = { parameter: 'method', is: ['network'] };

export const hyperparameterTable = {
  method: choice({ group: 'network', default: 'network', choices: methodNames }),
  neighbours: integer({
    group: 'network',
    default: 3,
    minimum: 1,
    maximum: 1000,
    appliesWhen: { parameter: 'method', is: ['nearestNeighbours'] },
  }),
  hiddenLayers: layers({
    group: 'network',
    default: [256],
    maximumLength: 24,
    appliesWhen: ofNetworks,
  }),
  activation: choice({
    group: 'network',
    default: 'relu',
    choices: activationNames,
    appliesWhen: ofNetworks,
  }),
  bias: flag({ group: 'network', default: true, appliesWhen: ofNetworks }),
  loss: choice({
    group: 'network',
    default: 'squaredError',
    choices: lossNames,
    appliesWhen: ofNetworks,
  }),
  outputActivation: choice({
    group: 'network',
    default: 'linear',
    choices: outputActivationNames,
    appliesWhen: { parameter: 'loss', is: ['squaredError', 'meanSquaredError'] },
  }),
  labelSmoothing: number({
    group: 'network',
    default: 0,
    minimum: 0,
    maximum: 0.9,
    appliesWhen: { parameter: 'loss', is: ['softmaxCrossEntropy'] },
  }),
  outputRelu: choice({
    group: 'network',
    default: 'off',
    choices: outputReluNames,
    appliesWhen: { parameter: 'loss', is: ['softmaxCrossEntropy'] },
  }),
  hiddenErrors: choice({
    group: 'network',
    default: 'gradient',
    choices: hiddenErrorNames,
    appliesWhen: { parameter: 'loss', is: ['squaredError', 'meanSquaredError'] },
  }),
  optimiser: choice({
    group: 'learning',
    default: 'adam',
    choices: optimiserNames,
    appliesWhen: ofNetworks,
  }),
  learningRate: number({
    group: 'learning',
    default: 0.001,
    minimum: 0,
    aboveMinimum: true,
    maximum: 100,
    scale: 'log',
    appliesWhen: ofNetworks,
  }),
  momentum: number({
    group: 'learning',
    default: 0.9,
    minimum: 0,
    maximum: 0.9999,
    appliesWhen: { parameter: 'optimiser', is: ['momentum', 'nesterov'] },
  }),
  batchSize: integer({
    group: 'learning',
    default: 32,
    minimum: 1,
    maximum: 65536,
    appliesWhen: ofNetworks,
  }),
  stepsPerEpoch: integer({
    group: 'learning',
    default: 0,
    minimum: 0,
    maximum: 1000000,
    appliesWhen: ofNetworks,
  }),
  epochs: integer({
    group: 'learning',
    default: 20,
    minimum: 1,
    maximum: 100000,
    appliesWhen: ofNetworks,
  }),
  earlyStopping: integer({
    group: 'learning',
    default: 0,
    minimum: 0,
    maximum: 100000,
    appliesWhen: ofNetworks,
  }),
  earlyStoppingOn: choice({
    group: 'learning',
    default: 'validationLoss',
    choices: watchedNames,
    appliesWhen: { parameter: 'earlyStopping', isNot: [0] },
  }),
  schedule: choice({
    group: 'schedule',
    default: 'constant',
    choices: scheduleNames,
    appliesWhen: ofNetworks,
  }),
  stepEpochs: integer({
    group: 'schedule',
    default: 10,
    minimum: 1,
    maximum: 100000,
    appliesWhen: { parameter: 'schedule', is: ['step'] },
  }),
  plateauPatience: integer({
    group: 'schedule',
    default: 3,
    minimum: 1,
    maximum: 100000,
    appliesWhen: { parameter: 'schedule', is: ['plateau'] },
  }),
  decayFactor: number({
    group: 'schedule',
    default: 0.5,
    minimum: 0,
    aboveMinimum: true,
    maximum: 1,
    appliesWhen: { parameter: 'schedule', is: ['step', 'plateau'] },
  }),
  decayRate: number({
    group: 'schedule',
    default: 0.1,
    minimum: 0,
    maximum: 10,
    appliesWhen: { parameter: 'schedule', is: ['exponential', 'inverseTime'] },
  }),
  warmUpEpochs: number({
    group: 'schedule',
    default: 0,
    minimum: 0,
    maximum: 1000,
    appliesWhen: { parameter: 'schedule', isNot: ['oneCycle'] },
  }),
  l2: number({
    group: 'regularisation',
    default: 0.0001,
    minimum: 0,
    maximum: 10,
    scale: 'log',
    appliesWhen: { parameter: 'optimiser', isNot: ['adamw'] },
  }),
  weightDecay: number({
    group: 'regularisation',
    default: 0.01,
    minimum: 0,
    maximum: 10,
    scale: 'log',
    appliesWhen: { parameter: 'optimiser', is: ['adamw'] },
  }),
  l1: number({
    group: 'regularisation',
    default: 0,
    minimum: 0,
    maximum: 10,
    scale: 'log',
    appliesWhen: ofNetworks,
  }),
  maxNorm: number({
    group: 'regularisation',
    default: 0,
    minimum: 0,
    maximum: 1000,
    appliesWhen: ofNetworks,
  }),
  clipNorm: number({
    group: 'regularisation',
    default: 0,
    minimum: 0,
    maximum: 1000,
    appliesWhen: ofNetworks,
  }),
  extraRotation: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 90,
    unit: '°',
    appliesWhen: ofNetworks,
  }),
  rotation: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 180,
    unit: '°',
    appliesWhen: ofNetworks,
  }),
  shift: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 0.5,
    appliesWhen: ofNetworks,
  }),
  scaling: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 0.5,
    appliesWhen: ofNetworks,
  }),
  shear: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 45,
    unit: '°',
    appliesWhen: ofNetworks,
  }),
  elasticStrength: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 0.5,
    appliesWhen: ofNetworks,
  }),
  elasticSmoothness: number({
    group: 'augmentation',
    default: 0.15,
    minimum: 0.02,
    maximum: 1,
    appliesWhen: { parameter: 'elasticStrength', isNot: [0] },
  }),
  noise: number({
    group: 'augmentation',
    default: 0,
    minimum: 0,
    maximum: 1,
    appliesWhen: ofNetworks,
  }),
  initialiser: choice({
    group: 'start',
    default: 'xavier',
    choices: initialiserNames,
    appliesWhen: ofNetworks,
  }),
  startSpread: number({
    group: 'start',
    default: 0.12,
    minimum: 0,
    aboveMinimum: true,
    maximum: 10,
    appliesWhen: { parameter: 'initialiser', is: ['uniform', 'normal', 'truncatedNormal'] },
  }),
  startBias: number({
    group: 'start',
    default: 0,
    minimum: -10,
    maximum: 10,
    appliesWhen: { parameter: 'bias', is: [true] },
  }),
  seed: integer({ group: 'start', default: 1, minimum: 0, maximum: 4294967295 }),
  inputRange: choice({ group: 'data', default: '0..1', choices: inputRangeNames }),
  targets: choice({
    group: 'data',
    default: '0/1',
    choices: targetNames,
    appliesWhen: {
      parameter: 'loss',
      is: ['squaredError', 'meanSquaredError', 'sigmoidCrossEntropy'],
    },
  }),
  imageLimit: integer({ group: 'data', default: 0, minimum: 0, maximum: 100000000 }),
  splitSource: choice({ group: 'data', default: 'files', choices: splitSourceNames }),
  validationFraction: number({ group: 'data', default: 0.1, minimum: 0, maximum: 0.5 }),
  testFraction: number({
    group: 'data',
    default: 0.2,
    minimum: 0,
    maximum: 0.5,
    appliesWhen: { parameter: 'folds', is: [0] },
  }),
  folds: integer({ group: 'data', default: 0, minimum: 0, maximum: 20 }),
  fold: integer({
    group: 'data',
    default: 1,
    minimum: 1,
    maximum: 20,
    appliesWhen: { parameter: 'folds', isNot: [0] },
  }),
  keepBest: flag({ group: 'data', default: true, appliesWhen: ofNetworks }),
};

export type HyperparameterName = keyof typeof hyperparameterTable;
type ValueOf<P> = P extends NumberParameter
  ? number
  : P extends FlagParameter
    ? boolean
    : P extends LayersParameter
      ? readonly HiddenLayer[]
      : P extends ChoiceParameter<infer C>
        ? C
        : never;
export type Hyperparameters = {
  [K in HyperparameterName]: ValueOf<(typeof hyperparameterTable)[K]>;
};

export const hyperparameterNames = Object.keys(hyperparameterTable) as HyperparameterName[];

export const parameterOf = (name: HyperparameterName): Parameter => hyperparameterTable[name];

export const isHyperparameterName = (name: string): name is HyperparameterName =>
  Object.hasOwn(hyperparameterTable, name);

export const defaultHyperparameters = Object.fromEntries(
  hyperparameterNames.map((name) => [name, hyperparameterTable[name].default]),
) as Hyperparameters;

/** Whether the parameter has any effect, given the others. */
export function applies(name: HyperparameterName, values: Hyperparameters): boolean {
  const rule = parameterOf(name).appliesWhen;
  if (!rule) return true;
  const other = rule.parameter as HyperparameterName;
  if (!applies(other, values)) return false;
  const value = values[other];
  return 'is' in rule ? rule.is.includes(value) : !rule.isNot.includes(value);
}

/** Epochs that the run will have; a method that learns nothing step by step is done after one. */
export const plannedEpochs = (h: Hyperparameters): number => (applies('epochs', h) ? h.epochs : 1);

/** The parameter that makes training look at validation images, so that there must be some; or null. */
export function watchesValidation(h: Hyperparameters): 'schedule' | 'earlyStopping' | null {
  if (applies('plateauPatience', h)) return 'schedule';
  return applies('earlyStoppingOn', h) ? 'earlyStopping' : null;
}

/** Names whose values differ between any two of the sets; a parameter that has no effect counts as absent. */
export function differingHyperparameters(sets: readonly Hyperparameters[]): HyperparameterName[] {
  return hyperparameterNames.filter((name) => {
    const shown = sets.map((set) => (applies(name, set) ? JSON.stringify(set[name]) : ''));
    return new Set(shown).size > 1;
  });
}
