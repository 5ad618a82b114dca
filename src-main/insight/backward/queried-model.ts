/** A saved network with what a backward query needs besides its weights. */
import { UserError } from '../../../src-shared/errors.ts';
import { isNeighbours } from '../../engine/model-spec.ts';
import { initialise } from '../../engine/initialisers.ts';
import { createNetwork, type Network } from '../../engine/network.ts';
import type { PrincipalComponents } from '../../engine/principal-components.ts';
import { type ModelInfo, networkOf, readModelFile } from '../../models/model-file.ts';
import { priorIn } from '../../models/prior-tensors.ts';

export interface QueriedModel {
  info: ModelInfo;
  network: Network;
  /** Null in files that were written before there was one. */
  prior: PrincipalComponents | null;
}

/** @throws UserError `file.*`, `model.*`, `query.neighbours` */
export function loadQueriedModel(path: string): QueriedModel {
  const { info, file } = readModelFile(path);
  if (isNeighbours(info.spec)) throw new UserError('query.neighbours');
  const network = networkOf(info, file, path);
  return { info, network, prior: priorIn(file, network.inputSize, path) };
}

/** As its training began: its start values, drawn again by its seed. */
export function withStartWeights(model: QueriedModel): QueriedModel {
  const { spec, batchSize } = model.network;
  const network = createNetwork(spec, { batchSize });
  initialise(network, model.info.hyperparameters);
  return { ...model, network };
}

/**
 * The same with start values instead of weights: the control, whose pictures must not look like their
 * labels. Other start values than the network's own, which it may not have gone far from.
 */
export function withRandomWeights(model: QueriedModel, seed: number): QueriedModel {
  const { spec, batchSize } = model.network;
  const network = createNetwork(spec, { batchSize });
  initialise(network, { ...model.info.hyperparameters, seed: controlSeed + seed });
  return { ...model, network };
}

const controlSeed = 900_000;
