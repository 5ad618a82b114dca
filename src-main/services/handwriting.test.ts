import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureInkStyle } from '../../src-shared/ink-style.ts';
import { seeDrawing } from '../../src-shared/seeing.ts';
import { openDataset } from '../datasets/open.ts';
import { folderNameOf, writeDrawings } from '../insight/write-drawings.ts';
import { digitStrokes, drawingOf } from '../testing/handwriting.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { createHandwriting } from './handwriting.ts';

const to = { width: 16, height: 16, polarity: 'light', inputRange: '0..1' } as const;

it('what was kept is there after a restart, strokes and all; the last one can be taken back', async () => {
  const folder = temporaryFolder();
  const first = createHandwriting(folder);
  expect(await first.summary()).toEqual({ drawings: 0, counts: [] });
  const seven = drawingOf(digitStrokes[7]);
  await first.keep('7', seven);
  await first.keep('2', drawingOf(digitStrokes[2]));
  expect(await first.keep('7', seven)).toEqual({
    drawings: 3,
    counts: [
      { label: '7', count: 2 },
      { label: '2', count: 1 },
    ],
  });
  const second = createHandwriting(folder);
  expect((await second.all()).map(({ label }) => label)).toEqual(['7', '2', '7']);
  expect((await second.all())[0].drawing).toEqual(seven);
  expect(await second.takeBack()).toMatchObject({ drawings: 2 });
  expect((await createHandwriting(folder).all()).map(({ label }) => label)).toEqual(['7', '2']);
});

it('a file that is no drawing is left alone', async () => {
  const folder = temporaryFolder();
  await createHandwriting(folder).keep('1', drawingOf(digitStrokes[1]));
  const broken = join(folder, 'drawings', '000009-x.json');
  writeFileSync(broken, '{"format": 1, "label": ');
  expect((await createHandwriting(folder).all()).map(({ label }) => label)).toEqual(['1']);
  expect(existsSync(broken)).toBe(true);
});

it('opens as a data set whose pictures are what the network sees, bit for bit', async () => {
  const folder = temporaryFolder();
  const handwriting = createHandwriting(folder);
  for (const digit of [3, 4, 5, 3])
    await handwriting.keep(String(digit), drawingOf(digitStrokes[digit]));
  const pictures = handwriting.picturesFolder(to);
  writeDrawings(pictures, await handwriting.all(), to);
  const { summary, pixels, labels } = await openDataset(pictures);
  expect(summary).toMatchObject({ format: 'folders', width: 16, height: 16, samples: 4 });
  expect(summary.classes).toEqual(['3', '4', '5']);
  const size = 16 * 16;
  for (let i = 0; i < 4; i++) {
    const name = summary.classes[new Uint16Array(labels)[i]];
    const seen = seeDrawing(drawingOf(digitStrokes[Number(name)]), to).at(-1);
    expect(new Uint8Array(pixels, i * size, size)).toEqual(seen?.pixels);
  }
  expect(measureInkStyle([{ ...to, pixels: new Uint8Array(pixels, 0, size) }], 'light')?.box).toBe(
    11,
  );

  // What is taken back is gone from the folder, and nothing else is written anew.
  const before = readFileSync(join(pictures, '4', readdirSync(join(pictures, '4'))[0]));
  await handwriting.takeBack();
  writeDrawings(pictures, await handwriting.all(), to);
  expect(readdirSync(join(pictures, '3'))).toHaveLength(1);
  expect(readFileSync(join(pictures, '4', readdirSync(join(pictures, '4'))[0]))).toEqual(before);
});

it.each([
  ['七', '七'],
  ['a/b', 'a%2Fb'],
  ['..', '%2E%2E'],
  ['50%', '50%25'],
])('the class %s is the folder %s', (label, name) => {
  expect(folderNameOf(label)).toBe(name);
});
