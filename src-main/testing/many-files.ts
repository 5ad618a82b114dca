/** A folder of very many image files that takes no time to make: hard links to a few real ones. */
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { createRandom } from '../engine/random.ts';

/** File systems bound the links of a file (ext4: 65,000). */
const linksOfOne = 5000;

/** `count` PNG files of 28 x 28, as many in each of `classes` folders. `folder` is there and empty. */
export function makeManyFiles(folder: string, count: number, classes = 10): void {
  const random = createRandom(11, 'many');
  let original = '';
  for (let label = 0; label < classes; label++) mkdirSync(join(folder, String(label)));
  for (let i = 0; i < count; i++) {
    const path = join(folder, String(i % classes), `${String(i).padStart(6, '0')}.png`);
    if (i % linksOfOne === 0) {
      const data = Uint8Array.from({ length: 784 }, () => random.below(256));
      writeFileSync(path, encode({ width: 28, height: 28, data, channels: 1, depth: 8 }));
      original = path;
    } else linkSync(original, path);
  }
}
