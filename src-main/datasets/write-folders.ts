import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGreyPng } from './png-encode.ts';
import type { SplitPart, Written, WriteTask } from './write.ts';

/** Names that are read as a split where they are a folder at the top. */
const splitWords = /^(train|training|validation|val|valid|test|testing)$/i;

/**
 * `<class>/<sample>.png`, inside a folder for each split where there are several. The names sort as the
 * samples do, and say which they are.
 */
export function writeFolders(
  { folder, pixels, width, height, labels: allLabels, classes }: WriteTask,
  parts: readonly SplitPart[],
  report: (fraction: number) => void,
): Written {
  const labels = new Uint16Array(allLabels);
  const area = width * height;
  const images = parts.reduce((sum, { samples }) => sum + samples.length, 0);
  const nests = parts.length > 1 || classes.some((name) => splitWords.test(name));
  const digits = String(pixels.byteLength / area).length;
  let files = 0;
  for (const { split, samples } of parts) {
    const above = nests ? join(folder, split) : folder;
    for (const label of new Set(Array.from(samples, (sample) => labels[sample])))
      mkdirSync(join(above, classes[label]), { recursive: true });
    for (const sample of samples) {
      const name = `${String(sample).padStart(digits, '0')}.png`;
      const image = new Uint8Array(pixels, sample * area, area);
      writeFileSync(
        join(above, classes[labels[sample]], name),
        encodeGreyPng(image, width, height),
        { flag: 'wx' },
      );
      files += 1;
      report(files / images);
    }
  }
  return { images, files };
}
