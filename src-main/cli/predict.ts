import { resolve } from 'node:path';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import type { Prediction } from '../../src-shared/prediction.ts';
import { createAnswers } from '../insight/answers.ts';
import { readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { modelFile, withSession } from './session.ts';
import { figure } from './terminal.ts';

/** `predict <model|run> <image ...>`: one bad image does not keep the others from an answer. */
export const predict: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {});
  const [reference, ...images] = given;
  if (reference === undefined || images.length === 0)
    throw new UsageError('predict needs a model or run, and images');
  return withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const answers = createAnswers();
    let failed = false;
    for (const image of images) {
      try {
        say(session.terminal, image, await answers.predictFile({ model, image: resolve(image) }));
      } catch (thrown) {
        failed = true;
        session.terminal.note(`inkling: ${errorText(errorInfoOf(thrown, image))}`);
      }
    }
    return failed ? 1 : 0;
  });
};

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
