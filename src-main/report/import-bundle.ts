/** Takes over what is sound of a bundle: all of it, or nothing. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { hyperparameterNames, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { isNeighbours } from '../engine/model-spec.ts';
import { keptImagesOf } from '../models/kept-images.ts';
import { type ModelInfo, networkOf, readModelBytes, writeModel } from '../models/model-file.ts';
import type { TensorFile } from '../models/safetensors.ts';
import {
  addedDrawingsIn,
  type AddedDrawing,
  writeAddedDrawings,
} from '../training/added-drawings.ts';
import { modelPath, startPath } from '../training/checkpoints.ts';
import { maximumBundleBytes, readBundle } from './bundle-file.ts';
import { type ImportedRun, readExportedRun } from './run-schema.ts';
import type { Imported, ShareTask } from './task.ts';

/** @throws UserError `bundle.*`, `model.*`, `file.*` */
export function importBundle(task: ShareTask & { kind: 'import' }): Imported {
  const file = basename(task.path);
  const content = readBundle(bytesOf(task.path, file), file);
  const run = readExportedRun(content.run, file);
  const { info, file: tensors } = readModelBytes(content.model, file);
  if (!belongTogether(run, info)) throw new UserError('bundle.otherModel', { file });
  const drawings = drawingsOf(run, content.handwriting, file);
  requireFit(info, tensors, file);
  const start = content.start && startOf(content.start, info, file);
  const isTaken = task.taken.includes(run.id) || existsSync(join(task.runsFolder, run.id));
  const id = isTaken ? task.otherId : run.id;
  const folder = join(task.runsFolder, id);
  try {
    mkdirSync(task.runsFolder, { recursive: true });
    mkdirSync(folder);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, folder));
  }
  try {
    writeModel(modelPath(folder), { ...info, runId: id }, tensors.tensors);
    if (start) writeModel(startPath(folder), start.info, start.file.tensors);
    if (drawings) writeAddedDrawings(folder, drawings);
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw UserError.from(errorInfoOf(thrown, folder));
  }
  return { id, run };
}

/** The weights that it began with: another run's, of the same network. */
function startOf(bytes: Uint8Array, { spec }: ModelInfo, file: string) {
  const start = readModelBytes(bytes, file);
  if (JSON.stringify(start.info.spec) !== JSON.stringify(spec))
    throw new UserError('bundle.otherModel', { file });
  requireFit(start.info, start.file, file);
  return start;
}

/** Weights that fit their network, or images their labels, before anything is kept. */
function requireFit(info: ModelInfo, tensors: TensorFile, file: string): void {
  if (isNeighbours(info.spec)) keptImagesOf(info, info.spec, tensors, file);
  else networkOf(info, tensors, file);
}

/** What the record says that it learnt from besides its data set, and neither more nor less. */
function drawingsOf(
  { dataset }: ImportedRun,
  bytes: Uint8Array | null,
  file: string,
): AddedDrawing[] | null {
  const count = dataset.handwriting?.drawings ?? 0;
  const part = 'handwriting.json';
  if (!bytes) {
    if (count > 0) throw new UserError('bundle.missing', { file, part });
    return null;
  }
  const drawings = addedDrawingsIn(new TextDecoder().decode(bytes));
  if (drawings?.length !== count)
    throw new UserError('bundle.content', { file, part, where: part });
  return drawings;
}

function bytesOf(path: string, file: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > maximumBundleBytes)
      throw new UserError('bundle.tooLarge', {
        file,
        part: file,
        maximum: Math.ceil(maximumBundleBytes / 2 ** 20),
      });
    return readFileSync(path);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}

/** A run may have been made longer after its model was saved. */
function belongTogether(
  { dataset, hyperparameters: h, history }: ImportedRun,
  info: ModelInfo,
): boolean {
  const sameParameters = (own: Hyperparameters): boolean =>
    hyperparameterNames.every(
      (name) => name === 'epochs' || JSON.stringify(own[name]) === JSON.stringify(h[name]),
    );
  return (
    info.fingerprint === dataset.fingerprint &&
    info.labels.join('\n') === dataset.classes.join('\n') &&
    info.record.epoch <= history.length &&
    sameParameters(info.hyperparameters)
  );
}
