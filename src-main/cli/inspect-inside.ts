/** `inspect units` and `inspect saliency`: what the place Inside shows, as JSON and PNG. */
import { bestImages, hasUnits, noSample, usualSaliency } from '../../src-shared/inside.ts';
import { saliencyMethods, saliencyRanges } from '../../src-shared/inside.ts';
import type { InsideNetwork, SaliencySettings, Stage } from '../../src-shared/inside.ts';
import { createInsideAnswers } from '../insight/inside/answers.ts';
import type { ImagesQuestion } from '../insight/lab/requests.ts';
import { UsageError } from './arguments.ts';
import { oneOf, wholeNumber } from './choices.ts';
import { greyOf, tilesPicture } from './inspect-pictures.ts';
import type { GreyPicture } from './picture.ts';
import type { Session } from './session.ts';
import { figure, table } from './terminal.ts';

export const insideFlags = {
  layer: { type: 'string' },
  index: { type: 'string' },
  label: { type: 'string' },
  against: { type: 'string' },
  method: { type: 'string' },
  samples: { type: 'string' },
  noise: { type: 'string' },
} as const;

export type InsideValues = Partial<Record<keyof typeof insideFlags, string | undefined>>;

interface Asked {
  session: Session;
  question: ImagesQuestion;
  classes: string[];
  about: Record<string, unknown>;
  seed: number;
  inside: InsideValues;
  save(picture: () => GreyPicture): void;
}

/** Units in a picture; of a layer of thousands those that are read most strongly. */
const mostTiles = 400;

/** The units of a layer: their weights, their numbers, and the images that excite each most. */
export async function units({ session, question, about, inside, save }: Asked): Promise<void> {
  const answers = createInsideAnswers();
  const { model } = question;
  const network = answers.network({ model });
  const { stage, numbers, number } = layerOf(network, inside.layer ?? '1');
  const { layer, channels } = stage;
  const survey = await answers.survey({ ...question, layer });
  const best = (unit: number) =>
    Array.from({ length: bestImages }, (_, n) => unit * bestImages + n)
      .filter((at) => survey.samples[at] !== noSample)
      .map((at) => ({ index: survey.samples[at], value: survey.values[at] }));
  const all = Array.from({ length: channels }, (_, unit) => ({
    unit,
    bias: numbers?.biases?.[unit] ?? null,
    incoming: numbers?.incoming[unit] ?? null,
    outgoing: numbers?.outgoing?.[unit] ?? null,
    mean: survey.means[unit],
    active: survey.active[unit],
    best: best(unit),
  }));
  const head = ['unit', 'bias', 'norm in', 'norm out', 'mean', 'above 0', 'best images'];
  const rows = all.map((one) => [
    String(one.unit),
    ...[one.bias, one.incoming, one.outgoing, one.mean, one.active].map(figure),
    one.best.map(({ index }) => index).join(' '),
  ]);
  session.terminal.result(
    { type: 'units', ...about, layer: number, name: stage.name, images: survey.images, units: all },
    `layer ${number}: ${stage.name}, ${survey.images} images\n${table([head, ...rows], [0, 1, 2, 3, 4, 5])}`,
  );
  const shown = all
    .toSorted((a, b) => (b.outgoing ?? 0) - (a.outgoing ?? 0))
    .slice(0, mostTiles)
    .map(({ unit }) => unit);
  const weights = answers.weights({ model, layer, units: shown });
  if (weights) {
    save(() => tilesPicture(greyOf(weights.values), weights, shown.length));
    return;
  }
  const { steering } = question;
  const { pixels } = await answers.maximise({ model, layer, units: shown, threads: 1, steering });
  save(() => tilesPicture(pixels, network, shown.length));
}

function layerOf(network: InsideNetwork, text: string) {
  const number = wholeNumber('--layer', text, 1, network.stages.length);
  const stage: Stage = network.stages[number - 1];
  if (!hasUnits(stage)) {
    const known = network.stages.flatMap((one, i) =>
      hasUnits(one) ? [`${i + 1} ${one.name}`] : [],
    );
    throw new UsageError(`--layer ${text} has no units; layers with units: ${known.join(', ')}`);
  }
  return { stage, number, numbers: network.numbers[number - 1] };
}

/** Which pixels of an image speak for a label. */
export async function saliency({
  session,
  question,
  classes,
  about,
  seed,
  inside,
  save,
}: Asked): Promise<void> {
  const { data, model } = question;
  const size = data.width * data.height;
  const all = data.labels.byteLength / Uint16Array.BYTES_PER_ELEMENT;
  const index = wholeNumber('--index', inside.index ?? String(question.indices[0]), 0, all - 1);
  const { samples, noise } = saliencyRanges;
  const settings: SaliencySettings = {
    method: oneOf('--method', inside.method ?? usualSaliency.method, saliencyMethods),
    samples: wholeNumber(
      '--samples',
      inside.samples ?? String(samples.usual),
      samples.minimum,
      samples.maximum,
    ),
    noise: wholeNumber(
      '--noise',
      inside.noise ?? String(noise.usual),
      noise.minimum,
      noise.maximum,
    ),
    seed,
  };
  const classOf = (flag: string, name: string | undefined): number | null =>
    name === undefined ? null : classes.indexOf(oneOf(flag, name, classes));
  const image = {
    width: data.width,
    height: data.height,
    pixels: new Uint8Array(data.pixels, index * size, size).slice(),
  };
  const asked = {
    label: classOf('--label', inside.label),
    against: classOf('--against', inside.against),
    settings,
  };
  const expected = new Uint16Array(data.labels)[index];
  const why = createInsideAnswers().why({
    model,
    image: { image, expected, asStored: about['sameData'] === true },
    question: asked,
  });
  const { prediction, label, map, sums, correlation } = why;
  const { width, height, pixels } = prediction;
  const [answer, explained] = [classes[prediction.label], classes[label]];
  session.terminal.result(
    {
      ...{ type: 'saliency', ...about, index, expected: classes[expected], answer },
      ...{ label: explained, against: asked.against === null ? null : classes[asked.against] },
      ...{ settings, sums: Array.from(sums), randomCorrelation: correlation },
      ...{ width, height, map: Array.from(map) },
    },
    `image ${index}, a ${classes[expected]}, is taken for ${answer}; explained: ${explained}\n` +
      `rank correlation with the map of random weights ${figure(correlation)}`,
  );
  save(() => {
    const both = new Uint8Array(2 * size);
    both.set(pixels);
    both.set(greyOf(map), size);
    return tilesPicture(both, { width, height }, 2, Math.max(1, Math.round(280 / width)));
  });
}
