import { damageNames } from '../../src-shared/damage.ts';
import { formatHyperparameter } from '../../src-shared/hyperparameter-values.ts';
import { defaultHyperparameters, hyperparameterNames } from '../../src-shared/hyperparameters.ts';
import { messages } from '../../src-shared/messages/index.ts';
import { presetGroupNames, presetsIn } from '../../src-shared/presets.ts';
import { rangeText } from './arguments.ts';
import { workloadNames } from './bench/workloads.ts';
import type { Command } from './cli.ts';
import { table } from './terminal.ts';

/** `help` */
export const help: Command = async () => {
  process.stdout.write(`${helpText()}\n`);
  return 0;
};

export function helpText(): string {
  const { hyperparameters } = messages.en;
  const options = hyperparameterNames.map((name) => [
    `  --${name} ${rangeText(name)}`,
    `${hyperparameters[name].label} [${formatHyperparameter(defaultHyperparameters[name])}]`,
  ]);
  return `Inkling: a laboratory for handwriting networks, on the command line.

  inkling datasets info <path> [--<preparation> ...]
                                            what a data set folder holds
  inkling datasets overlay export|import <path> <file>
                                            a person's edits of it (new labels, exclusions, marks)
  inkling datasets write <path> --format folders|idx --out DIR [--overlay FILE|none]
                                            the data set as files, edits applied
  inkling datasets cache [--clear]          the decoded images that are kept for a quick opening
  inkling train <path> [--preset NAME] [--<hyper-parameter> V ...] [--name TEXT] [--save FILE]
                [--threads N] [--<preparation> ...] [--overlay FILE|none] [--keep-every N]
                [--handwriting]             --handwriting: learns from the kept drawings, too
  inkling resume ID [--epochs N] [--threads N] [--save FILE]
                                            goes on from the last finished epoch, to the bits of a
                                            run that never stopped; --epochs: to so many in all
  inkling again ID [--new-seed] [--name TEXT] [--threads N] [--save FILE]
                                            the same run again, bit for bit; or with another seed
  inkling sweep <path> --learningRate 0.01,0.03,0.1 [--seeds N] [--random N [--draw-seed N]]
                [--stop-hopeless] [--preset NAME] [--<hyper-parameter> V ...] [--name TEXT]
                                            options with several values (or a range such as
                                            0.001..1:4) vary; layers are separated by |
  inkling find-rate <path> [--preset NAME] [--<hyper-parameter> V ...]
                                            looks for a learning rate, and leaves nothing behind
  inkling runs list
  inkling runs show ID
  inkling runs compare ID ID ...
  inkling runs export [ID ...] [--format csv|json] [--out FILE]
                                            all runs, or these, as a table or in full
  inkling runs export ID --format bundle --out FILE.inkling
                                            a run with its model and report, for another Inkling
  inkling runs import FILE.inkling          takes such a run over
  inkling runs delete ID ...
  inkling report ID [ID ...] --out FILE.html [--language en|zh]
                                            one page about a run, or about several compared
  inkling evaluate <model|run> <path>       accuracy, per class, confusion matrix
  inkling inspect confusion|classes <model|run> <path> [--images test|validation|train|all]
                [--out FILE.png]            what is taken for what; figures of each class, calibration
  inkling inspect robustness <model|run> <path> [--damage NAME,...] [--seed N] [--images ...]
                [--out FILE.png]            accuracy against damage to the images:
                                            ${damageNames.slice(0, 5).join(', ')},
                                            ${damageNames.slice(5).join(', ')}
  inkling inspect lesions <model|run> <path> [--damage units|weights|bits,...]
                [--order random|smallest|largest] [--draws N] [--seed N] [--images ...]
                [--out FILE.png]            accuracy against damage to the network
  inkling inspect units <model|run> <path> [--layer N] [--images ...] [--out FILE.png]
                                            weights of each unit (or what excites it most), its
                                            numbers, the images that excite it most
  inkling inspect saliency <model|run> <path> [--index N] [--label L] [--against L]
                [--method gradientTimesInput|smoothGrad] [--samples N] [--noise PERCENT]
                [--seed N] [--out FILE.png] which pixels of an image speak for a label
  inkling predict <model|run> <image ...>   the outputs for each image
                [--turn 90|180|270] [--ink light|dark] [--even-light true|false]
                [--threshold 0..254] [--as-data true|false]
                [--several] [--boxes "LEFT,TOP,WIDTH,HEIGHT ..."]
                                            --several: a page with several characters, cut and
                                            read in order; --boxes: cut so, in the pixels that
                                            --several --json tells
  inkling backquery <model|run> [--label L ... | --all] [--method prior|free|book] --out DIR
                [--steps N] [--seed N] [--threads N] [--control | --film]
                                            what a network takes for a label, as PNG and JSON;
                                            --control: the same with random weights;
                                            --film: through the epochs of a run that were kept, as GIF,
                                            animated PNG and a strip a label
  inkling bench [workload ...] [--seconds S] [--threads N] [--profile] [--memory] [--data DIR]
                                            images a second that the engine trains here
  inkling help

  --json           one JSON object a line on stdout, and nothing else there
  --data-dir DIR   where runs are kept (default: where the app keeps them)
  --no-cache       read the files of a data set, though its decoded images were kept
  workload         ${workloadNames.join(', ')}; --data has mnist/ and chinese-mnist/
  How a folder is read (datasets info, train, evaluate), where its files do not say it; remembered for it:
  --name-pattern P the class is in the names: "{label}_{number}.png", "{split}/{label}/*"
  --sheet WxH      one picture is cut into cells of so many pixels; --class-by row|column, --per-class N
                   of them after each other, --classes 0,1,2,... their names
  --transposed     rows and columns of the images change places (EMNIST)
  --as-found       as the files themselves say, whatever is remembered
  --threads N      processors that a training may use (default, and 0: all of them); the weights are
                   the same bit for bit whatever their number
  --keep-every N   besides the best and the last epoch, the weights of every N-th are kept (train, sweep;
                   0 for none; default: as set in the app)
  --overlay        edits to lay over the files (default: those that are kept for the data set)
  <preparation>    what is done to every picture, in this order: --invert, --threshold N|otsu,
                   --crop [--margin PERCENT], --size N|WxH, --box N (longer side, aspect kept),
                   --centre (by mass); --size 28 --crop --box 20 --centre is how MNIST was made.
                   --label-names 'a,b,c' names the classes in the order of the labels
  ID               a run's id, or its beginning
  model            a model file that was saved, or MATLAB weights (Theta1, Theta2, ... in a .mat file)

Presets:
${presetList()}

Hyper-parameters (of train), with their defaults:
${table(options)}

Exit codes: 0 done, 1 failed (with one line of cause), 2 used wrongly, 130 stopped by Ctrl+C.`;
}

/** By group; one without presets is left out. */
function presetList(): string {
  const { presetGroups, presets } = messages.en;
  return presetGroupNames
    .map((group) => ({ title: presetGroups[group], names: presetsIn(group) }))
    .filter(({ names }) => names.length > 0)
    .map(({ title, names }) =>
      [`  ${title}`, table(names.map((name) => [`    ${name}`, presets[name].help]))].join('\n'),
    )
    .join('\n');
}
