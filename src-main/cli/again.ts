import { positionals, readArguments, threadsIn } from './arguments.ts';
import type { Command } from './cli.ts';
import { follow } from './follow-run.ts';
import { withSession } from './session.ts';

/**
 * `again ID [--new-seed] [--name TEXT] [--threads N] [--save FILE]`: the same run again, to the same
 * bits where data and version are the same; or with another seed.
 */
export const again: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    'new-seed': { type: 'boolean', default: false },
    name: { type: 'string' },
    threads: { type: 'string', default: '0' },
    save: { type: 'string' },
  });
  const [reference] = positionals(given, ['id']);
  const threads = threadsIn(values.threads);
  return withSession(values, async (session) => {
    const { history, runs, training, datasetOf } = session.services;
    const id = history.runs.find(reference);
    const how = values['new-seed'] ? 'newSeed' : 'again';
    const { name = null } = values;
    const what = runs.descendant(id, how, await datasetOf(id), { name });
    return follow(session, () => training.start({ ...what, origin: 'cli', threads }), values.save);
  });
};
