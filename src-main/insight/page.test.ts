/** A photographed page of digits, read by a network that learnt from the sample. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageAnswer, usualPicture } from '../../src-shared/prediction.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { pageOf } from '../testing/page.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { createAnswers } from './answers.ts';

const main = resolve(import.meta.dirname, '../cli/main.ts');
const textOf = ({ lines, read, classes }: PageAnswer): string[] =>
  lines.map((line) => line.map((i) => classes[read[i].label ?? -1] ?? '?').join(''));

describe('a page', () => {
  let [model, end] = ['', (): void => undefined];
  const answers = createAnswers();
  beforeAll(async () => {
    ({ model, end } = await sampleModel());
  });
  afterAll(() => end());

  const written = ['3141', '59', '27068'];
  const bytes = (askew = 0): Uint8Array => {
    const page = pageOf(written, { askew });
    return encodeGreyPng(page.pixels, page.width, page.height);
  };
  const ask = (
    image: Uint8Array,
    more: Partial<Parameters<typeof answers.readPage>[0]> = {},
  ): Promise<PageAnswer> =>
    answers.readPage({
      model,
      source: { bytes: image, name: 'page.png' },
      choices: usualPicture,
      cuts: null,
      withPicture: false,
      ...more,
    });

  it.each([0, 40])(
    'in uneven light is cut and read line by line, %i pixels askew',
    async (askew) => {
      const page = await ask(bytes(askew));
      expect(page.photo).toMatchObject({ lightInk: false, evenLight: true });
      expect(page.lines.map((line) => line.length)).toEqual(written.map((line) => line.length));
      const [read, right] = [textOf(page).join(''), written.join('')];
      const wrong = [...right].filter((digit, i) => read[i] !== digit);
      expect(wrong.length, `${right} was read as ${read}`).toBeLessThanOrEqual(1);
      expect(page.picture).toBeNull();
    },
  );

  it('is read by the cuts that a person corrected', async () => {
    const found = await ask(bytes(), { withPicture: true });
    expect(found.picture?.page).toHaveLength(found.width * found.height);
    const [first, ...others] = found.cuts;
    // The corner has no ink; the other answers stay what they were.
    const empty = { left: 0, top: 0, width: 20, height: 20 };
    const corrected = await ask(bytes(), { cuts: [...others, empty] });
    expect(corrected.read.at(-1)?.label).toBeNull();
    expect(corrected.read.slice(0, -1)).toEqual(found.read.slice(1));
    // A somewhat larger cut holds the same ink.
    const larger = { ...first, left: first.left - 3, width: first.width + 6 };
    const [again] = (await ask(bytes(), { cuts: [larger] })).read;
    expect(again).toEqual(found.read[0]);
  });

  it('gives the same bits on the command line', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'page.png');
    writeFileSync(file, bytes());
    const here = await answers.readPage({
      ...{ model, source: { image: file }, choices: usualPicture, cuts: null, withPicture: false },
    });
    const line = async (...more: string[]) => {
      const words = ['predict', model, file, ...more, '--json', '--data-dir', folder];
      const { stdout } = await promisify(execFile)(process.execPath, [main, ...words]);
      return JSON.parse(stdout) as {
        text: string[];
        characters: { left: number; width: number; outputs: Record<string, number> }[];
      };
    };
    const there = await line('--several');
    expect(there.text).toEqual(textOf(here));
    expect(there.characters.map(({ outputs }) => Object.values(outputs))).toEqual(
      here.read.map(({ outputs }) => outputs),
    );
    const box = Object.values(here.cuts[2]).join(',');
    const { characters } = await line('--boxes', box);
    expect(Object.values(characters[0].outputs)).toEqual(here.read[2].outputs);
  });
});
