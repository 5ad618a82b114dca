import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../history/history.ts';
import { createRandom } from '../engine/random.ts';
import { recoverRuns } from '../services/recovery.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

interface Ended {
  code: number | null;
  lines: Record<string, unknown>[];
  stdout: string;
  stderr: string;
}

function start(...words: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(root, 'src-main/cli/main.ts'), ...words]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text));
  child.stderr.on('data', (text: Buffer) => (stderr += text));
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code) => {
      const json = words.includes('--json') && stdout !== '';
      const lines = json
        ? stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [];
      done({ code, lines, stdout, stderr });
    });
  });
  return { child, ended };
}
const inkling = (...words: string[]): Promise<Ended> => start(...words).ended;
const quick = ['--epochs', '2', '--hiddenLayers', '16', '--loss', 'softmaxCrossEntropy'];

/** A folder per class of 12 x 12 PNG files: a bar high up, or a bar low down. */
function barsFolder(): string {
  const folder = join(temporaryFolder(), 'bars 杠');
  const random = createRandom(3, 'bars');
  for (const [name, top] of [
    ['high', 2],
    ['low', 8],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 30; i++) {
      const data = new Uint8Array(144).map(() => random.below(30));
      data.fill(255, (top + random.below(2)) * 12, (top + 2) * 12);
      writeFileSync(
        join(folder, name, `${i}.png`),
        encode({ width: 12, height: 12, data, channels: 1, depth: 8 }),
      );
    }
  }
  return folder;
}

describe('the command line', () => {
  it('keeps nearest neighbours among the runs, to be evaluated and compared', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const run = await inkling('train', sample, '--preset', 'nearest-neighbours', ...data);
    const [begun, epoch, done] = run.lines;
    expect(begun).toMatchObject({ architecture: '3 nearest of 3,600 images', parameters: 0 });
    expect(epoch).toMatchObject({ epoch: 1, trainLoss: null, testLoss: null, learningRate: null });
    expect(done).toMatchObject({ state: 'done', endedEarly: false, testAccuracy: 0.934 });
    const ids = [String(begun['runId'])];
    const judged = await inkling('evaluate', ids[0], sample, ...data);
    expect(judged.lines[0]).toMatchObject({ split: 'test', accuracy: 0.934, loss: null });
    const other = await inkling('train', sample, ...quick, '--epochs', '1', ...data);
    ids.push(String(other.lines[0]['runId']));
    const compared = await inkling('runs', 'compare', ...ids, ...data);
    expect(compared.lines[0]['differing']).toMatchObject({
      method: ['nearestNeighbours', 'network'],
    });
  });

  it('sweeps over values and seeds, and finds a learning rate without leaving a run', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const folder = barsFolder();
    const values = ['--learningRate', '0.001,1e-9', '--seeds', '2'];
    const swept = await inkling('sweep', folder, ...quick, ...values, ...data);
    expect(swept.stderr).toBe('');
    expect(swept.code).toBe(0);
    expect(swept.lines.map((line) => line['type'])).toEqual([
      'start',
      ...Array(4).fill('run'),
      'done',
    ]);
    const done = swept.lines[5];
    expect(done['judgedBy']).toBe('validationAccuracy');
    expect(done['combinations']).toMatchObject([
      { values: { learningRate: 0.001 }, seeds: 2 },
      { values: { learningRate: 1e-9 }, seeds: 2 },
    ]);
    const found = await inkling('find-rate', folder, ...quick, ...data);
    expect(found.code).toBe(0);
    expect(found.lines[0]).toMatchObject({ type: 'rate' });
    expect((await inkling('runs', 'list', ...data)).lines).toHaveLength(4);
    const none = await inkling('sweep', folder, ...quick, ...data);
    expect([none.code, none.stderr]).toEqual([
      1,
      'inkling: A sweep needs at least one hyper-parameter that varies.\n',
    ]);
    const wrong = await inkling('sweep', folder, '--learningRate', '0.1,fast', ...data);
    expect(wrong.stderr).toContain('--learningRate must be a number');
  });

  it('trains, lists, shows, compares, evaluates, predicts and deletes', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const first = await inkling('train', sample, ...quick, ...data);
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(first.lines.map((line) => line['type'])).toEqual(['start', 'epoch', 'epoch', 'done']);
    const [begun, epoch, , done] = first.lines;
    expect(begun).toMatchObject({ architecture: '400-16-10 relu, 6,586 parameters' });
    expect(epoch).toMatchObject({ epoch: 1, learningRate: 0.001 });
    for (const figure of [
      'trainLoss',
      'trainAccuracy',
      'validationLoss',
      'validationAccuracy',
      'testLoss',
      'testAccuracy',
      'imagesPerSecond',
      'seconds',
    ])
      expect(epoch[figure]).toBeTypeOf('number');
    expect(done).toMatchObject({ runId: begun['runId'], state: 'done' });

    const second = await inkling(
      'train',
      sample,
      ...quick,
      '--learning-rate',
      '0.01',
      '--name',
      '大',
      ...data,
    );
    const ids = [String(begun['runId']), String(second.lines[0]['runId'])];
    const list = await inkling('runs', 'list', ...data);
    expect(list.lines.map((line) => [line['id'], line['name']])).toEqual([
      [ids[1], '大'],
      [ids[0], 'sample 1'],
    ]);
    const shown = await inkling('runs', 'show', ids[0], ...data);
    expect(shown.lines[0]).toMatchObject({
      id: ids[0],
      state: 'done',
      history: [{ epoch: 1 }, { epoch: 2 }],
    });
    const compared = await inkling('runs', 'compare', ...ids, ...data);
    expect(compared.lines[0]['differing']).toEqual({ learningRate: [0.001, 0.01] });

    const judged = await inkling('evaluate', ids[0], sample, ...data);
    expect(judged.lines[0]).toMatchObject({
      split: 'test',
      images: 1000,
      accuracy: done['testAccuracy'],
    });
    const confusion = judged.lines[0]['confusion'] as number[][];
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(1000);

    const page = new Uint8Array(40 * 60).fill(255);
    const [blank, one] = ['blank.png', 'one.png'].map((name) => join(temporaryFolder(), name));
    const write = (file: string): void =>
      writeFileSync(file, encode({ width: 40, height: 60, data: page, channels: 1, depth: 8 }));
    write(blank);
    for (let row = 15; row < 45; row++) page.fill(0, row * 40 + 18, row * 40 + 22);
    write(one);
    const wrong = join(root, 'package.json');
    const asked = await inkling('predict', ids[0], one, wrong, blank, ...data);
    expect(asked.code).toBe(1);
    expect(asked.lines).toHaveLength(1);
    expect(asked.lines[0]['image']).toBe(one);
    expect(asked.stderr).toContain('blank.png');
    const outputs = Object.values(asked.lines[0]['outputs'] as Record<string, number>);
    expect(outputs.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(asked.stderr).toContain('package.json');

    const removed = await inkling('runs', 'delete', ids[1], ...data);
    expect(removed.code).toBe(0);
    expect((await inkling('runs', 'list', ...data)).lines).toHaveLength(1);
    expect((await inkling('runs', 'show', ids[1], ...data)).stderr).toContain(
      `no run with the id ${ids[1]}`,
    );
  });

  it('trains a convolutional network, evaluates and asks it', async () => {
    const data = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
    const bars = barsFolder();
    const layers = 'conv3x3x4, maxpool2, dropout0.25, conv3x3x6/valid, meanpool2/trained';
    const hyperparameters = ['--hiddenLayers', layers, '--learningRate', '0.01', '--epochs', '8'];
    const { lines, stderr } = await inkling('train', bars, ...hyperparameters, ...data);
    expect(stderr).toBe('');
    const [begun, done] = [lines[0], lines.at(-1)];
    expect(begun['architecture']).toBe(
      '12x12-conv3x3x4-maxpool2-dropout0.25-conv3x3x6/valid-meanpool2/trained-2 relu, 324 parameters',
    );
    expect(done?.['testAccuracy']).toBeGreaterThan(0.8);
    const run = String(begun['runId']);
    const judged = await inkling('evaluate', run, bars, ...data);
    expect(judged.lines[0]['accuracy']).toBe(done?.['testAccuracy']);
    const asked = await inkling('predict', run, join(bars, 'low', '1.png'), ...data);
    expect(asked.lines[0]).toMatchObject({ label: 'low' });
  });

  it('gives the same bits for the same seed', async () => {
    const weights = async (seed: string): Promise<Buffer> => {
      const file = join(temporaryFolder(), 'model');
      const folder = temporaryFolder();
      const { code } = await inkling(
        'train',
        sample,
        ...quick,
        '--seed',
        seed,
        '--save',
        file,
        '--data-dir',
        folder,
      );
      expect(code).toBe(0);
      const bytes = readFileSync(file);
      return bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
    };
    const [one, again, other] = [await weights('5'), await weights('5'), await weights('6')];
    // The numbers of the network, and those by which it is asked for its idea of a label.
    expect(one.length).toBeGreaterThan(4 * 6586);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(other)).toBe(false);
  });

  it('opens a folder of images by class, names and all', async () => {
    const folder = barsFolder();
    writeFileSync(join(folder, 'low', 'bad.png'), 'no image');
    const info = await inkling(
      'datasets',
      'info',
      folder,
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    expect(info.lines[0]).toMatchObject({
      type: 'dataset',
      format: 'folders',
      classes: ['high', 'low'],
      counts: { train: [30, 30] },
      skippedCount: 1,
    });
    const trained = await inkling(
      'train',
      folder,
      '--epochs',
      '10',
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    expect(trained.lines[0]).toMatchObject({
      dataset: { images: { test: 12, train: 43, validation: 5 } },
    });
    expect(trained.lines.at(-1)?.['testAccuracy']).toBeGreaterThan(0.9);
  });

  it.each([
    [['train', sample, '--learningRate', '-1'], 1, '--learningRate must be above 0'],
    [
      ['train', sample, '--learningRate', 'NaN'],
      1,
      '--learningRate must be a number, but is "NaN"',
    ],
    [
      ['train', sample, '--learningRate', 'fast'],
      1,
      '--learningRate must be a number, but is "fast"',
    ],
    [
      ['train', sample, '--earlyStopping', '2', '--validationFraction', '0'],
      1,
      '--earlyStopping goes by the validation images, and there are none',
    ],
    [['train', sample, '--schedule', 'sine'], 1, '--schedule must be one of constant, step'],
    [['train', sample, '--epochs', '1.5'], 1, '--epochs must be a whole number'],
    [['train', sample, '--hiddenLayers', '10,x'], 1, '--hiddenLayers: "x" is no layer'],
    [['train', sample, '--preset', 'magic'], 1, 'no preset named magic'],
    [['train', sample, '--hiddenLayers', '4096,4096,4096,4096'], 1, 'at most 50000000'],
    [['train', join(root, 'package.json')], 1, 'is a file, not a folder'],
    [['train', '/no/such/folder'], 1, 'does not exist'],
    [['train', sample, '--colour', 'red'], 2, "Unknown option '--colour'"],
    [['train'], 2, 'missing <path>'],
    [['train', sample, '--threads', 'all'], 2, '--threads takes a number'],
    [['runs', 'shuffle'], 2, 'list, show, compare, delete'],
    [['dance'], 2, 'there is no command "dance"'],
    [['evaluate', join(root, 'package.json'), sample], 1, 'is not a sound model file'],
  ])('says what is wrong with %j', async (words, code, cause) => {
    const ended = await inkling(...words, '--data-dir', temporaryFolder());
    expect(ended.stderr).toContain(cause);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
  });

  it('keeps every finished epoch when it is killed, and the next start finds the run', async () => {
    const folder = temporaryFolder();
    const { child, ended } = start(
      'train',
      sample,
      '--epochs',
      '500',
      '--hiddenLayers',
      '16',
      '--json',
      '--data-dir',
      folder,
    );
    let told = 0;
    await new Promise<void>((enough) => {
      child.stdout?.on('data', (text: Buffer) => {
        told += text.toString().split('"type":"epoch"').length - 1;
        if (told >= 3) enough();
      });
    });
    child.kill('SIGKILL');
    const { lines } = await ended;
    const runId = String(lines[0]['runId']);
    const history = openHistory(join(folder, 'runs.db'));
    expect(history.runs.summary(runId).state).toBe('running');
    expect(recoverRuns(history, (id) => join(folder, 'runs', id))).toEqual([]);
    const run = history.runs.details(runId);
    history.close();
    expect(run.state).toBe('interrupted');
    const epochs = lines.filter((line) => line['type'] === 'epoch');
    expect(run.history.length).toBeGreaterThanOrEqual(epochs.length);
    expect(run.history.map((record) => record.epoch)).toEqual(run.history.map((_, i) => i + 1));
    for (const [i, line] of epochs.entries())
      expect({ type: 'epoch', ...run.history[i] }).toEqual(line);
  });

  it('stops on Ctrl+C with what it has', async () => {
    const folder = temporaryFolder();
    const { child, ended } = start(
      'train',
      sample,
      '--epochs',
      '500',
      '--hiddenLayers',
      '16',
      '--json',
      '--data-dir',
      folder,
    );
    await new Promise<void>((enough) => {
      child.stdout?.on('data', (text: Buffer) => text.toString().includes('"epoch":1') && enough());
    });
    child.kill('SIGINT');
    const { code, lines } = await ended;
    expect(code).toBe(130);
    expect(lines.at(-1)).toMatchObject({ type: 'done', state: 'stopped' });
    expect(readdirSync(join(folder, 'runs', String(lines[0]['runId'])))).toEqual([
      'checkpoint.safetensors',
      'model.safetensors',
    ]);
  });

  it('goes on when another program ends a run in the same history', async () => {
    const data = ['--json', '--data-dir', temporaryFolder()];
    const long = start('train', sample, '--epochs', '100000', '--hiddenLayers', '16', ...data);
    await new Promise<void>((begun) => {
      long.child.stdout?.on(
        'data',
        (text: Buffer) => text.toString().includes('"epoch":1') && begun(),
      );
    });
    expect((await inkling('train', sample, ...quick, ...data)).code).toBe(0);
    // Longer than it takes to look at the history for other programs' changes.
    await setTimeout(3000);
    expect(long.child.exitCode).toBeNull();
    long.child.kill('SIGINT');
    const { lines } = await long.ended;
    expect(lines.at(-1)).toMatchObject({ state: 'stopped', runId: lines[0]['runId'] });
  });

  it('goes on when the data set vanishes while it trains', async () => {
    const folder = barsFolder();
    const { child, ended } = start(
      'train',
      folder,
      '--epochs',
      '60',
      '--json',
      '--data-dir',
      temporaryFolder(),
    );
    await new Promise<void>((begun) => {
      child.stdout?.on('data', (text: Buffer) => text.toString().includes('"start"') && begun());
    });
    renameSync(folder, `${folder} gone`);
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines.filter((line) => line['type'] === 'epoch')).toHaveLength(60);
    const again = await inkling('train', folder, '--data-dir', temporaryFolder());
    expect(again.stderr).toContain('does not exist');
  });

  it('sets a damaged history aside and says so', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'runs.db'), 'x'.repeat(5000));
    const ended = await inkling('runs', 'list', '--data-dir', folder);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('was set aside as');
    expect(readdirSync(folder).some((name) => name.includes('set-aside'))).toBe(true);
  });

  it('stops early and says so, now and in the history', async () => {
    const data = ['--data-dir', temporaryFolder()];
    // Steps too small to change a weight: no epoch is better than the first.
    const stuck = [...quick, '--epochs', '9', '--learningRate', '1e-30', '--optimiser', 'sgd'];
    const patience = ['--early-stopping', '2', '--earlyStoppingOn', 'validationAccuracy'];
    const told = await inkling('train', sample, ...stuck, ...patience, '--json', ...data);
    expect(told.code).toBe(0);
    expect(told.lines.filter((line) => line['type'] === 'epoch')).toHaveLength(3);
    expect(told.lines.at(-1)).toMatchObject({ state: 'done', endedEarly: true, epochs: 3 });
    const id = String(told.lines[0]['runId']);
    const shown = await inkling('runs', 'show', id, '--json', ...data);
    expect(shown.lines[0]['events']).toMatchObject([{ kind: 'earlyStop', epoch: 3, value: 2 }]);
    const details = (await inkling('runs', 'show', id, ...data)).stdout;
    expect(details).toContain('earlyStop 2');
    expect(details).toMatch(/^dense 16 +16 +6,416 +6,400 +98 %/m);
    const inWords = await inkling('train', sample, ...stuck, ...patience, ...data);
    expect(inWords.stdout).toContain('Stopped early: nothing better for 2 epochs.');
    expect(inWords.stdout).toMatch(/^dense 16 +16 +6,416 +6,400 +98 %/m);
  });

  it('trains with what is not usual, its rate following the schedule', async () => {
    const { code, lines } = await inkling(
      ...['train', sample, '--json', '--data-dir', temporaryFolder(), ...quick],
      ...['--activation', 'gelu', '--optimiser', 'adamw', '--initialiser', 'truncatedNormal'],
      ...['--schedule', 'inverseTime', '--decayRate', '1', '--labelSmoothing', '0.1'],
      ...['--maxNorm', '3', '--clipNorm', '1', '--l1', '1e-6', '--weightDecay', '0.1'],
    );
    expect(code).toBe(0);
    const rates = lines.flatMap((line) => (line['type'] === 'epoch' ? [line['learningRate']] : []));
    // 3,600 images in batches of 32: the last of 113 batches of each epoch.
    expect(rates).toEqual([
      expect.closeTo(0.001 / (1 + 112 / 113), 12),
      expect.closeTo(0.001 / (1 + 225 / 113), 12),
    ]);
    expect(lines.at(-1)).toMatchObject({ state: 'done', endedEarly: false });
  });

  it('explains itself', async () => {
    const { code, stdout } = await inkling('--help');
    expect(code).toBe(0);
    for (const word of ['datasets info', 'keras-mlp', '--learningRate', '--data-dir'])
      expect(stdout).toContain(word);
  });
});

describe('edits of a data set', () => {
  it('are imported, trained with, told, left out, and exported; and the set is written with them', async () => {
    const folder = temporaryFolder();
    const data = ['--json', '--data-dir', join(folder, 'data')];
    const bars = barsFolder();
    const info = await inkling('datasets', 'info', bars, ...data);
    const { fingerprint } = info.lines[0]['inFiles'] as { fingerprint: string };
    const file = join(folder, 'edits.json');
    const head = { format: 'inkling-edits', version: 1, fingerprint, classes: ['high', 'low'] };
    const edits = [
      { index: 0, label: 'low' },
      { index: 1, excluded: true },
      { index: 2, excluded: true },
    ];
    writeFileSync(file, JSON.stringify({ ...head, edits }));
    const imported = await inkling('datasets', 'overlay', 'import', bars, file, ...data);
    expect(imported.lines[0]).toMatchObject({ relabelled: 1, excluded: 2, marked: 0 });
    const { hash } = imported.lines[0];

    const [begun] = (await inkling('train', bars, ...quick, ...data)).lines;
    expect(begun).toMatchObject({ dataset: { overlay: { hash, relabelled: 1, excluded: 2 } } });
    const images = (line: Record<string, unknown>): number =>
      Object.values((line['dataset'] as { images: Record<string, number> }).images).reduce(
        (sum, n) => sum + n,
      );
    expect(images(begun)).toBe(58);
    const [plain] = (await inkling('train', bars, ...quick, '--overlay', 'none', ...data)).lines;
    expect(images(plain)).toBe(60);
    expect(plain['dataset']).not.toHaveProperty('overlay');

    const again = join(folder, 'again.json');
    await inkling('datasets', 'overlay', 'export', bars, again, ...data);
    expect(JSON.parse(readFileSync(again, 'utf8'))).toMatchObject({ fingerprint, edits });
    const fresh = ['--json', '--data-dir', join(folder, 'fresh')];
    const given = await inkling('train', bars, ...quick, '--overlay', again, ...fresh);
    expect(given.lines[0]).toMatchObject({ dataset: { overlay: { hash } } });

    const out = join(folder, 'out');
    const written = await inkling(
      ...['datasets', 'write', bars, '--format', 'folders', '--out', out, ...data],
    );
    expect(written.lines[0]).toMatchObject({ type: 'written', images: 58, files: 58 });
    const back = await inkling('datasets', 'info', out, ...data);
    expect(back.lines[0]).toMatchObject({ counts: { train: [27, 31] } });
    const twice = await inkling(
      ...['datasets', 'write', bars, '--format', 'idx', '--out', out, ...data],
    );
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('not an empty folder')]);
    const nonsense = await inkling('datasets', 'write', bars, '--format', 'zip', ...data);
    expect([nonsense.code, nonsense.stderr]).toEqual([2, expect.stringContaining('--format')]);
  }, 60_000);
});
