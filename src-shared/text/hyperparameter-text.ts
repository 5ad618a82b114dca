/** Values of hyper-parameters in words. */
import { formatHyperparameter } from '../hyperparameter-values.ts';
import { parameterOf, type HyperparameterName, type Hyperparameters } from '../hyperparameters.ts';
import { fill, type Messages } from '../messages/index.ts';
import { networkLine } from '../network-size.ts';
import type { RunSummary } from '../run.ts';
import type { Formats } from './format.ts';

/** The name of a choice; one without a name of its own (`0..1`) stands for itself. */
export function choiceText(choice: string, { choices }: Messages): string {
  return Object.hasOwn(choices, choice) ? choices[choice as keyof typeof choices] : choice;
}

/** A value as a table shows it. Numbers stay exactly as they can be typed into the form. */
export function valueText(
  name: HyperparameterName,
  value: Hyperparameters[HyperparameterName],
  messages: Messages,
): string {
  const { yes, no, none } = messages.ui.train.values;
  switch (parameterOf(name).type) {
    case 'flag':
      return value === true ? yes : no;
    case 'choice':
      return choiceText(String(value), messages);
    case 'layers':
      return Array.isArray(value) && value.length === 0 ? none : formatHyperparameter(value);
    default:
      return formatHyperparameter(value);
  }
}

/** `3 nearest of 54,000 images` */
export function neighboursText(
  neighbours: number,
  images: number,
  messages: Messages,
  { integer }: Formats,
): string {
  const values = { neighbours: integer(neighbours), images: integer(images) };
  return fill(messages.ui.runs.neighbours, values);
}

/** `400-128-10`, or how many of the training images are asked. */
export function modelLine(run: RunSummary, messages: Messages, formats: Formats): string {
  const { hyperparameters: h, dataset } = run;
  return h.method === 'nearestNeighbours'
    ? neighboursText(h.neighbours, dataset.images.train, messages, formats)
    : networkLine(h, dataset, dataset.classes.length);
}

/** A run's network in one line: `400-128-10 ReLU, 52,618 parameters`. */
export function networkText(run: RunSummary, messages: Messages, formats: Formats): string {
  const { hyperparameters: h } = run;
  const line = modelLine(run, messages, formats);
  if (h.method === 'nearestNeighbours') return line;
  const shape = h.hiddenLayers.length > 0 ? `${line} ${choiceText(h.activation, messages)}` : line;
  const parameters = formats.integer(run.parameters);
  return fill(messages.ui.runs.network, { shape, parameters });
}
