/** A run's preset and what was changed against it, in words. */
import { fill, type Messages } from '../../../src-shared/messages/index.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { valueText } from '../../../src-shared/text/hyperparameter-text.ts';
import { changedFromPreset } from '../../../src-shared/run-facts.ts';

/** `[preset, changes]`; either may be empty. */
export function recipeText(run: RunSummary, messages: Messages): [string, string] {
  const changes = changedFromPreset(run).map((name) =>
    fill(messages.ui.runs.table.change, {
      label: messages.hyperparameters[name].label,
      value: valueText(name, run.hyperparameters[name], messages),
    }),
  );
  return [run.preset ? messages.presets[run.preset].label : '', changes.join(', ')];
}
