import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { DatasetPreview } from '../../src-shared/dataset.ts';
import { createRandom } from '../engine/random.ts';
import { decodeFiles, type DecodingTarget, type ImageFile } from './decode-files.ts';
import { decodeInThreads } from './decode-pool.ts';
import { openDataset } from './open.ts';
import { readBeginnings } from './read-ahead.ts';
import { failure, makeFolder } from './test-files.ts';

const random = createRandom(3, 'noise');
const noise = (width: number, height: number): Uint8Array =>
  encode({
    ...{ width, height, channels: 1, depth: 8 },
    data: Uint8Array.from({ length: width * height }, () => random.below(256)),
  });

/** 300 images, every seventh of another size, every eleventh no image, one that is not there. */
function mixedFiles(): { path: string; files: ImageFile[] } {
  const names = Array.from({ length: 300 }, (_, i) => `${i}.png`);
  const path = makeFolder(
    Object.fromEntries(
      names.map((name, i) => [
        name,
        i % 11 === 5 ? 'no image' : i % 7 === 3 ? noise(20 + (i % 3), 9) : noise(12, 12),
      ]),
    ),
  );
  names.splice(100, 0, 'gone.png');
  return { path, files: names.map((relative) => ({ path: join(path, relative), relative })) };
}

function targetFor({ path, files }: ReturnType<typeof mixedFiles>): DecodingTarget {
  return {
    ...{ frame: { width: 12, height: 12 }, path, textOnly: false },
    pixels: new SharedArrayBuffer(144 * files.length),
    sizes: new SharedArrayBuffer(4 * files.length),
    decoded: new SharedArrayBuffer(files.length),
  };
}

const never = new AbortController().signal;

describe('decoding in several threads', () => {
  it('gives what one thread gives, bit for bit, whatever their number', async () => {
    const mixed = mixedFiles();
    const alone = targetFor(mixed);
    const left = await decodeFiles(mixed.files, 0, alone, { read: readBeginnings });
    expect(left.map(({ file }) => file).slice(0, 3)).toEqual(['5.png', '16.png', '27.png']);
    expect(left).toHaveLength(28);
    for (const threads of [1, 2, 5]) {
      const target = targetFor(mixed);
      const reports: number[] = [];
      const skipped = await decodeInThreads(mixed.files, target, threads, never, (done) =>
        reports.push(done),
      );
      expect([skipped.list, skipped.count]).toEqual([left, 28]);
      for (const part of ['pixels', 'sizes', 'decoded'] as const)
        expect(Buffer.from(target[part]).equals(Buffer.from(alone[part])), part).toBe(true);
      expect(reports.at(-1)).toBe(301);
      expect(reports).toEqual([...reports].sort((a, b) => a - b));
    }
  });

  it('stops when it is cancelled, with most of its work left', async () => {
    const { path } = mixedFiles();
    writeFileSync(join(path, 'large.png'), noise(1500, 1500));
    const relative = 'large.png';
    const files = new Array<ImageFile>(500).fill({ path: join(path, relative), relative });
    const cancel = new AbortController();
    const target = targetFor({ path, files });
    const done = (): number => Buffer.from(target.decoded).filter((byte) => byte !== 0).length;
    const decoding = decodeInThreads(files, target, 2, cancel.signal, () => {});
    // In the middle of a file, most likely: each takes longer than this.
    setTimeout(() => cancel.abort(), 10);
    await expect(decoding).rejects.toThrow('aborted');
    const left = done();
    expect(left).toBeLessThan(250);
    await new Promise((later) => setTimeout(later, 200));
    // This thread may have been reading a file.
    expect(done(), 'both threads have stopped').toBeLessThanOrEqual(left + 1);
  });

  it('says so when the folder is gone', async () => {
    const target = { ...targetFor({ path: '/nowhere', files: [] }), path: '/nowhere' };
    const files = [{ path: '/nowhere/at/all.png', relative: 'at/all.png' }];
    await failure(
      decodeInThreads(files, target, 2, never, () => {}),
      'dataset.vanished',
    );
  });
});

describe('a large data set', () => {
  it('is opened by several threads, and shows some images first', async () => {
    const large = noise(400, 300);
    const images = Array.from({ length: 90 }, (_, i) => [
      `${i % 3}/${10 + i}.png`,
      i % 3 === 0 ? noise(400, 300) : large,
    ]);
    const told: string[] = [];
    const previews: DatasetPreview[] = [];
    const { summary, pixels } = await openDataset(makeFolder(Object.fromEntries(images)), {
      onProgress: () => told.push('progress'),
      onPreview: (preview) => {
        told.push('preview');
        previews.push(preview);
      },
    });
    expect(summary).toMatchObject({ samples: 90, width: 400, height: 300, resizedCount: 0 });
    expect(told[0]).toBe('preview');
    expect(previews).toHaveLength(1);
    const [{ classes, pixels: first }] = previews;
    expect(first.length).toBe(classes.length * 120_000);
    expect(Buffer.from(first.subarray(0, 120_000)).equals(Buffer.from(pixels, 0, 120_000))).toBe(
      true,
    );
  });
});
