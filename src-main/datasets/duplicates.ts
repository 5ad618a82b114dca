/** Finds the samples whose pictures are the same in every pixel. */
import { crc32 } from 'node:zlib';
import {
  duplicateGroupLimit,
  type DuplicateGroup,
  duplicateListLimit,
  type Duplicates,
} from '../../src-shared/dataset.ts';
import type { RawDataset } from './formats/format.ts';

/** Samples that are hashed between two breaths. */
const chunk = 2000;

/** All groups of two and more, each ascending, in the order of their first samples. */
export async function duplicateGroups(
  { pixels, width, height, splits }: RawDataset,
  breathe: () => Promise<void>,
): Promise<number[][]> {
  const samples = splits.byteLength;
  const area = width * height;
  const image = (i: number): Uint8Array => new Uint8Array(pixels, i * area, area);
  /** The first sample with each hash; the others follow in `next`, one after the other. */
  const first = new Map<number, number>();
  const groups = new Map<number, number[]>();
  /** Different pictures with one hash. */
  const colliding = new Map<number, number[]>();
  for (let i = 0; i < samples; i++) {
    if (i % chunk === 0) await breathe();
    // The system's CRC is a twentieth of the work of a hash written here; what it confuses is compared below.
    const hash = crc32(image(i));
    const earlier = first.get(hash);
    if (earlier === undefined) {
      first.set(hash, i);
      continue;
    }
    const candidates = [earlier, ...(colliding.get(hash) ?? [])];
    const same = candidates.find((candidate) => equal(image(candidate), image(i)));
    if (same === undefined) colliding.set(hash, [...(colliding.get(hash) ?? []), i]);
    else {
      const group = groups.get(same);
      if (group) group.push(i);
      else groups.set(same, [same, i]);
    }
  }
  return [...groups.values()].sort((a, b) => a[0] - b[0]);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** What the summary says of them. */
export function describeDuplicates(
  groups: readonly (readonly number[])[],
  { labels, splits }: Pick<RawDataset, 'labels' | 'splits'>,
): Duplicates {
  const label = new Uint16Array(labels);
  const split = new Uint8Array(splits);
  const described = groups.map((indices): DuplicateGroup => ({
    indices: indices.slice(0, duplicateGroupLimit),
    size: indices.length,
    acrossSplits: indices.some((i) => split[i] !== split[indices[0]]),
    otherLabels: indices.some((i) => label[i] !== label[indices[0]]),
  }));
  const rank = ({ acrossSplits, otherLabels }: DuplicateGroup): number =>
    otherLabels ? 0 : acrossSplits ? 1 : 2;
  return {
    groups: groups.length,
    copies: groups.reduce((sum, { length }) => sum + length - 1, 0),
    acrossSplits: described.filter(({ acrossSplits }) => acrossSplits).length,
    otherLabels: described.filter(({ otherLabels }) => otherLabels).length,
    list: described.sort((a, b) => rank(a) - rank(b)).slice(0, duplicateListLimit),
  };
}
