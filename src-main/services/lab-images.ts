/** Which images of an open data set a run is judged by. */
import { UserError } from '../../src-shared/errors.ts';
import type { ImageChoice, JudgedBy } from '../../src-shared/lab.ts';
import { imageChoices } from '../../src-shared/lab.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import type { SplitOptions } from '../../src-shared/split-options.ts';
import { splitDataset } from '../datasets/split.ts';
import type { OpenDataset } from './datasets.ts';
import { editedData } from './edited-data.ts';

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

/** What a model was trained on, and how that was split. */
interface Learnt {
  fingerprint: string;
  hyperparameters: SplitOptions;
}

/**
 * Of the run's own data set the run's own split, drawn again from its seed: its test images are those
 * that it never saw. Of another data set, or without a run, the split that the files give.
 *
 * @param edits those that the run was trained with: the split was drawn without what they exclude
 * @param now those that are there now: what they exclude is left out
 */
export function labImages(
  learnt: Learnt | null,
  dataset: OpenDataset,
  edits: readonly SampleEdit[] = [],
  now: readonly SampleEdit[] = [],
) {
  const { summary } = dataset;
  const sameData = summary.fingerprint === learnt?.fingerprint;
  // By the edits of the run: otherwise images that it learnt from could be drawn as its test images.
  const { kept, toSamples } = editedData(dataset, sameData ? edits : []);
  const marks = { ...kept, classes: summary.classes.length };
  const drawn = splitDataset(marks, sameData ? learnt.hyperparameters : asGiven);
  const split = {
    train: toSamples(drawn.train),
    validation: toSamples(drawn.validation),
    test: toSamples(drawn.test),
  };
  const isOut = new Set(now.flatMap(({ index, excluded }) => (excluded ? [index] : [])));
  const indicesOf = (choice: ImageChoice): Uint32Array => {
    const all =
      choice === 'all' ? Uint32Array.from({ length: summary.samples }, (_, i) => i) : split[choice];
    return isOut.size === 0 ? all : all.filter((sample) => !isOut.has(sample));
  };
  return {
    judgedBy(): JudgedBy {
      const counts = imageChoices.flatMap((choice) => {
        const count = indicesOf(choice).length;
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
