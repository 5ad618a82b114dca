/**
 * Images that carry their label in their name, in one folder or in one for each split: Chinese
 * MNIST's `input_<suite>_<sample>_<code>.jpg`, and `<label>_<n>.png` of any kind.
 */
import { readLabelledFiles } from '../image-files.ts';
import type { FoundFile, Listing } from '../listing.ts';
import type { Reading } from '../reading.ts';
import { chineseCodes, findCodeTable } from './chinese-codes.ts';
import type { DatasetFormat } from './format.ts';
import { hasImageFolders, isImageName } from './image-folders.ts';
import { collectByName, glanceAtNames, labelBeforeNumber, type LabelOf } from './name-labels.ts';

const codeOf = (name: string): string | null =>
  /^input_\d+_\d+_(\d+)\.(png|jpe?g)$/i.exec(name)?.[1] ?? null;
const labelOf = (name: string): string | null =>
  isImageName(name) ? labelBeforeNumber(name) : null;

export const names: DatasetFormat = {
  name: 'names',
  async detect(listing, root) {
    const images = await glanceAtImages(listing, root);
    if (!haveLabels(images, codeOf) && !haveLabels(images, labelOf)) return false;
    return !(await hasImageFolders(listing, root, 1));
  },
  async read(listing, reading) {
    const images = await glanceAtImages(listing, reading.root);
    if (haveLabels(images, codeOf)) return readChineseNumerals(listing, reading);
    return readLabelledFiles(await collectByName(listing, labelOf, reading), reading);
  },
};

async function glanceAtImages(listing: Listing, root: string): Promise<FoundFile[]> {
  const files = await glanceAtNames(listing, root, labelOf);
  return files.filter(({ name }) => isImageName(name));
}

/**
 * Whether at least half of the files have a label in their name, several labels in all, of which one comes
 * again: `photo_1.png`, `scan_2.png` are just names.
 */
function haveLabels(files: readonly FoundFile[], labelOf: LabelOf): boolean {
  const labels = files.map(({ name }) => labelOf(name)).filter((label) => label !== null);
  const distinct = new Set(labels).size;
  return 2 * labels.length >= files.length && distinct > 1 && distinct < labels.length;
}

/** Classes are the characters, in the order of their codes: from nought to a hundred million. */
async function readChineseNumerals(listing: Listing, reading: Reading) {
  const table = await findCodeTable(listing);
  const characterOf = new Map([...chineseCodes, ...(table?.characters ?? [])]);
  const rank = new Map([...characterOf].map(([code, character]) => [character, code]));
  const files = await collectByName(
    listing,
    (name) => characterOf.get(Number(codeOf(name) ?? NaN)) ?? null,
    reading,
    new Set(table ? [table.file.path] : []),
  );
  const order = (names: Iterable<string>): string[] =>
    [...new Set(names)].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  return readLabelledFiles(files, reading, { order });
}
