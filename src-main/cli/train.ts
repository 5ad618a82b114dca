import { UserError } from '../../src-shared/errors.ts';
import { isPresetName, presetHyperparameters, presetNames } from '../../src-shared/presets.ts';
import {
  hyperparameterOptions,
  hyperparametersIn,
  keepEveryIn,
  positionals,
  readArguments,
  threadsIn,
} from './arguments.ts';
import type { Command } from './cli.ts';
import { editsIn } from './dataset-edits.ts';
import { datasetOptions, labelNamesIn, preparationIn } from './dataset-options.ts';
import { follow } from './follow-run.ts';
import { readingFlags, readingIn } from './reading.ts';
import { openDataset, withSession } from './session.ts';

/**
 * `train <path> [--preset NAME] [--<hyper-parameter> V ...] [--name TEXT] [--save FILE] [--threads N]
 * [--overlay FILE|none] [--keep-every N] [--handwriting]`
 */
export const train: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    ...hyperparameterOptions,
    ...readingFlags,
    ...datasetOptions,
    preset: { type: 'string' },
    name: { type: 'string' },
    save: { type: 'string' },
    threads: { type: 'string', default: '0' },
    overlay: { type: 'string' },
    'keep-every': { type: 'string' },
    handwriting: { type: 'boolean' },
  });
  const [path] = positionals(given, ['path']);
  const how = readingIn(values);
  const preparation = preparationIn(values);
  const threads = threadsIn(values.threads);
  const keep = keepEveryIn(values['keep-every']);
  const preset = values.preset ?? 'default';
  if (!isPresetName(preset))
    throw new UserError('preset.unknown', { name: preset, choices: presetNames.join(', ') });
  const hyperparameters = { ...presetHyperparameters(preset), ...hyperparametersIn(values) };

  return withSession(values, async (session) => {
    const dataset = await openDataset(session, path, {
      preparation,
      how,
      names: labelNamesIn(values),
    });
    const edits = await editsIn(session, dataset, values.overlay);
    const added = values.handwriting === true ? await session.services.handwriting.all() : [];
    const start = () =>
      session.services.training.start({
        dataset,
        preset,
        name: values.name ?? null,
        hyperparameters,
        origin: 'cli',
        threads,
        edits,
        handwriting: added,
        ...keep,
      });
    return follow(session, start, values.save);
  });
};
