/** What the form holds, kept while the window is open: the text of every field as it was typed. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ErrorInfo } from '../../../src-shared/errors.ts';
import type { HiddenLayer } from '../../../src-shared/hidden-layers.ts';
import {
  formatHyperparameter,
  parseHyperparameter,
  problemWith,
  readHyperparameters,
} from '../../../src-shared/hyperparameter-values.ts';
import {
  applies,
  hyperparameterNames,
  type HyperparameterName,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import type { RunWeights } from '../../../src-shared/run.ts';
import { presetHyperparameters, type PresetName } from '../../../src-shared/presets.ts';

type Texts = Record<HyperparameterName, string>;

const textsOf = (values: Hyperparameters): Texts =>
  Object.fromEntries(
    hyperparameterNames.map((name) => [name, formatHyperparameter(values[name])]),
  ) as Texts;

export const useTrainForm = defineStore('train-form', () => {
  const preset = ref<PresetName>('default');
  const texts = ref<Texts>(textsOf(presetHyperparameters('default')));
  /** The run's name; empty for one that is made up. */
  const name = ref('');
  /** The weights that the next run starts from; null to draw them. */
  const startFrom = shallowRef<RunWeights | null>(null);

  /** One's own handwriting is learnt from, too. */
  const addsHandwriting = ref(false);

  const base = computed(() => presetHyperparameters(preset.value));
  const parsed = computed(() =>
    Object.fromEntries(
      hyperparameterNames.map((each) => [each, parseHyperparameter(each, texts.value[each])]),
    ),
  );
  /** Valid whatever was typed: a field with a problem counts as the preset's value. */
  const values = computed(() => readHyperparameters(parsed.value, base.value).values);

  /** The hidden layers as far as they were typed, with words that are no layers yet. */
  const typedLayers = computed(() => parsed.value['hiddenLayers'] as HiddenLayer[]);

  const isShown = (each: HyperparameterName): boolean => applies(each, values.value);
  const shownNames = computed(() => hyperparameterNames.filter(isShown));

  /** What is wrong with a field; one that has no effect is not looked at. */
  const problemOf = (each: HyperparameterName): ErrorInfo | null =>
    isShown(each) ? problemWith(each, parsed.value[each]) : null;
  const problems = computed(() =>
    shownNames.value.flatMap((each) => problemWith(each, parsed.value[each]) ?? []),
  );

  /** Whether the field says something else than the preset. */
  const isChanged = (each: HyperparameterName): boolean =>
    JSON.stringify(parsed.value[each]) !== JSON.stringify(base.value[each]);
  const changedNames = computed(() => shownNames.value.filter(isChanged));

  function set(each: HyperparameterName, text: string): void {
    texts.value = { ...texts.value, [each]: text };
  }
  const reset = (each: HyperparameterName): void =>
    set(each, formatHyperparameter(base.value[each]));
  /** Fills the whole form; also the way back from all changes. */
  function choosePreset(chosen: PresetName): void {
    preset.value = chosen;
    texts.value = textsOf(base.value);
  }
  /** The form as another run had it. */
  function fillFrom(from: PresetName | null, hyperparameters: Hyperparameters): void {
    preset.value = from ?? 'default';
    texts.value = textsOf(hyperparameters);
  }
  const newSeed = (): void => set('seed', String(crypto.getRandomValues(new Uint32Array(1))[0]));

  return {
    preset,
    name,
    startFrom,
    addsHandwriting,
    texts,
    base,
    values,
    typedLayers,
    shownNames,
    isShown,
    problemOf,
    problems,
    isChanged,
    changedNames,
    set,
    reset,
    choosePreset,
    fillFrom,
    newSeed,
  };
});
