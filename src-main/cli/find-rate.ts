import { UserError } from '../../src-shared/errors.ts';
import { isPresetName, presetHyperparameters, presetNames } from '../../src-shared/presets.ts';
import {
  hyperparameterOptions,
  hyperparametersIn,
  positionals,
  readArguments,
  threadsIn,
} from './arguments.ts';
import type { Command } from './cli.ts';
import { openDataset, withSession } from './session.ts';

/** `find-rate <path> [--preset NAME] [--<hyper-parameter> V ...] [--threads N]` */
export const findRate: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, {
    ...hyperparameterOptions,
    preset: { type: 'string' },
    threads: { type: 'string', default: '0' },
  });
  const [path] = positionals(given, ['path']);
  const threads = threadsIn(values.threads);
  const preset = values.preset ?? 'default';
  if (!isPresetName(preset))
    throw new UserError('preset.unknown', { name: preset, choices: presetNames.join(', ') });
  return withSession(values, async (session) => {
    const dataset = await openDataset(session, path);
    const hyperparameters = { ...presetHyperparameters(preset), ...hyperparametersIn(values) };
    const search = await session.services.finder.find({ dataset, hyperparameters, threads });
    if (!search) return 1;
    const { suggestion, lowest, diverged, points } = search;
    const text =
      suggestion === null
        ? 'The loss never fell clearly, so there is no suggestion.'
        : `Learning rate ${suggestion} (a tenth of ${lowest?.toPrecision(2)}, where the loss is lowest).`;
    session.terminal.result({ type: 'rate', suggestion, lowest, diverged, points }, text);
    return 0;
  });
};
