import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  defaultQuerySettings,
  oneLabel,
  type QueryMethod,
  queryMethods,
  type QueryResult,
  type QuerySettings,
  querySettings,
  settingsOf,
} from '../../src-shared/backward-query.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { createQueryAnswers } from '../insight/backward/answers.ts';
import { readModelFile } from '../models/model-file.ts';
import { writeFilm } from './backquery-film.ts';
import { positionals, readArguments, threadsIn, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { fileNameOf } from './picture-names.ts';
import { modelFile, withSession } from './session.ts';
import { figure } from './terminal.ts';

const options = {
  label: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  method: { type: 'string', default: 'prior' },
  out: { type: 'string' },
  control: { type: 'boolean' },
  film: { type: 'boolean' },
  steps: { type: 'string' },
  seed: { type: 'string' },
  threads: { type: 'string', default: '1' },
} as const;

/** `backquery <model|run> [--label L|--all] [--method prior|free|book] [--film] --out DIR` */
export const backquery: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, options);
  const [reference] = positionals(given, ['model|run']);
  const { out } = values;
  if (out === undefined) throw new UsageError('backquery needs --out DIR');
  const method = methodIn(values.method);
  const settings = settingsIn(method, values);
  const threads = Math.max(1, threadsIn(values.threads));
  await withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const { labels } = readModelFile(model).info;
    const asked = values.label && !values.all ? values.label : labels;
    const indices = asked.map((label) => {
      const index = labels.indexOf(label);
      if (index === -1)
        throw new UserError('query.unknownLabel', { label, known: labels.join(', ') });
      return index;
    });
    const query = { method, settings, targets: indices.map((k) => oneLabel(k, labels.length)) };
    const answers = createQueryAnswers();
    if (values.film) {
      const run = session.services.history.runs.find(reference);
      const folder = resolve(out);
      await writeFilm(session, run, answers, { query, labels: indices, threads, folder });
      return;
    }
    const result = answers.query(
      {
        ...{ model, query, isStart: false },
        control: values.control ? settings.seed : null,
        threads,
        cancel: new SharedArrayBuffer(4),
        data: null,
      },
      ({ step, steps }) => session.terminal.progress(`step ${step} of ${steps}`),
    );
    const folder = resolve(out);
    const files = write(folder, result, indices, { method, settings, model });
    result.pictures.forEach(({ outputs, label }, b) => {
      const output = outputs[indices[b]];
      session.terminal.result(
        {
          type: 'picture',
          label: asked[b],
          file: files[b],
          output,
          read: labels[label],
          outputsAreProbabilities: result.outputsAreProbabilities,
          outputs: Object.fromEntries(labels.map((name, k) => [name, outputs[k]])),
        },
        `${asked[b]}: ${files[b]}, output ${figure(output)}, taken for ${labels[label]}`,
      );
    });
  });
  return 0;
};

function methodIn(text: string): QueryMethod {
  const method = queryMethods.find((each) => each === text);
  if (!method) throw new UsageError(`--method takes ${queryMethods.join(', ')}, not "${text}"`);
  return method;
}

function settingsIn(
  method: QueryMethod,
  values: { steps?: string | undefined; seed?: string | undefined },
): QuerySettings {
  const settings = defaultQuerySettings(method);
  for (const name of ['steps', 'seed'] as const) {
    const text = values[name];
    if (text === undefined || !settingsOf(method).includes(name)) continue;
    const { minimum, maximum } = querySettings[name];
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum || value > maximum)
      throw new UsageError(`--${name} takes a number from ${minimum} to ${maximum}, not "${text}"`);
    settings[name] = value;
  }
  return settings;
}

/** A PNG a picture and `backquery.json`; returns the PNGs' names. @throws UserError `file.*` */
function write(
  folder: string,
  { pixels, width, height, pictures, classes, ...result }: QueryResult,
  indices: readonly number[],
  about: { method: QueryMethod; settings: QuerySettings; model: string },
): string[] {
  const size = width * height;
  try {
    mkdirSync(folder, { recursive: true });
    const files = indices.map((label, b) => {
      const file = fileNameOf(label, classes[label]);
      const own = pixels.subarray(b * size, (b + 1) * size);
      writeFileSync(join(folder, file), encodeGreyPng(own, width, height));
      return file;
    });
    const json = {
      ...about,
      width,
      height,
      polarity: result.polarity,
      classes,
      outputsAreProbabilities: result.outputsAreProbabilities,
      pictures: pictures.map(({ outputs, label }, b) => ({
        label: classes[indices[b]],
        file: files[b],
        read: classes[label],
        outputs,
        ...(result.signal && {
          signal: Array.from(result.signal.subarray(b * size, (b + 1) * size)),
        }),
      })),
    };
    writeFileSync(join(folder, 'backquery.json'), `${JSON.stringify(json, null, 1)}\n`);
    return files;
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, folder));
  }
}
