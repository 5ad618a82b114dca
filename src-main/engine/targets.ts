import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';

const pairs = { '0/1': [0, 1], '0.01/0.99': [0.01, 0.99] } as const;

/**
 * What an output should be for a wrong and for the right class.
 *
 * The hinge losses tell the classes apart by their sign.
 *
 * Softmax outputs sum to 1, and so do their targets: 0 and 1, or with label smoothing e (Szegedy et
 * al., Rethinking the Inception architecture, 2016, section 7) e / classes and 1 - e + e / classes.
 */
export function targetValues(
  h: Pick<Hyperparameters, 'loss' | 'targets' | 'labelSmoothing'>,
  classes: number,
): readonly [wrong: number, right: number] {
  if (h.loss === 'hinge' || h.loss === 'squaredHinge') return [-1, 1];
  if (h.loss !== 'softmaxCrossEntropy') return pairs[h.targets];
  const wrong = h.labelSmoothing / classes;
  return [wrong, 1 - h.labelSmoothing + wrong];
}
