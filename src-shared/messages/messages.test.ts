import { describe, expect, it } from 'vitest';
import { errorText, fill, messages } from './index.ts';

/** Every text with its path. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : texts(value as object, `${path}${key}.`),
  );
}
const gaps = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the two languages', () => {
  const english = texts(messages.en);
  const chinese = new Map(texts(messages.zh));

  it('say the same things', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([path]) => path).sort());
    expect(english.length).toBeGreaterThan(300);
  });

  it('fill in the same values', () => {
    const parts = (text: string): string[] => [...new Set(text.split(' | ').flatMap(gaps))].sort();
    for (const [path, text] of english)
      expect([path, ...parts(chinese.get(path) ?? '')]).toEqual([path, ...parts(text)]);
  });

  it('leave no English sentence in the Chinese', () => {
    const untranslated = english.filter(
      ([path, text]) => chinese.get(path) === text && /[a-z]{3,} [a-z]{2,}/.test(text),
    );
    expect(untranslated).toEqual([]);
  });
});

it('an error names the field by its label, and what is wrong with it', () => {
  const error = {
    code: 'hyperparameter.notANumber',
    values: { name: 'learningRate', shown: '"fast"' },
  } as const;
  expect(errorText(error)).toBe('Learning rate must be a number, but is "fast".');
  expect(errorText(error, 'zh')).toContain('学习率');
});

it('an error gives its reason in the language of the rest', () => {
  const error = {
    code: 'model.broken',
    values: { file: 'a.safetensors', reason: 'tensorShape', tensor: 'dense1.weights' },
  } as const;
  expect(errorText(error)).toContain('model file: the tensor dense1.weights is missing');
  expect(errorText(error, 'zh')).toContain('模型文件：张量 dense1.weights 缺失');
  // What was written down before reasons had names, or is the system's own.
  const other = { ...error, values: { file: 'a', reason: 'EIO' } };
  expect(errorText(other)).toContain('model file: EIO.');
});

it('a gap without a value stays visible', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});
