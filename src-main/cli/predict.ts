import { resolve } from 'node:path';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import { chineseNumber } from '../../src-shared/chinese-number.ts';
import type { Cut } from '../../src-shared/page.ts';
import type {
  PageAnswer,
  PictureChoices,
  Prediction,
  ReadCut,
} from '../../src-shared/prediction.ts';
import { createAnswers } from '../insight/answers.ts';
import { readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { modelFile, withSession } from './session.ts';
import { figure } from './terminal.ts';

/** `predict <model|run> <image ...>`: one bad image does not keep the others from an answer. */
export const predict: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, pictureOptions);
  const choices = choicesIn(values);
  const cuts = values.boxes === undefined ? null : boxesIn(values.boxes);
  const several = values.several === true || cuts !== null;
  const [reference, ...images] = given;
  if (reference === undefined || images.length === 0)
    throw new UsageError('predict needs a model or run, and images');
  return withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const answers = createAnswers();
    let failed = false;
    for (const image of images) {
      try {
        const asked = { model, source: { image: resolve(image) } };
        if (several)
          sayPage(
            session.terminal,
            image,
            await answers.readPage({ ...asked, choices, cuts, withPicture: false }),
          );
        else say(session.terminal, image, await answers.predictPicture({ ...asked, choices }));
      } catch (thrown) {
        failed = true;
        session.terminal.note(`inkling: ${errorText(errorInfoOf(thrown, image))}`);
      }
    }
    return failed ? 1 : 0;
  });
};

const pictureOptions = {
  turn: { type: 'string' },
  ink: { type: 'string' },
  'even-light': { type: 'string' },
  threshold: { type: 'string' },
  'as-data': { type: 'string' },
  several: { type: 'boolean' },
  boxes: { type: 'string' },
} as const;
type PictureOptions = Partial<
  Record<Exclude<keyof typeof pictureOptions, 'several'>, string | undefined>
>;
type Terminal = Parameters<Parameters<typeof withSession>[1]>[0]['terminal'];

/** `left,top,width,height left,top,width,height ...`, in the pixels that `--several --json` tells. @throws UsageError */
function boxesIn(text: string): Cut[] {
  return text
    .trim()
    .split(/[\s;]+/)
    .map((box) => {
      const numbers = /^(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(box)?.slice(1).map(Number);
      if (!numbers || numbers[2] === 0 || numbers[3] === 0)
        throw new UsageError(`--boxes is left,top,width,height for each character, not ${box}`);
      const [left, top, width, height] = numbers;
      return { left, top, width, height };
    });
}

/** What the window offers for a picture, as options. @throws UsageError */
function choicesIn(values: PictureOptions): PictureChoices {
  const one = <T>(name: keyof PictureOptions, words: Readonly<Record<string, T>>, usual: T): T => {
    const word = values[name];
    if (word === undefined) return usual;
    if (Object.hasOwn(words, word)) return words[word];
    throw new UsageError(`--${name} is one of ${Object.keys(words).join(', ')}, not ${word}`);
  };
  const yesOrNo = { true: true, false: false };
  const { threshold } = values;
  if (threshold !== undefined && !(/^\d{1,3}$/.test(threshold) && Number(threshold) <= 254))
    throw new UsageError(`--threshold is a whole number from 0 to 254, not ${threshold}`);
  return {
    photo: {
      turns: one('turn', { 0: 0, 90: 1, 180: 2, 270: 3 }, 0),
      lightInk: one('ink', { light: true, dark: false }, null),
      evenLight: one('even-light', yesOrNo, null),
      threshold: threshold === undefined ? null : Number(threshold),
    },
    seeing: {},
    asData: one('as-data', yesOrNo, null),
  };
}

/** A page: what is read, line by line, and each character with its place. */
function sayPage(terminal: Terminal, image: string, page: PageAnswer): void {
  const { classes, cuts, read, lines, width, height, outputsAreProbabilities } = page;
  const nameOf = ({ label }: ReadCut): string => (label === null ? '?' : classes[label]);
  const characters = lines.flatMap((line, number) =>
    line.map((i) => {
      const { label, outputs } = read[i];
      return {
        ...{ line: number, ...cuts[i] },
        label: label === null ? null : classes[label],
        output: label === null ? null : outputs[label],
        outputs: Object.fromEntries(outputs.map((output, k) => [classes[k], output])),
      };
    }),
  );
  const text = lines.map((line) => line.map((i) => nameOf(read[i])).join(''));
  const numbers = text.map(chineseNumber);
  terminal.result(
    {
      ...{ type: 'page', image, width, height, text, numbers, outputsAreProbabilities, characters },
    },
    [
      `${image}: ${characters.length} characters`,
      ...text.map((line, i) => `  ${line}${numbers[i] === null ? '' : ` = ${numbers[i]}`}`),
    ].join('\n'),
  );
}

function say(
  terminal: Terminal,
  image: string,
  { classes, outputs, label, outputsAreProbabilities }: Prediction,
): void {
  const ranked = outputs
    .map((output, i) => ({ label: classes[i], output }))
    .sort((a, b) => b.output - a.output);
  terminal.result(
    {
      type: 'prediction',
      image,
      label: classes[label],
      output: outputs[label],
      outputsAreProbabilities,
      outputs: Object.fromEntries(classes.map((name, i) => [name, outputs[i]])),
    },
    `${image}: ${ranked.map((r) => `${r.label} ${figure(r.output)}`).join('  ')}`,
  );
}
