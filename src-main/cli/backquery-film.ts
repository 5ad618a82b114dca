/** How the idea of a label formed: the backward query through the epochs of a run, as files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryResult } from '../../src-shared/backward-query.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import {
  composeWall,
  frameMilliseconds,
  greyPalette,
  joinFrames,
  wallOf,
} from '../../src-shared/film.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { encodeApng } from '../insight/animation/apng.ts';
import { encodeGif } from '../insight/animation/gif.ts';
import type { Query } from '../insight/backward/query.ts';
import type { QueryRequests } from '../insight/backward/requests.ts';
import { fileNameOf } from './picture-names.ts';
import type { Session } from './session.ts';
import { figure } from './terminal.ts';

interface Film {
  query: Query;
  /** Classes that were asked for, in the order of the query's targets. */
  labels: readonly number[];
  threads: number;
  folder: string;
}

/** `film.gif`, `film.png` (animated), a strip a label and `film.json`. @throws UserError `query.noFilm`, `file.*` */
export async function writeFilm(
  { services, terminal }: Session,
  runId: string,
  answers: Pick<QueryRequests, 'query'>,
  { query, labels, threads, folder }: Film,
): Promise<void> {
  const weights = await services.models.weightsOf(runId);
  if (weights.length < 2) throw new UserError('query.noFilm');
  const results = weights.map(({ epoch, file, isStart }) => {
    terminal.progress(`epoch ${epoch}`);
    const result = answers.query(
      {
        ...{ model: file, isStart, query, threads, control: null, data: null },
        cancel: new SharedArrayBuffer(4),
      },
      () => undefined,
    );
    const pictures = result.pictures.map(({ outputs, label }, n) => ({
      label: result.classes[labels[n]],
      output: outputs[labels[n]],
      read: result.classes[label],
    }));
    const right = pictures.filter(({ label, read }) => label === read).length;
    const mean = pictures.reduce((sum, { output }) => sum + output, 0) / pictures.length;
    terminal.result(
      { type: 'epoch', epoch, pictures },
      `epoch ${epoch}: ${right} of ${pictures.length} taken for their label, mean output ${figure(mean)}`,
    );
    return { epoch, result, pictures };
  });
  try {
    mkdirSync(folder, { recursive: true });
    const all = results.map(({ result }) => result);
    for (const [name, bytes] of filesOf(all, labels)) writeFileSync(join(folder, name), bytes);
    const { method, settings } = query;
    const told = results.map(({ epoch, pictures }) => ({ epoch, pictures }));
    const json = JSON.stringify({ runId, method, settings, epochs: told }, null, 1);
    writeFileSync(join(folder, 'film.json'), `${json}\n`);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, folder));
  }
}

function filesOf(results: readonly QueryResult[], labels: readonly number[]) {
  const [{ width, height, polarity, classes }] = results;
  const size = { width, height };
  const paper = polarity === 'light' ? 0 : 255;
  const wall = wallOf(labels.length, size);
  const animation = {
    ...{ width: wall.width, height: wall.height, milliseconds: frameMilliseconds },
    frames: joinFrames(results.map(({ pixels }) => composeWall(pixels, size, wall, paper))),
    palette: greyPalette(),
  };
  const area = width * height;
  const strips = labels.map((label, n): [string, Uint8Array] => {
    const pictures = joinFrames(
      results.map(({ pixels }) => pixels.subarray(n * area, (n + 1) * area)),
    );
    const own = wallOf(results.length, size, results.length);
    const strip = composeWall(pictures, size, own, paper);
    return [fileNameOf(label, classes[label]), encodeGreyPng(strip, own.width, own.height)];
  });
  const films: [string, Uint8Array][] = [
    ['film.gif', encodeGif(animation)],
    ['film.png', encodeApng(animation)],
  ];
  return [...films, ...strips];
}
