/** The command line: the same program without a window. Exit codes: 0, 1 (failed), 2 (used wrongly). */
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import { UsageError } from './arguments.ts';
import { again } from './again.ts';
import { backquery } from './backquery.ts';
import { bench } from './bench.ts';
import { type CommandName, isCommandName } from './command-names.ts';
import { datasets } from './datasets.ts';
import { evaluate } from './evaluate.ts';
import { findRate } from './find-rate.ts';
import { help, helpText } from './help.ts';
import { inspect } from './inspect.ts';
import { predict } from './predict.ts';
import { resume } from './resume.ts';
import { report } from './report.ts';
import { runs } from './runs.ts';
import { sweep } from './sweep.ts';
import { train } from './train.ts';

export type ExitCode = 0 | 1 | 2 | 130;
/** Does the work of a command; what it throws ends the program with one line of cause. */
export type Command = (words: readonly string[]) => Promise<ExitCode>;

const commands: Record<CommandName, Command> = {
  datasets,
  train,
  resume,
  again,
  sweep,
  'find-rate': findRate,
  runs,
  report,
  evaluate,
  inspect,
  predict,
  backquery,
  bench,
  help,
};

export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || rest.includes('--help')) {
    process.stdout.write(`${helpText()}\n`);
    return name === undefined ? 2 : 0;
  }
  try {
    if (!isCommandName(name)) throw new UsageError(`there is no command "${name}"`);
    return await commands[name](rest);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      process.stderr.write(`inkling: ${thrown.message}; see: inkling help\n`);
      return 2;
    }
    process.stderr.write(`inkling: ${errorText(flagged(thrown))}\n`);
    return 1;
  }
}

/** On the command line a hyper-parameter is named by its option. */
function flagged(thrown: unknown) {
  const info = errorInfoOf(thrown);
  if (!(thrown instanceof UserError) || !/^(hyperparameter|sweep)\./.test(info.code)) return info;
  if (info.values['name'] === undefined) return info;
  return { ...info, values: { ...info.values, name: `--${info.values['name']}` } };
}
