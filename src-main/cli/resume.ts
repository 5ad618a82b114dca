import { positionals, readArguments, threadsIn, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { follow } from './follow-run.ts';
import { withSession } from './session.ts';

/** `resume ID [--epochs N] [--threads N] [--save FILE]`: goes on from the checkpoint, to N epochs in all. */
export const resume: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    epochs: { type: 'string' },
    threads: { type: 'string', default: '0' },
    save: { type: 'string' },
  });
  const [reference] = positionals(given, ['id']);
  const threads = threadsIn(values.threads);
  const { epochs } = values;
  if (epochs !== undefined && !/^\d{1,9}$/.test(epochs))
    throw new UsageError(`--epochs takes a whole number, not "${epochs}"`);
  return withSession(values, async (session) => {
    const { history, training, datasetOf } = session.services;
    const id = history.runs.find(reference);
    const dataset = await datasetOf(id);
    if (epochs !== undefined) training.lengthen(id, Number(epochs));
    return follow(session, () => training.resume(id, dataset, threads), values.save);
  });
};
