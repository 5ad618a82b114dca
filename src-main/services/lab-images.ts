/** Which images of an open data set a run is judged by. */
import { UserError } from '../../src-shared/errors.ts';
import type { ImageChoice, JudgedBy } from '../../src-shared/lab.ts';
import { imageChoices } from '../../src-shared/lab.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { SplitOptions } from '../../src-shared/split-options.ts';
import { splitDataset } from '../datasets/split.ts';
import type { OpenDataset } from './datasets.ts';

/** What the files give, and nothing drawn. */
const asGiven: SplitOptions = {
  testFraction: 0,
  validationFraction: 0,
  splitSource: 'files',
  imageLimit: 0,
  folds: 0,
  fold: 0,
  seed: 0,
};

/**
 * Of the run's own data set the run's own split, drawn again from its seed: its test images are those
 * that it never saw. Of another data set, the split that the files give.
 */
export function labImages(run: RunSummary, { summary, labels, splits }: OpenDataset) {
  const sameData = summary.fingerprint === run.dataset.fingerprint;
  const marks = {
    labels: new Uint16Array(labels),
    splits: new Uint8Array(splits),
    classes: summary.classes.length,
  };
  const split = splitDataset(marks, sameData ? run.hyperparameters : asGiven);
  const indicesOf = (choice: ImageChoice): Uint32Array =>
    choice === 'all' ? Uint32Array.from({ length: summary.samples }, (_, i) => i) : split[choice];
  return {
    judgedBy(): JudgedBy {
      const counts = imageChoices.flatMap((choice) => {
        const count = choice === 'all' ? summary.samples : split[choice].length;
        return count > 0 ? [[choice, count] as const] : [];
      });
      return { sameData, images: Object.fromEntries(counts) };
    },
    /** @throws UserError `lab.noImages` */
    indices(choice: ImageChoice): Uint32Array {
      const indices = indicesOf(choice);
      if (indices.length === 0) throw new UserError('lab.noImages', { name: summary.name, choice });
      return indices;
    },
  };
}
