/**
 * One's own drawings that a run learns from besides the images of its data set. They are kept with the run,
 * as strokes, so that it goes on to the same bits whatever was kept or taken back since.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Drawing } from '../../src-shared/drawing.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { RunDataset } from '../../src-shared/run.ts';
import { seeDrawing } from '../../src-shared/seeing.ts';
import { drawingInFile, parsedJson, plainDrawing } from './drawing-file.ts';
import { writeFileAtomically } from '../files.ts';
import type { TrainingData } from './task.ts';

export interface AddedDrawing {
  label: string;
  drawing: Drawing;
}

const formatVersion = 1;
const added = z.object({
  format: z.literal(formatVersion),
  drawings: z.array(z.object({ label: z.string().min(1), drawing: drawingInFile })),
});
export const addedDrawingsPath = (folder: string): string => join(folder, 'handwriting.json');

/** Only those whose label the data set knows can be learnt from. */
export const knownOf = <D extends AddedDrawing>(
  drawings: readonly D[],
  classes: readonly string[],
): D[] => drawings.filter(({ label }) => classes.includes(label));

export const addsDrawings = ({ handwriting }: RunDataset): boolean =>
  (handwriting?.drawings ?? 0) > 0;

/** @throws UserError `file.*` */
export function writeAddedDrawings(folder: string, drawings: readonly AddedDrawing[]): void {
  const plain = drawings.map(({ label, drawing }) => ({ label, drawing: plainDrawing(drawing) }));
  try {
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify({ format: formatVersion, drawings: plain });
    writeFileAtomically(addedDrawingsPath(folder), [Buffer.from(text)]);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, addedDrawingsPath(folder)));
  }
}

/** @throws UserError `file.*`, `training.addedBroken` */
export function readAddedDrawings(folder: string): AddedDrawing[] {
  const path = addedDrawingsPath(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
  const drawings = addedDrawingsIn(text);
  if (!drawings) throw new UserError('training.addedBroken', { file: path });
  return drawings;
}

/** Null where the text is no such file's. */
export const addedDrawingsIn = (text: string): AddedDrawing[] | null =>
  added.safeParse(parsedJson(text)).data?.drawings ?? null;

/**
 * The data with the drawings as further training images, drawn as its own images are.
 * @param as with the style of the data set's own images
 */
export function withAddedDrawings(
  data: TrainingData,
  drawings: readonly AddedDrawing[],
  as: Preprocessing,
): TrainingData {
  const known = knownOf(drawings, data.classes);
  if (known.length === 0) return data;
  const size = as.width * as.height;
  const samples = new Uint16Array(data.labels).length;
  const pixels = new Uint8Array(new SharedArrayBuffer((samples + known.length) * size));
  pixels.set(new Uint8Array(data.pixels));
  const labels = new Uint16Array(new SharedArrayBuffer(2 * (samples + known.length)));
  labels.set(new Uint16Array(data.labels));
  const train = new Uint32Array(data.train.length + known.length);
  train.set(data.train);
  known.forEach(({ label, drawing }, i) => {
    const seen = seeDrawing(drawing, as);
    pixels.set(seen[seen.length - 1].pixels, (samples + i) * size);
    labels[samples + i] = data.classes.indexOf(label);
    train[data.train.length + i] = samples + i;
  });
  return { ...data, pixels: pixels.buffer, labels: labels.buffer, train };
}
