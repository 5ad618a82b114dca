/** Values of hyper-parameters in words. */
import {
  formatHyperparameter,
  parameterOf,
  type HyperparameterName,
  type Hyperparameters,
} from '../../src-shared/hyperparameters.ts';
import { fill, type Messages } from '../../src-shared/messages/index.ts';
import { layerSizes } from '../../src-shared/network-size.ts';
import type { RunSummary } from '../../src-shared/run.ts';
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

/** `3 nearest of 54,000 images`, or null for a network. */
export function neighboursText(
  h: Pick<Hyperparameters, 'method' | 'neighbours'>,
  images: number,
  messages: Messages,
  { integer }: Formats,
): string | null {
  if (h.method !== 'nearestNeighbours') return null;
  const values = { neighbours: integer(h.neighbours), images: integer(images) };
  return fill(messages.ui.runs.neighbours, values);
}

/** A run's network in one line: `400-128-10 ReLU, 52,618 parameters`. */
export function networkText(run: RunSummary, messages: Messages, formats: Formats): string {
  const { hyperparameters: h, dataset } = run;
  const neighbours = neighboursText(h, dataset.images.train, messages, formats);
  if (neighbours !== null) return neighbours;
  const layers = layerSizes(h, dataset, dataset.classes.length).join('-');
  const shape =
    h.hiddenLayers.length > 0 ? `${layers} ${choiceText(h.activation, messages)}` : layers;
  const parameters = formats.integer(run.parameters);
  return fill(messages.ui.runs.network, { shape, parameters });
}
