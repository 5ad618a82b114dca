/** Answers to the requests, in the thread of Inside or in the command line itself. */
import { UserError } from '../../../src-shared/errors.ts';
import { hasUnits, type Stage } from '../../../src-shared/inside.ts';
import type { Prediction } from '../../../src-shared/prediction.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import type { Network } from '../../engine/network.ts';
import type { ModelInfo } from '../../models/model-file.ts';
import { keepModels } from '../kept-models.ts';
import { loadQueriedModel } from '../backward/queried-model.ts';
import { queryNetwork } from '../backward/query-network.ts';
import { followSteering } from '../lab/steering.ts';
import { type Model, networkModel } from '../model.ts';
import { predict, predictDrawing } from '../predict.ts';
import { followImage } from './follow.ts';
import { maximiseUnits } from './maximise.ts';
import { withRandomLayers } from './randomise.ts';
import type { AskedImage, InsideRequests } from './requests.ts';
import type { Asked } from './saliency.ts';
import { stagesOf } from './stages.ts';
import { ablateLayer, surveyLayer } from './survey.ts';
import { unitNumbers, unitPictures } from './unit-numbers.ts';
import { smallestChange, whyAnswer } from './why.ts';

interface InsideModel {
  info: ModelInfo;
  network: Network;
  model: Model;
  stages: Stage[];
  /** Ready for slopes; made when first asked for. */
  asked(): Asked;
  control(): Asked;
}

/** Kept loaded. */
const keptModels = 2;
/** Copies of an image whose slopes are computed together. */
const slopesTogether = 10;

export function createInsideAnswers(): InsideRequests {
  const modelAt = keepModels(load, keptModels);
  const stageOf = ({ stages }: InsideModel, layer: number): Stage => {
    const stage = stages.find((one) => one.layer === layer && hasUnits(one));
    if (!stage) throw new UserError('inside.noLayer', { layer });
    return stage;
  };

  return {
    network({ model: path }) {
      const { info, network, stages } = modelAt(path);
      const { width, height } = info.preprocessing;
      return {
        ...{ width, height, stages },
        classes: info.labels,
        numbers: stages.map((stage) => unitNumbers(network, stage)),
      };
    },
    weights({ model: path, layer, units }) {
      const model = modelAt(path);
      const stage = stageOf(model, layer);
      return unitPictures(model.network, stage, model.info.preprocessing, within(stage, units));
    },
    survey({ model: path, layer, data, indices, steering }) {
      const model = modelAt(path);
      const stage = stageOf(model, layer);
      return surveyLayer(model, stage, data, indices, followSteering(steering));
    },
    ablation({ model: path, layer, data, indices, steering }) {
      const model = modelAt(path);
      const stage = stageOf(model, layer);
      return ablateLayer(model, stage, data, indices, followSteering(steering));
    },
    maximise({ model: path, layer, units, threads, steering }) {
      const model = modelAt(path);
      const stage = stageOf(model, layer);
      const course = followSteering(steering);
      return maximiseUnits(model, stage, within(stage, units), course, { threads });
    },
    follow({ model: path, image }) {
      const { network, stages, ...model } = modelAt(path);
      const { prediction, input } = see(model, image);
      return followImage(network, stages, input, prediction);
    },
    why({ model: path, image, question }) {
      const model = modelAt(path);
      const { prediction, input } = see(model, image);
      for (const label of [question.label, question.against]) requireLabel(model, label);
      return whyAnswer(model.asked(), model.control(), prediction, input, question);
    },
    change({ model: path, image, target }) {
      const model = modelAt(path);
      requireLabel(model, target);
      return smallestChange(model, model.asked(), see(model, image).prediction, target);
    },
  };
}

function load(path: string): InsideModel {
  const { info, network } = loadQueriedModel(path);
  const { loss } = info.hyperparameters;
  const table = inputTable(info.preprocessing.inputRange);
  const inks = [table[0], table[255]] as const;
  const range = info.preprocessing.polarity === 'light' ? inks : ([inks[1], inks[0]] as const);
  const ready = (of: Network): Asked => ({
    network: queryNetwork(of, loss, { pictures: slopesTogether }).network,
    range,
  });
  let asked: Asked | null = null;
  let control: Asked | null = null;
  return {
    info,
    network,
    model: networkModel(info, network),
    stages: stagesOf(network.spec, info.preprocessing),
    asked: () => (asked ??= ready(network)),
    control: () => (control ??= ready(withRandomLayers(network, info))),
  };
}

/** What the network says of an image, and its input for it. @throws UserError `pad.empty` */
function see(
  { info, model }: Pick<InsideModel, 'info' | 'model'>,
  asked: AskedImage,
): { prediction: Prediction; input: Float32Array } {
  const prediction =
    'drawing' in asked
      ? withoutSteps(predictDrawing(model, asked.drawing, {}))
      : predict(model, asked.image, asked);
  const table = inputTable(info.preprocessing.inputRange);
  return { prediction, input: Float32Array.from(prediction.pixels, (value) => table[value]) };
}

/** The way to the network's picture is the pad's to show. */
function withoutSteps(prediction: Prediction): Prediction {
  const { classes, outputs, outputsAreProbabilities, label, expected } = prediction;
  const { width, height, pixels } = prediction;
  return { classes, outputs, outputsAreProbabilities, label, expected, width, height, pixels };
}

function within({ channels }: Stage, units: readonly number[]): readonly number[] {
  const beyond = units.find((unit) => unit >= channels);
  if (beyond !== undefined) throw new UserError('inside.noUnit', { unit: beyond, units: channels });
  return units;
}

function requireLabel({ info }: InsideModel, label: number | null): void {
  if (label !== null && label >= info.labels.length)
    throw new UserError('query.unknownLabel', {
      label: String(label),
      known: info.labels.join(', '),
    });
}
