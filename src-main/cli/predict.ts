import { resolve } from 'node:path';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import type { PictureChoices, Prediction } from '../../src-shared/prediction.ts';
import { createAnswers } from '../insight/answers.ts';
import { readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { modelFile, withSession } from './session.ts';
import { figure } from './terminal.ts';

/** `predict <model|run> <image ...>`: one bad image does not keep the others from an answer. */
export const predict: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, pictureOptions);
  const choices = choicesIn(values);
  const [reference, ...images] = given;
  if (reference === undefined || images.length === 0)
    throw new UsageError('predict needs a model or run, and images');
  return withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const answers = createAnswers();
    let failed = false;
    for (const image of images) {
      try {
        say(
          session.terminal,
          image,
          await answers.predictFile({ model, image: resolve(image), choices }),
        );
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
} as const;
type PictureOptions = Partial<Record<keyof typeof pictureOptions, string | undefined>>;

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

function say(
  terminal: Parameters<Parameters<typeof withSession>[1]>[0]['terminal'],
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
