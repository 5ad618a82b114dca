import type { SplitName } from '../../src-shared/dataset.ts';

/** In the order in which they are looked for: a name may hold several words. */
const words: readonly [RegExp, SplitName][] = [
  [/(^|[^a-z])(t10k|test)/i, 'test'],
  [/(^|[^a-z])val(id|idation)?([^a-z]|$)/i, 'validation'],
  [/(^|[^a-z])train/i, 'train'],
];

/** The split that a file or folder is called after: `trainingDigits`, `mnist_test.csv`, `t10k-images`. */
export function splitOfName(name: string): SplitName | null {
  const apart = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return words.find(([word]) => word.test(apart))?.[1] ?? null;
}
