import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import {
  bundledSample,
  failure,
  idxHeader,
  idxImages,
  idxLabels,
  makeFolder,
  realDataset,
} from '../test-files.ts';

const images = idxImages(4, 3, (i) => 10 * i);
const labels = idxLabels([7, 2, 7, 9]);
const testImages = idxImages(2, 3, () => 200);
const testLabels = idxLabels([2, 9]);
const train = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };
const both = {
  ...train,
  't10k-images-idx3-ubyte': testImages,
  't10k-labels-idx1-ubyte': testLabels,
};

/** Opens a folder of these files. */
const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));

describe('the files of MNIST', () => {
  it('reads both splits, training first, and orders the labels', async () => {
    const { summary, pixels, labels: given, splits, files } = await open(both);
    expect(summary).toMatchObject({
      ...{ format: 'idx', width: 3, height: 3, samples: 6, classes: ['2', '7', '9'] },
      counts: { train: [1, 2, 1], validation: [0, 0, 0], test: [1, 0, 1] },
      ...{ polarity: 'light', valueRange: [0, 200], skipped: [], skippedCount: 0 },
    });
    expect([...new Uint16Array(given)]).toEqual([1, 0, 1, 2, 0, 2]);
    expect([...new Uint8Array(splits)]).toEqual([0, 0, 0, 0, 2, 2]);
    expect(new Uint8Array(pixels).filter((_, i) => i % 9 === 4)).toEqual(
      Uint8Array.of(0, 10, 20, 30, 200, 200),
    );
    expect(files).toBeNull();
  });

  it('is the same data raw, gzipped, or named otherwise', async () => {
    const { fingerprint } = (await open(both)).summary;
    const variants = [
      Object.fromEntries(
        Object.entries(both).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
      ),
      // As some copies are spelled, and as a browser leaves a download: unpacked, but still called .gz.
      Object.fromEntries(
        Object.entries(both).map(([name, bytes]) => [name.replace('-idx', '.idx') + '.gz', bytes]),
      ),
      // By content alone.
      {
        'a-images': images,
        'a-labels': labels,
        'test-images': testImages,
        'test-labels': testLabels,
      },
    ];
    for (const files of variants) expect((await open(files)).summary.fingerprint).toBe(fingerprint);
  });

  it('is found in a folder that wraps it, and in one that wraps that', async () => {
    const { fingerprint } = (await open(both)).summary;
    for (const wrapper of ['mnist/', 'download/MNIST/raw/']) {
      const inside = Object.entries(both).map(([name, bytes]) => [`${wrapper}${name}`, bytes]);
      const { summary } = await open({ ...Object.fromEntries(inside), LICENSE: 'free' });
      expect(summary).toMatchObject({ format: 'idx', fingerprint });
    }
  });

  it('takes the raw file where its gzip lies beside it', async () => {
    const other = gzipSync(idxImages(4, 3, () => 99));
    const { summary } = await open({ ...train, 'train-images-idx3-ubyte.gz': other });
    expect(summary).toMatchObject({ samples: 4, valueRange: [0, 30] });
  });

  it('does without a test set, and takes a validation set', async () => {
    expect((await open(train)).summary.samples).toBe(4);
    const { counts } = (
      await open({
        ...train,
        'validation-images-idx3-ubyte': testImages,
        'validation-labels-idx1-ubyte': testLabels,
      })
    ).summary;
    expect(counts.validation).toEqual([1, 0, 1]);
  });

  it('ignores a licence and system clutter beside them', async () => {
    const { summary } = await open({ ...train, LICENSE: 'free', '.DS_Store': 'x' });
    expect(summary).toMatchObject({ samples: 4, skippedCount: 0 });
  });

  it('opens the bundled sample', async () => {
    const { summary } = await openDataset(bundledSample);
    expect(summary).toMatchObject({
      ...{ samples: 5000, width: 20, height: 20, polarity: 'light', valueRange: [0, 255] },
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      counts: { train: new Array(10).fill(400), test: new Array(10).fill(100) },
    });
  });

  it('opens MNIST, every pixel and label in its place', async ({ skip }) => {
    const mnist = realDataset('mnist');
    if (!mnist) return skip();
    const opened = await openDataset(mnist);
    expect(opened.summary).toMatchObject({
      ...{ samples: 70_000, width: 28, height: 28, polarity: 'light' },
      counts: {
        train: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
        test: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
      },
    });
    const unzip = (name: string, header: number) =>
      gunzipSync(readFileSync(join(mnist, name))).subarray(header);
    const allPixels = Buffer.concat([
      unzip('train-images-idx3-ubyte.gz', 16),
      unzip('t10k-images-idx3-ubyte.gz', 16),
    ]);
    const allLabels = Buffer.concat([
      unzip('train-labels-idx1-ubyte.gz', 8),
      unzip('t10k-labels-idx1-ubyte.gz', 8),
    ]);
    expect(allPixels.equals(new Uint8Array(opened.pixels))).toBe(true);
    expect(allLabels.equals(Uint8Array.from(new Uint16Array(opened.labels)))).toBe(true);
  });
});

describe('what cannot be used', () => {
  const zip = (bytes: Uint8Array) => gzipSync(bytes);
  const withImages = (bytes: Uint8Array) => open({ ...train, 'train-images-idx3-ubyte': bytes });
  const withZippedImages = (bytes: Uint8Array) =>
    open({ 'train-images-idx3-ubyte.gz': bytes, 'train-labels-idx1-ubyte': labels });

  it('cut short, raw and inside a sound gzip, also within the header', async () => {
    const short = images.subarray(0, -5);
    const values = { file: 'train-images-idx3-ubyte', expected: 52, actual: 47 };
    expect((await failure(withImages(short), 'idx.truncated')).values).toEqual(values);
    expect((await failure(withZippedImages(zip(short)), 'idx.truncated')).values).toEqual({
      ...values,
      file: 'train-images-idx3-ubyte.gz',
    });
    for (const length of [0, 2, 10])
      await failure(withImages(images.subarray(0, length)), 'idx.truncated');
  });
  it('longer than it says, raw and gzipped', async () => {
    const long = Buffer.concat([images, Buffer.alloc(3)]);
    await failure(withImages(long), 'idx.trailing');
    await failure(withZippedImages(zip(long)), 'idx.trailing');
  });
  it('a gzip that unpacks to far more than the header says', async () => {
    const bomb = Buffer.concat([images, Buffer.alloc(200_000_000)]);
    const before = process.memoryUsage().rss;
    const packed = zip(bomb);
    await failure(withZippedImages(packed), 'idx.trailing');
    // The bomb itself is in memory here, once; unpacking it must not add to that.
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
  it('another magic', async () => {
    const floats = Buffer.concat([idxHeader(0xd03, 4, 3, 3), Buffer.alloc(4 * 9 * 4)]);
    const error = await failure(withImages(floats), 'idx.badMagic');
    expect(error.values).toEqual({ file: 'train-images-idx3-ubyte', found: '0x00000d03' });
    await failure(withImages(Buffer.from('<html>not found</html>')), 'idx.badMagic');
  });
  it('a damaged gzip: its start, its middle, its end', async () => {
    const packed = zip(idxImages(4, 3, (i) => (i * 89) % 256));
    const flipped = Buffer.from(packed);
    flipped[flipped.length - 6] ^= 0x10;
    for (const bytes of [
      packed.subarray(0, -9),
      flipped,
      Buffer.from('1f8bffffffffffffffffff', 'hex'),
    ])
      await failure(withZippedImages(bytes), 'file.badGzip');
  });
  it('a header that claims 2^31 images, raw and gzipped', async () => {
    const huge = Buffer.concat([idxHeader(0x803, 2 ** 31, 28, 28), Buffer.alloc(784)]);
    await failure(withImages(huge), 'idx.tooLarge');
    await failure(withZippedImages(zip(huge)), 'idx.tooLarge');
  });
  it('sizes beyond what is supported', async () => {
    const wide = Buffer.concat([idxHeader(0x803, 1, 1, 5000), Buffer.alloc(5000)]);
    const error = await failure(withImages(wide), 'image.tooLarge');
    expect(error.values).toMatchObject({ width: 5000, height: 1 });
  });
  it('no images at all', async () => {
    await failure(withImages(idxHeader(0x803, 0, 3, 3)), 'idx.noImages');
    await failure(withImages(idxHeader(0x803, 4, 0, 3)), 'idx.noImages');
  });
  it('counts that disagree between images and labels', async () => {
    const error = await failure(
      open({ ...train, 'train-labels-idx1-ubyte': idxLabels([1, 2, 3]) }),
      'idx.countMismatch',
    );
    expect(error.values).toMatchObject({ images: 4, labels: 3 });
  });
  it('images and labels exchanged', async () => {
    await failure(withImages(labels), 'idx.imagesExpected');
    await failure(open({ ...train, 'train-labels-idx1-ubyte': images }), 'idx.labelsExpected');
  });
  it('one file of a pair', async () => {
    const alone = await failure(open({ 'train-images.idx3-ubyte': images }), 'idx.noLabels');
    expect(alone.values).toEqual({
      file: 'train-images.idx3-ubyte',
      expected: 'train-labels.idx1-ubyte',
    });
    const other = await failure(
      open({ ...train, 't10k-labels-idx1-ubyte': testLabels }),
      'idx.noImagesFile',
    );
    expect(other.values).toMatchObject({ expected: 't10k-images-idx3-ubyte' });
  });
  it('a test set of another size', async () => {
    const error = await failure(
      open({ ...both, 't10k-images-idx3-ubyte': idxImages(2, 5, () => 1) }),
      'idx.sizeMismatch',
    );
    expect(error.values).toMatchObject({ found: '5 x 5', expected: '3 x 3' });
  });
  it('several data sets in one folder', async () => {
    await failure(
      open({
        ...{ 'emnist-letters-train-images-idx3-ubyte': images },
        ...{ 'emnist-digits-train-images-idx3-ubyte': images },
        'emnist-digits-train-labels-idx1-ubyte': labels,
      }),
      'dataset.severalSets',
    );
  });
  it('only a test set', async () => {
    await failure(
      open({ 't10k-images-idx3-ubyte': testImages, 't10k-labels-idx1-ubyte': testLabels }),
      'dataset.noTraining',
    );
  });
  it('one class only', async () => {
    const error = await failure(
      open({ ...train, 'train-labels-idx1-ubyte': idxLabels([3, 3, 3, 3]) }),
      'dataset.oneClass',
    );
    expect(error.values).toMatchObject({ label: '3' });
  });
  it('a link that leads out of the folder', async () => {
    const elsewhere = makeFolder(train);
    const folder = makeFolder({ 'train-labels-idx1-ubyte': labels });
    symlinkSync(
      join(elsewhere, 'train-images-idx3-ubyte'),
      join(folder, 'train-images-idx3-ubyte'),
    );
    await failure(openDataset(folder), 'idx.noImagesFile');
  });
});
