/** Answers to the map's requests, in its thread. */
import { UserError } from '../../../src-shared/errors.ts';
import type { MadeMap, MapAnswers, MapFrame } from '../../../src-shared/map.ts';
import { isNeighbours } from '../../engine/model-spec.ts';
import { networkOf, readModelFile } from '../../models/model-file.ts';
import { batchesFor, judgeImages } from '../lab/judge-images.ts';
import { type Course, followSteering } from '../lab/steering.ts';
import { loadModel, networkModel } from '../model.ts';
import { type Directions, directionsOf, firstTwo } from './directions.ts';
import { mapLayersOf } from './layers.ts';
import { nearestNeighbours } from './neighbours.ts';
import { layerNumbers, pixelNumbers } from './numbers.ts';
import type { MapRequest, MapRequests } from './requests.ts';
import { createLayout } from './umap.ts';

/** A window repaints no more often. In ms. */
const frameInterval = 66;
/** Fewer images have no neighbours to speak of. */
const fewestForUmap = 4;

/** All that is known of the images before they are laid out. */
interface Known {
  key: string;
  directions: Directions;
  answers: MapAnswers | null;
  numbers: number;
}

export function createMapAnswers(): MapRequests {
  let known: Known | null = null;

  return {
    layers({ model }) {
      const { spec } = readModelFile(model).info;
      return isNeighbours(spec) ? [] : mapLayersOf(spec);
    },
    async make(request, tell) {
      const started = performance.now();
      const course = followSteering(request.steering);
      if (known?.key !== request.key) known = await lookAt(request, course);
      const { directions, answers, numbers } = known;
      const plain = firstTwo(directions, request.indices.length);
      const isLaidOut = request.method === 'umap' && request.indices.length >= fewestForUmap;
      const layout = isLaidOut ? await layOut(request, directions, plain, course, tell) : null;
      return {
        positions: layout?.positions ?? plain,
        cancelled: layout?.cancelled ?? false,
        answers,
        numbers,
        explained: directions.explained,
        seconds: (performance.now() - started) / 1000,
      };
    },
  };
}

/** Compares the images, and asks the model about them. @throws UserError `model.*`, `map.*`, `lab.*` */
async function lookAt(
  { key, model: path, layer, data, indices, seed }: MapRequest,
  course: Course,
): Promise<Known> {
  course.plan(indices.length * ((path === null ? 0 : 1) + (layer === null ? 0 : 1)));
  const [answers, ofLayer] = [
    path === null ? null : await answersOf(path, data, indices, course),
    path === null || layer === null ? null : await readLayer(path, layer, data, indices, course),
  ];
  const numbers = ofLayer ?? pixelNumbers(data, indices);
  return { key, answers, directions: directionsOf(numbers, seed), numbers: numbers.size };
}

async function answersOf(
  path: string,
  data: MapRequest['data'],
  indices: Uint32Array,
  course: Course,
): Promise<MapAnswers> {
  const model = loadModel(path);
  const { answered, confidence } = await judgeImages(
    model,
    batchesFor(model, data),
    indices,
    course,
  );
  return { answered, confidence };
}

async function readLayer(
  path: string,
  layer: number,
  data: MapRequest['data'],
  indices: Uint32Array,
  course: Course,
) {
  const { info, file } = readModelFile(path);
  const isThere =
    !isNeighbours(info.spec) && mapLayersOf(info.spec).some((each) => each.layer === layer);
  if (!isThere) throw new UserError('map.noLayer', { layer });
  const network = networkOf(info, file, path);
  const batches = batchesFor(networkModel(info, network), data);
  return layerNumbers(network, layer, batches, indices, course);
}

async function layOut(
  { neighbours, minimumDistance, seed, indices }: MapRequest,
  { along, count }: Directions,
  plain: Float32Array,
  course: Course,
  tell: (frame: MapFrame) => void,
): Promise<Pick<MadeMap, 'positions' | 'cancelled'>> {
  // All images are alike: there is no other map of them.
  if (count === 0) return { positions: plain, cancelled: false };
  course.plan(indices.length);
  const found = await nearestNeighbours(along, count, neighbours, course);
  const layout = createLayout(plain, found, { minimumDistance, seed });
  course.plan(layout.steps);
  let told = -Infinity;
  for (let step = 1; step <= layout.steps; step++) {
    layout.step();
    const now = performance.now();
    if (now - told >= frameInterval) {
      told = now;
      tell({ step, steps: layout.steps, positions: layout.positions() });
    }
    try {
      await course.advance(1);
    } catch (thrown) {
      // What is laid out by now is a map, too.
      if (!(thrown instanceof UserError) || thrown.info.code !== 'lab.cancelled') throw thrown;
      return { positions: layout.positions(), cancelled: true };
    }
  }
  return { positions: layout.positions(), cancelled: false };
}
