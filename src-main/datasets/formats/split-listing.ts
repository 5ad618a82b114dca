import { glanceAtFolder, type Listing } from '../listing.ts';
import { splitOfName } from '../split-names.ts';

/**
 * What lies in the folders that are named after splits (`train/digits.csv`, `test/digits.csv`), as if it were in one
 * folder: for formats of a few large files. Null without such folders.
 */
export async function splitListing(listing: Listing, root: string): Promise<Listing | null> {
  const inside: Listing = { ...listing, files: [], folders: [], refused: [...listing.refused] };
  for (const folder of listing.folders) {
    const split = splitOfName(folder.name);
    if (!split) continue;
    const found = await glanceAtFolder(root, folder);
    for (const file of found.files) inside.files.push({ ...file, split });
    inside.folders.push(...found.folders);
    inside.refused.push(...found.refused);
  }
  return inside.files.length > 0 ? inside : null;
}
