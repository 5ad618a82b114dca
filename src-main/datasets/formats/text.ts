/**
 * Text bitmaps, `<label>_<n>.txt`: lines of 0 and 1, in one folder or in one for each split, as `trainingDigits`
 * and `testDigits` of *Machine Learning in Action*.
 */
import { readLabelledFiles } from '../image-files.ts';
import type { FoundFile } from '../listing.ts';
import { readBeginnings } from '../read-ahead.ts';
import { textBitmap } from '../text-bitmap.ts';
import type { DatasetFormat } from './format.ts';
import { collectByName, glanceAtNames, labelBeforeNumber } from './name-labels.ts';

/** Files whose content is looked at: one bitmap among them is enough. */
const maximumLooks = 32;

const labelOf = (name: string): string | null =>
  /\.txt$/i.test(name) ? labelBeforeNumber(name) : null;

export const text: DatasetFormat = {
  name: 'text',
  async detect(listing, root) {
    const files = await glanceAtNames(listing, root, labelOf);
    const labelled = files.filter(({ name }) => labelOf(name) !== null);
    return anyBitmap(labelled.slice(0, maximumLooks));
  },
  async read(listing, reading) {
    const files = await collectByName(listing, labelOf, reading);
    return readLabelledFiles(files, reading, { textOnly: true });
  },
};

async function anyBitmap(files: readonly FoundFile[]): Promise<boolean> {
  for await (const beginning of readBeginnings(files.map(({ path }) => path)))
    if ('bytes' in beginning && textBitmap.matches(beginning.bytes)) return true;
  return false;
}
