/** Bundles come from anybody: what is not whole, honest and of this program is refused, with nothing left behind. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import { readModelFile } from '../models/model-file.ts';
import {
  addedDrawingsPath,
  readAddedDrawings,
  writeAddedDrawings,
} from '../training/added-drawings.ts';
import { modelPath, startPath } from '../training/checkpoints.ts';
import { bundledRecord as record, bundledRun as json, soundBundle } from '../testing/bundle.ts';
import { strokes, temporaryFolder } from '../testing/strokes.ts';
import { trainedModel } from '../testing/trained.ts';
import { bundleParts, readBundle } from './bundle-file.ts';
import { importBundle } from './import-bundle.ts';
import { zipParts, type ZipContent } from './zip-write.ts';

const model = (): Buffer => readFileSync(trainedModel(strokes(), { epochs: 2 }));
const sound = (): ZipContent[] => soundBundle(model());
const zip = (contents: readonly ZipContent[]): Buffer => Buffer.concat(zipParts(contents));
/** With one entry's content in place of the sound one. */
const with_ = (name: string, bytes: Uint8Array): Buffer =>
  zip(sound().map((entry) => (entry.name === name ? { name, bytes } : entry)));

function take(bytes: Uint8Array, runsFolder: string, taken: readonly string[] = []) {
  const path = join(runsFolder, '..', 'a.inkling');
  writeFileSync(path, bytes);
  return importBundle({ kind: 'import', path, runsFolder, taken, otherId: 'other-id' });
}
/** How it is refused; nothing may be left of it. */
function refusal(bytes: Uint8Array): ErrorInfo {
  const runsFolder = join(temporaryFolder(), 'runs');
  try {
    take(bytes, runsFolder);
  } catch (thrown) {
    expect(existsSync(runsFolder) ? readdirSync(runsFolder) : []).toEqual([]);
    const error = errorInfoOf(thrown);
    // A sentence without a gap, in both languages.
    for (const language of ['en', 'zh'] as const)
      expect(errorText(error, language)).not.toMatch(/[{}]/);
    return error;
  }
  throw new Error('it was taken');
}

describe('a sound bundle', () => {
  it('comes in with its model under its own id, and the same weights', () => {
    const runsFolder = join(temporaryFolder(), 'runs');
    const { id, run } = take(zip(sound()), runsFolder);
    expect(id).toBe('20261122-080000-abcdef');
    expect(run.name).toBe('strokes 1');
    expect(run.edits).toEqual([[3, 1, false]]);
    const { info, file } = readModelFile(modelPath(join(runsFolder, id)));
    expect(info.runId).toBe(id);
    const original = readModelFile(trainedModel(strokes(), { epochs: 2 }));
    expect([...file.tensors]).toEqual([...original.file.tensors]);
  });

  it('never takes an id or a folder that is in use', () => {
    const runsFolder = join(temporaryFolder(), 'runs');
    const first = take(zip(sound()), runsFolder);
    const before = readFileSync(modelPath(join(runsFolder, first.id)));
    expect(take(zip(sound()), runsFolder).id).toBe('other-id');
    expect(readFileSync(modelPath(join(runsFolder, first.id)))).toEqual(before);
    const elsewhere = join(temporaryFolder(), 'runs');
    expect(take(zip(sound()), elsewhere, [first.id]).id).toBe('other-id');
  });

  it('is a ZIP archive that others read, the same bytes for the same content', () => {
    const handwriting = Buffer.from('{}');
    const content = {
      ...{ run: json(record()), model: model(), start: model(), handwriting },
      report: Buffer.from('<p>é</p>'),
    };
    const [a, b] = [Buffer.concat(bundleParts(content)), Buffer.concat(bundleParts(content))];
    expect(a).toEqual(b);
    const { report, ...others } = content;
    expect(readBundle(a, 'a')).toEqual(others);
    expect(a.includes(report)).toBe(true);
  });

  it('brings the drawings that it learnt from, all of them or nothing', () => {
    const points = Int16Array.of(200, 300, 128, 400, 500, 128);
    const drawing = {
      width: 1024,
      height: 1024,
      strokes: [{ kind: 'ink' as const, width: 72, points }],
    };
    const folder = temporaryFolder();
    writeAddedDrawings(folder, [{ label: 'a', drawing }]);
    const handwriting = {
      name: 'handwriting.json',
      bytes: readFileSync(addedDrawingsPath(folder)),
    };
    const learnt = (drawings: number) =>
      json(record({ dataset: { ...record().dataset, handwriting: { drawings, leftOut: 0 } } }));
    const bundle = (drawings: number, ...more: ZipContent[]) => [
      { name: 'run.json', bytes: learnt(drawings) },
      ...sound().slice(1),
      ...more,
    ];
    const runsFolder = join(temporaryFolder(), 'runs');
    const { id, run } = take(zip(bundle(1, handwriting)), runsFolder);
    expect(run.dataset.handwriting).toEqual({ drawings: 1, leftOut: 0 });
    expect(readAddedDrawings(join(runsFolder, id))).toEqual(readAddedDrawings(folder));
    expect(refusal(zip(bundle(1))).code).toBe('bundle.missing');
    expect(refusal(zip(bundle(2, handwriting))).code).toBe('bundle.content');
    const text = handwriting.bytes.toString();
    for (const bad of ['{"format":1,"drawings":[{}]}', text.replaceAll('1024', '99999999')])
      expect(refusal(zip(bundle(1, { ...handwriting, bytes: Buffer.from(bad) }))).code).toBe(
        'bundle.content',
      );
  });
});

describe('what is refused', () => {
  it('weights to begin with that are none, or of another network', () => {
    const start = (bytes: Uint8Array) => zip([...sound(), { name: 'start.safetensors', bytes }]);
    const runsFolder = join(temporaryFolder(), 'runs');
    const { id } = take(start(model()), runsFolder);
    expect(existsSync(startPath(join(runsFolder, id)))).toBe(true);
    expect(refusal(start(Buffer.from('no model'))).code).toBe('model.broken');
    const other = trainedModel(strokes(), { hiddenLayers: [7] });
    expect(refusal(start(readFileSync(other))).code).toBe('bundle.otherModel');
  });

  it('no archive, and one that was cut short anywhere', () => {
    expect(refusal(Buffer.from('hello')).code).toBe('bundle.notOne');
    expect(refusal(Buffer.alloc(0)).code).toBe('bundle.notOne');
    const whole = zip(sound());
    for (const share of [0.1, 0.5, 0.9, 0.999])
      expect(refusal(whole.subarray(0, Math.floor(whole.length * share))).code).toBe(
        'bundle.notOne',
      );
  });

  it.each([
    '../../evil',
    '/etc/passwd',
    'runs.db',
    'C:\\x',
    'model.safetensors/..',
    '__proto__',
    'a\nb',
  ])('an entry by the name of %j', (name) => {
    const error = refusal(zip([...sound(), { name, bytes: Buffer.from('x') }]));
    expect(error.code).toBe('bundle.foreign');
    expect(errorText(error)).not.toContain('\n');
  });

  it('the same entry twice', () => {
    expect(refusal(zip([...sound(), sound()[0]])).code).toBe('bundle.foreign');
  });

  it('a missing part', () => {
    expect(refusal(zip(sound().slice(1)))).toMatchObject({
      ...{ code: 'bundle.missing', values: { part: 'run.json' } },
    });
    expect(refusal(zip(sound().slice(0, 1))).code).toBe('bundle.missing');
  });

  it('a bomb: more than it says, or more than there can be', () => {
    const packed = deflateRawSync(Buffer.alloc(50_000_000));
    const bomb = (claimed: number): Buffer => {
      const bytes = zip([{ name: 'run.json', bytes: packed }, ...sound().slice(1)]);
      // Stored as it is: the same body called deflated, of a size of our own, in both headers.
      const local = 0;
      const central = bytes.indexOf(Buffer.from('504b0102', 'hex'));
      for (const [at, method, size] of [
        [local, 8, 22],
        [central, 10, 24],
      ]) {
        bytes.writeUInt16LE(8, at + method);
        bytes.writeUInt32LE(packed.length, at + size - 4);
        bytes.writeUInt32LE(claimed, at + size);
      }
      return bytes;
    };
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(bomb(1000)).code).toBe('bundle.damaged');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
    expect(refusal(bomb(0xfffffffe)).code).toBe('bundle.tooLarge');
  });

  it('a changed byte in any part', () => {
    const whole = zip(sound());
    const at = whole.indexOf('model.safetensors') + 200;
    whole[at] ^= 1;
    expect(refusal(whole)).toMatchObject({
      ...{ code: 'bundle.damaged', values: { part: 'model.safetensors' } },
    });
  });

  it('a later version', () => {
    expect(refusal(with_('run.json', json(record(), { version: 2 })))).toMatchObject({
      code: 'bundle.newer',
      values: { found: 2, supported: 1 },
    });
  });

  it.each([
    ['no JSON', Buffer.from('{"format":')],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['another format', json(record(), { format: 'other' })],
    ['two runs', json(record(), { runs: [record(), record()] })],
    ['no run', Buffer.from('null')],
    ['an id that is a path', json(record({ id: '../../x' }))],
    ['an id of dots', json(record({ id: '..' }))],
    ['an empty name', json(record({ name: '  ' }))],
    ['an endless note', json(record({ note: 'x'.repeat(20_000) }))],
    ['a date that is none', json(record({ createdAt: 'yesterday' }))],
    ['an unknown state', json(record({ state: 'flying' }))],
    ['an unknown hyper-parameter', json(record({ hyperparameters: { evil: 1 } }))],
    ['a hyper-parameter out of range', json(record({ hyperparameters: { learningRate: -1 } }))],
    ['no epoch', json(record({ history: [] }))],
    ['an epoch that is left out', json(record({ history: [record().history[1]] }))],
    ['an edit with a label that there is not', json(record({ edits: [[0, 9, false]] }))],
  ])('a record with %s', (_what, bytes) => {
    expect(refusal(with_('run.json', bytes)).code).toBe('bundle.content');
  });

  it('a model that is none, or that does not fit its record', () => {
    expect(refusal(with_('model.safetensors', Buffer.from('x'))).code).toBe('model.broken');
    const matlab = readFileSync(
      join(import.meta.dirname, '../datasets/fixtures/matlab-stored.mat'),
    );
    expect(refusal(with_('model.safetensors', matlab)).code).toBe('model.broken');
    const others = [
      { dataset: { ...record().dataset, fingerprint: 'another' } },
      { dataset: { ...record().dataset, classes: ['a', 'b', 'c'] } },
      { hyperparameters: { ...record().hyperparameters, learningRate: 0.5 } },
      { history: record().history.slice(0, 1) },
    ];
    for (const change of others)
      expect(refusal(with_('run.json', json(record(change)))).code).toBe('bundle.otherModel');
  });

  it('a folder that can not be written', () => {
    const file = join(temporaryFolder(), 'runs');
    writeFileSync(file, 'a file is where the folder should be');
    const path = join(file, '..', 'a.inkling');
    writeFileSync(path, zip(sound()));
    const task = { kind: 'import', path, runsFolder: file, taken: [], otherId: 'o' } as const;
    expect(() => importBundle(task)).toThrow();
  });
});
