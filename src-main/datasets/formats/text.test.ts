import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import { failure, makeFolder, realDataset, reasons } from '../test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
/** Pixels as text again, the samples in turn. */
const shown = (pixels: SharedArrayBuffer) =>
  [...new Uint8Array(pixels)].map((value) => ({ 0: '.', 255: '#' })[value] ?? '?').join('');

const ring = '111\n101\n111\n';
const bar = '010\n010\n010\n';

describe('text bitmaps', () => {
  it('reads lines that end in LF or CRLF, with or without a last one, 1 as light ink', async () => {
    const { summary, pixels, labels, splits, files } = await open({
      ...{
        'trainingDigits/0_0.txt': ring,
        'trainingDigits/1_10.txt': bar.replaceAll('\n', '\r\n'),
      },
      ...{ 'trainingDigits/1_2.txt': bar.trimEnd(), 'testDigits/0_0.txt': `${ring}\r\n\r\n` },
    });
    expect(summary).toMatchObject({
      ...{ format: 'text', width: 3, height: 3, classes: ['0', '1'], skippedCount: 0 },
      ...{ counts: { train: [1, 2], validation: [0, 0], test: [1, 0] }, valueRange: [0, 255] },
    });
    expect(shown(pixels)).toBe('####.####' + '.#..#..#.' + '.#..#..#.' + '####.####');
    expect([...new Uint16Array(labels)]).toEqual([0, 1, 1, 0]);
    expect([...new Uint8Array(splits)]).toEqual([0, 0, 0, 2]);
    expect(files?.[1]).toBe('trainingDigits/1_10.txt');
  });

  it.each([
    ['train', 'test'],
    ['Training Set', 'Test Set'],
    ['digits-train', 'digits-testing'],
    ['myTrainDigits', 'myTestDigits'],
  ])('takes %s and %s for the splits, also when a folder wraps them', async (train, test) => {
    const { summary } = await open({
      ...{ [`digits/${train}/0_0.txt`]: ring, [`digits/${train}/1_0.txt`]: bar },
      [`digits/${test}/1_0.txt`]: bar,
    });
    expect(summary.counts).toMatchObject({ train: [1, 1], test: [0, 1] });
  });

  it('reads files that lie in one folder, whatever their labels', async () => {
    const { summary } = await open({ '汉_1.txt': ring, 'letter_b_02.TXT': bar, 'a_3.txt': bar });
    expect([...summary.classes].sort()).toEqual(['a', 'letter_b', '汉']);
    expect(summary.counts.train).toEqual([1, 1, 1]);
  });

  it('is the same data with other line ends', async () => {
    const lf = await open({ '0_0.txt': ring, '1_0.txt': bar });
    const crlf = await open({
      '0_0.txt': ring.replaceAll('\n', '\r\n'),
      '1_0.txt': bar.replaceAll('\n', '\r\n'),
    });
    expect(crlf.summary.fingerprint).toBe(lf.summary.fingerprint);
  });

  it('reads bitmaps beyond what is read ahead', async () => {
    const large = `${'01'.repeat(160)}\n`.repeat(320);
    expect(large.length).toBeGreaterThan(65_536);
    const { summary, pixels } = await open({ '0_0.txt': large, '1_0.txt': large });
    expect([summary.width, summary.height]).toEqual([320, 320]);
    expect(new Uint8Array(pixels).reduce((sum, value) => sum + value, 0)).toBe(320 * 320 * 255);
  });

  it('skips what is no such bitmap, and says why', async () => {
    const { summary } = await open({
      ...{ 'train/0_0.txt': ring, 'train/1_0.txt': bar, 'train/1_1.txt': bar },
      ...{ 'train/0_1.txt': '111\n1x1\n111\n', 'train/0_2.txt': '', 'train/0_3.txt': '\r\n' },
      ...{
        'train/0_4.txt': '111\n101\n11\n',
        'train/0_5.txt': '1 1\n1 1\n',
        'train/0_6.txt': 'no',
      },
      ...{ 'train/0_7.txt': '11\n11\n', 'train/0_8.txt': '111\n\n101\n111\n' },
      ...{
        'train/0_9.txt': `${'1'.repeat(5000)}\n`,
        'train/notes.txt': 'x',
        'train/deep/0_1.txt': ring,
      },
      ...{ 'README.md': 'x', 'extra/0_1.txt': ring, 'test/1_1.txt': bar },
    });
    expect(summary.counts).toMatchObject({ train: [2, 2], test: [0, 1] });
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'train/0_1.txt': 'text.otherCharacter', 'train/0_2.txt': 'image.empty' },
      ...{ 'train/0_3.txt': 'image.empty', 'train/0_4.txt': 'text.unevenLines' },
      ...{ 'train/0_5.txt': 'text.otherCharacter', 'train/0_6.txt': 'text.otherCharacter' },
      ...{ 'train/0_8.txt': 'text.unevenLines' },
      ...{ 'train/0_9.txt': 'image.tooLarge', 'train/notes.txt': 'names.noLabel' },
      ...{ 'train/deep': 'names.folderInside', extra: 'dataset.outsideSplits' },
      'README.md': 'dataset.outsideSplits',
    });
    const reason = (name: string) =>
      summary.skipped.find(({ file }) => file === name)?.reason.values;
    expect(reason('train/0_1.txt')).toEqual({ file: 'train/0_1.txt', line: 2, column: 2 });
    expect(reason('train/0_4.txt')).toMatchObject({ line: 3, found: 2, expected: 3 });
    expect(reason('train/0_8.txt')).toMatchObject({ line: 2, found: 0, expected: 3 });
  });

  it('is not what just any text files are', async () => {
    await failure(open({ 'note_1.txt': 'hello', 'note_2.txt': '2019' }), 'dataset.unknownFormat');
    await failure(open({ 'digits.txt': ring }), 'dataset.unknownFormat');
  });

  it('needs a second class, and training images', async () => {
    await failure(open({ '1_0.txt': bar, '1_1.txt': bar }), 'dataset.oneClass');
    await failure(open({ 'test/0_0.txt': ring, 'test/1_1.txt': bar }), 'dataset.noTraining');
  });

  it('stops when it is cancelled', async () => {
    const files = Array.from({ length: 300 }, (_, i) => [`${i % 2}_${i}.txt`, ring]);
    const cancel = new AbortController();
    const opening = openDataset(makeFolder(Object.fromEntries(files)), {
      signal: cancel.signal,
      onProgress: (_, done) => done === 10 && cancel.abort(),
    });
    await expect(opening).rejects.toThrow('aborted');
  });

  it('opens the digits of Machine Learning in Action', async ({ skip }) => {
    const digits = realDataset('mlia-digits');
    if (!digits) return skip();
    const { summary, pixels, files } = await openDataset(digits);
    expect(summary).toMatchObject({
      ...{ format: 'text', samples: 2880, width: 32, height: 32, skippedCount: 0 },
      ...{ polarity: 'light', classes: [...'0123456789'] },
      counts: {
        train: [189, 198, 195, 199, 186, 187, 195, 201, 180, 204],
        test: [87, 97, 92, 85, 114, 108, 87, 96, 91, 89],
      },
    });
    expect(files?.[0]).toBe('trainingDigits/0_0.txt');
    expect(shown(pixels.slice(0, 32))).toBe('.'.repeat(13) + '####' + '.'.repeat(15));
  });
});
