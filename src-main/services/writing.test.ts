/** What is written out is read back: the same pixels, the labels as edited, nothing that was excluded. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFormats } from '../../src-shared/api/datasets.ts';
import type { Job } from '../../src-shared/job.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { decodePng } from '../datasets/png.ts';
import { greyPng, makeFolder } from '../datasets/test-files.ts';
import { desk } from '../testing/desk.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import type { OpenDataset } from './datasets.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

/** Each image as text with its split and class: what must be the same again, whatever the order. */
function contents({ pixels, labels, splits, summary }: OpenDataset): string[] {
  const area = summary.width * summary.height;
  const names = new Uint16Array(labels);
  const splitOf = new Uint8Array(splits);
  return Array.from({ length: summary.samples }, (_, i) =>
    [
      splitOf[i],
      summary.classes[names[i]],
      Buffer.from(pixels, i * area, area).toString('base64'),
    ].join(' '),
  ).sort();
}

describe.each(writeFormats)('as %s', (format) => {
  it('the sample comes back with its edits', async () => {
    const at = desk();
    const dataset = await at.datasets.open(sample);
    const { id } = dataset.summary;
    at.browsing.edit(id, Uint32Array.of(0, 1, 2, 4001), { kind: 'relabel', label: 7 });
    at.browsing.edit(id, Uint32Array.of(2, 3, 4500), { kind: 'exclude', on: true });
    const edits = at.browsing.edits(id);
    const folder = join(temporaryFolder(), '新 new');
    const written = await at.writing.write({ dataset, edits, format, folder });
    expect(written).toMatchObject({ path: folder, images: 4997 });
    expect(written.files).toBe(format === 'idx' ? 4 : 4997);

    const expected = contents({
      ...dataset,
      labels: at.datasets.currentOf(id).overlay.labels,
    });
    // What was excluded is not there; its line is unlike all others.
    const gone = new Set(edits.filter(({ excluded }) => excluded).map(({ index }) => index));
    const { labels } = at.datasets.currentOf(id).overlay;
    const left = contentsWithout(dataset, labels, gone);
    expect(left).toHaveLength(expected.length - 3);
    const back = await at.datasets.open(folder);
    expect(back.summary.classes).toEqual(dataset.summary.classes);
    expect(back.summary.polarity).toBe(dataset.summary.polarity);
    expect(contents(back)).toEqual(left);
    expect(at.jobs.list()).toEqual([]);
  });

  it('a set without a test split, with names for classes, comes back', async () => {
    const at = desk();
    const files = Object.fromEntries(
      ['é', '零', 'test', 'b c'].flatMap((name, k) =>
        [1, 2, 3].map((n) => [`${name}/${n}.png`, greyPng(60 * k + 10 * n, 6, 5)]),
      ),
    );
    const dataset = await at.datasets.open(makeFolder(files));
    const folder = temporaryFolder();
    await at.writing.write({ dataset, edits: [], format, folder });
    if (format === 'idx') expect(readdirSync(folder)).toContain('classes.txt');
    const back = await at.datasets.open(folder);
    // IDX has numbers only; `classes.txt` says which is which.
    const named =
      format === 'folders'
        ? back
        : { ...back, summary: { ...back.summary, classes: dataset.summary.classes } };
    expect(contents(named)).toEqual(contents(dataset));
  });
});

function contentsWithout(
  dataset: Parameters<typeof contents>[0],
  labels: SharedArrayBuffer,
  gone: ReadonlySet<number>,
): string[] {
  const { summary, pixels, splits } = dataset;
  const area = summary.width * summary.height;
  const now = new Uint16Array(labels);
  const splitOf = new Uint8Array(splits);
  return Array.from({ length: summary.samples }, (_, i) => i)
    .filter((i) => !gone.has(i))
    .map((i) =>
      [
        splitOf[i],
        summary.classes[now[i]],
        Buffer.from(pixels, i * area, area).toString('base64'),
      ].join(' '),
    )
    .sort();
}

it('writes over nothing, and not into the data set itself', async () => {
  const at = desk();
  const source = makeFolder({
    ...{ 'a/1.png': greyPng(1), 'a/2.png': greyPng(3), 'b/1.png': greyPng(2) },
  });
  const dataset = await at.datasets.open(source);
  const order = { dataset, edits: [], format: 'folders' as const };
  const full = temporaryFolder();
  writeFileSync(join(full, 'mine.txt'), 'mine');
  for (const folder of [full, join(full, 'mine.txt')])
    await expect(at.writing.write({ ...order, folder })).rejects.toThrow('write.notEmpty');
  expect(readdirSync(full)).toEqual(['mine.txt']);
  for (const folder of [source, join(source, 'new')])
    await expect(at.writing.write({ ...order, folder })).rejects.toThrow('write.insideItself');
  expect(readdirSync(source).sort()).toEqual(['a', 'b']);
  const slashed = { ...dataset, summary: { ...dataset.summary, classes: ['a/b', 'c'] } };
  const out = join(temporaryFolder(), 'out');
  await expect(at.writing.write({ ...order, dataset: slashed, folder: out })).rejects.toThrow(
    'write.className',
  );
  expect(existsSync(out)).toBe(false);
  const many = Array.from({ length: 300 }, (_, i) => `class ${i}`);
  await expect(
    at.writing.write({
      ...order,
      format: 'idx',
      dataset: { ...dataset, summary: { ...dataset.summary, classes: many } },
      folder: out,
    }),
  ).rejects.toThrow('write.tooManyClasses');
});

it('leaves nothing behind when it is cancelled', async () => {
  const at = desk();
  const dataset = await at.datasets.open(sample);
  const folder = temporaryFolder();
  const cancelled = new Set<string>();
  for (const target of [folder, join(folder, 'new')]) {
    mkdirSync(folder, { recursive: true });
    const writing = at.writing.write({ dataset, edits: [], format: 'folders', folder: target });
    const failed = expect(writing).rejects.toThrow('job.cancelled');
    const isUnderWay = ({ id, kind, fraction }: Job): boolean =>
      kind === 'write' && (fraction ?? 0) > 0 && !cancelled.has(id);
    const [job] = (await at.heard('jobs', (jobs) => jobs.some(isUnderWay))).filter(isUnderWay);
    cancelled.add(job.id);
    at.jobs.cancel(job.id);
    await failed;
    expect(existsSync(target) ? readdirSync(target) : []).toEqual([]);
    expect(at.jobs.list()).toEqual([]);
  }
});

it('a PNG of grey pixels is read back as it was, by our decoder', () => {
  const pixels = Uint8Array.from({ length: 7 * 300 }, (_, i) => (i * 37) % 256);
  const png = encodeGreyPng(pixels, 300, 7);
  expect(decodePng(png, 'x.png')).toMatchObject({ width: 300, height: 7, pixels });
});
