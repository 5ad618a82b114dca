/** Every file of a data set, however deep: for ways of reading that go by the files' paths. */
import { listOrSkip, skip, skipRefused } from './leave-out.ts';
import type { Folder, FoundFile } from './listing.ts';
import type { Reading } from './reading.ts';

/** In the order of their folders; each real folder once, so that links cannot loop. At most `limit` files. */
export async function allFiles(reading: Reading, limit = Infinity): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  const visited = new Set<string>();
  const waiting: Folder[] = [{ path: reading.root, relative: '' }];
  for (let folder = waiting.pop(); folder && files.length < limit; folder = waiting.pop()) {
    if (visited.has(folder.path)) {
      skip(folder, 'dataset.linkLoop', reading);
      continue;
    }
    visited.add(folder.path);
    const listing = await listOrSkip(folder, reading);
    skipRefused(listing, reading);
    for (const file of listing.files.slice(0, limit - files.length)) files.push(file);
    waiting.push(...listing.folders.toReversed());
  }
  return files;
}
