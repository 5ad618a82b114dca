import { describe, expect, it } from 'vitest';
import {
  groupNames,
  hyperparameterNames,
  inputRangeNames,
  parameterOf,
  targetNames,
} from '../hyperparameters.ts';
import { messages } from './index.ts';

/** Choices that are their own names in every language. */
const selfExplaining: readonly string[] = [...inputRangeNames, ...targetNames];
const choices = hyperparameterNames
  .map(parameterOf)
  .flatMap((parameter) => (parameter.type === 'choice' ? parameter.choices : []))
  .filter((choice) => !selfExplaining.includes(choice));

describe.each(['en', 'zh'] as const)('%s', (language) => {
  it.each(choices)('has a name for the choice %s', (choice) => {
    expect(messages[language].choices).toHaveProperty(choice, expect.stringMatching(/\S/));
  });

  it('has every group of the form, and each group has a field', () => {
    for (const group of groupNames) {
      expect(messages[language].groups[group]).not.toBe('');
      expect(hyperparameterNames.some((name) => parameterOf(name).group === group)).toBe(true);
    }
  });

  it('names no two choices of a field alike, nor two fields', () => {
    for (const name of hyperparameterNames) {
      const parameter = parameterOf(name);
      if (parameter.type !== 'choice') continue;
      const words: Readonly<Record<string, string>> = messages[language].choices;
      const names = parameter.choices.map((choice) => words[choice] ?? choice);
      expect(new Set(names).size).toBe(names.length);
    }
    const labels = hyperparameterNames.map(
      (name) => messages[language].hyperparameters[name].label,
    );
    expect(new Set(labels).size).toBe(labels.length);
  });
});
