/** Whether folders are the classes of a data set, whatever else lies beside them. */
import { glanceAtFolder, type Listing } from '../listing.ts';
import { splitOfName } from '../split-names.ts';

export const isImageName = (name: string): boolean => /\.(png|jpe?g|bmp|dib|webp|gif)$/i.test(name);

/** Whether at least this many folders, apart from those of splits, hold files that are called images. */
export async function hasImageFolders(
  { folders }: Listing,
  root: string,
  least: number,
): Promise<boolean> {
  let found = 0;
  for (const folder of folders) {
    if (found === least) break;
    if (splitOfName(folder.name) !== null) continue;
    const { files } = await glanceAtFolder(root, folder);
    if (files.some(({ name }) => isImageName(name))) found += 1;
  }
  return found === least;
}
