import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import { failure, greyPng, makeFolder, realDataset, reasons } from '../test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));

/** Two suites of images whose codes are 1 to 15, filled with 10 times the code; in the folder `inside`. */
function chineseMnist(inside = ''): Record<string, Uint8Array | string> {
  const images: Record<string, Uint8Array> = {};
  for (const suite of [1, 12])
    for (let code = 1; code <= 15; code++)
      images[`${inside}input_${suite}_${(code % 3) + 1}_${code}.jpg`] = greyPng(10 * code);
  return images;
}
const characters = [...'零一二三四五六七八九十百千万亿'];
const rows = characters.map((character, i) => `1,1,${i + 1},0,${character}`);
const table = ['suite_id,sample_id,code,value,character', ...rows].join('\n') + '\n';

describe('Chinese MNIST', () => {
  it('calls the classes by their characters, in the order of the codes', async () => {
    const { summary, pixels, labels, files } = await open(chineseMnist());
    expect(summary).toMatchObject({
      ...{ format: 'names', samples: 30, classes: characters, skippedCount: 0 },
      counts: { train: new Array(15).fill(2), test: new Array(15).fill(0) },
    });
    expect([...new Uint16Array(labels)]).toEqual(characters.flatMap((_, i) => [i, i]));
    expect(new Uint8Array(pixels)[16 * 2 * 14]).toBe(150);
    expect(files?.[2]).toBe('input_12_3_2.jpg');
  });

  it.each([
    ['beside the images', '', 'chinese_mnist.csv'],
    ['beside the folder that wraps them', 'data/data/', 'chinese_mnist.csv'],
    ['between', 'data/data/', 'data/chinese_mnist.csv'],
  ])('is the same with its table %s, with any line ends', async (_, inside, csv) => {
    const { fingerprint } = (await open(chineseMnist())).summary;
    for (const text of [table, table.replaceAll('\n', '\r\n'), `\uFEFF${table}`, 'damaged']) {
      const { summary } = await open({ ...chineseMnist(inside), [csv]: text });
      expect(summary).toMatchObject({ format: 'names', classes: characters });
      expect(summary.skippedCount).toBe(text === 'damaged' ? 1 : 0);
      expect(summary.fingerprint).toBe(fingerprint);
    }
  });

  it('believes the table where it differs', async () => {
    const { summary } = await open({
      ...{
        'input_1_1_1.jpg': greyPng(1),
        'input_1_2_1.jpg': greyPng(1),
        'input_1_1_16.jpg': greyPng(2),
      },
      'codes.csv': 'character,code\r\n〇,1\r\n"兆",16\r\n?,2\r\n',
    });
    expect(summary.classes).toEqual(['〇', '兆']);
  });

  it('skips a code without a character, and a file without a code', async () => {
    const { summary } = await open({
      ...{ ...chineseMnist('data/'), 'data/input_1_1_16.jpg': greyPng(1) },
      ...{ 'data/cover.jpg': greyPng(1), 'data/input_3_3_3.jpg': 'no image', 'licence.txt': 'x' },
    });
    expect(summary.samples).toBe(30);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'data/input_1_1_16.jpg': 'names.noLabel', 'data/cover.jpg': 'names.noLabel' },
      ...{ 'data/input_3_3_3.jpg': 'image.notAnImage', 'licence.txt': 'names.noLabel' },
    });
  });

  it('opens all 15,000 images', async ({ skip }) => {
    const folder = realDataset('chinese-mnist');
    if (!folder) return skip();
    const { summary } = await openDataset(folder);
    expect(summary).toMatchObject({
      ...{ format: 'names', samples: 15_000, width: 64, height: 64, polarity: 'light' },
      ...{ classes: characters, counts: { train: new Array(15).fill(1000) }, skippedCount: 0 },
    });
  });
});

describe('a label before a number', () => {
  const letters = {
    ...{ 'a_1.png': greyPng(1), 'a_2.png': greyPng(2) },
    ...{ 'letter_b_10.jpeg': greyPng(3), 'é_003.PNG': greyPng(4) },
  };

  it('is the class', async () => {
    const { summary, files } = await open(letters);
    expect(summary).toMatchObject({ format: 'names', classes: ['a', 'é', 'letter_b'] });
    expect(files).toEqual(['a_1.png', 'a_2.png', 'é_003.PNG', 'letter_b_10.jpeg']);
  });

  it('is found in folders named after the splits, and in a folder that wraps them', async () => {
    const { summary } = await open({
      ...{ 'set/trainImages/3_1.png': greyPng(1), 'set/trainImages/3_2.png': greyPng(2) },
      ...{ 'set/trainImages/4_1.png': greyPng(3), 'set/testImages/4_1.png': greyPng(4) },
      ...{ 'set/validation/3_7.png': greyPng(5), 'set/preview.png': greyPng(6) },
    });
    expect(summary).toMatchObject({
      ...{ format: 'names', classes: ['3', '4'] },
      counts: { train: [2, 1], validation: [1, 0], test: [0, 1] },
    });
    expect(reasons(summary.skipped)).toEqual({ 'set/preview.png': 'dataset.outsideSplits' });
  });

  it('skips what has none', async () => {
    const { summary } = await open({
      ...{ ...letters, 'README.md': 'x', 'cover.png': greyPng(1), '_5.png': greyPng(1) },
      'deep/notes.txt': 'x',
    });
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'README.md': 'names.noLabel', 'cover.png': 'names.noLabel', '_5.png': 'names.noLabel' },
      deep: 'names.folderInside',
    });
  });

  it('does not count where folders are the classes', async () => {
    const loose = { ...letters, 'x/1.png': greyPng(1), 'y/1.png': greyPng(2) };
    expect((await open(loose)).summary).toMatchObject({ format: 'folders', classes: ['x', 'y'] });
    const inside = {
      ...{ 'train/a_1.png': greyPng(1), 'train/a_2.png': greyPng(2), 'train/b_1.png': greyPng(3) },
      'plane/1.png': greyPng(4),
    };
    expect((await open(inside)).summary.classes).toEqual(['plane', 'train']);
    const numbered = {
      ...{ 'train/train_1.png': greyPng(1), 'train/train_2.png': greyPng(2) },
      'test/test_1.png': greyPng(3),
    };
    expect((await open(numbered)).summary.classes).toEqual(['test', 'train']);
  });

  it('does not count where it is just a name', async () => {
    const scans = { 'scan_1.png': greyPng(1), 'photo_2.png': greyPng(2) };
    await failure(open(scans), 'dataset.unknownFormat');
    await failure(
      open({ 'scan_1.png': greyPng(1), 'scan_2.png': greyPng(2) }),
      'dataset.unknownFormat',
    );
  });
});
