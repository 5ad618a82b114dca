/**
 * A training is killed twenty times and resumed each time, and comes to the bits of one that nobody
 * touched. Here it is the command line, whose start takes under a second where the window's takes
 * several: the same services, threads and files. `e2e/killed.spec.ts` kills the window.
 */
import { existsSync, mkdirSync, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createRandom } from '../engine/random.ts';
import { openHistory } from '../history/history.ts';
import { readModelFile } from '../models/model-file.ts';
import { inkling, sample, start, type Started } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { checkpointPath, modelPath } from '../training/checkpoints.ts';

const kills = 20;
const epochs = 60;
/** A checkpoint of 3 MB, so that its writing takes a while; a schedule, so that the order matters. */
const recipe = [
  ...['--epochs', String(epochs), '--hiddenLayers', '600', '--batchSize', '120'],
  ...['--schedule', 'cosine', '--rotation', '5', '--stepsPerEpoch', '6'],
];

const weights = (path: string): Buffer =>
  Buffer.concat(
    [...readModelFile(path).file.tensors.values()].map(({ values }) => Buffer.from(values.buffer)),
  );
function recordOf(folder: string, runId: string) {
  const history = openHistory(join(folder, 'runs.db'));
  const run = history.runs.details(runId);
  history.close();
  return run;
}
/** What does not hang on the time it took. */
const figures = (run: ReturnType<typeof recordOf>) =>
  run.history.map(({ seconds: _, imagesPerSecond: __, ...record }) => record);

/**
 * Kills when so many things happened to the files of the run: parts made, written to, renamed. A
 * busy system tells of several as of one: it is killed at the next thing after so many epochs.
 */
async function killWhileWriting(
  { child, told, ended }: Started,
  folder: string,
  { events, most }: { events: number; most: number },
) {
  let seen = 0;
  let isLate = false;
  void told('epoch', most).then(() => (isLate = true));
  const watcher = watch(folder, () => {
    if (++seen >= events || isLate) child.kill('SIGKILL');
  });
  await ended;
  watcher.close();
}

it('killed at 20 moments, it resumes to the same bits, and no epoch is lost or doubled', async () => {
  const whole = temporaryFolder();
  const parts = temporaryFolder();
  const untouched = await inkling('train', sample, ...recipe, '--json', '--data-dir', whole);
  expect(untouched.code).toBe(0);
  const wholeId = String(untouched.lines[0]['runId']);

  // Every other kill comes after a while of this length at most, in ms: however fast the machine,
  // the training is not yet done after the last.
  const step = (recordOf(whole, wholeId).seconds * 1000) / kills;
  const random = createRandom(20261122, 'kills');
  const first = start('train', sample, ...recipe, '--json', '--data-dir', parts);
  await first.told('start');
  const history = openHistory(join(parts, 'runs.db'));
  const [{ id: runId }] = history.runs.list();
  history.close();
  // The training makes it with its first checkpoint, and it is watched from before that on.
  const folder = join(parts, 'runs', runId);
  mkdirSync(folder, { recursive: true });
  let run = first;
  let halfWritten = 0;
  let told = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await run.told('start');
    const begun = Date.now();
    if (kill % 2 === 0) {
      await setTimeout(random.uniform() * step);
      run.child.kill('SIGKILL');
    } else {
      const most = Math.max(1, Math.floor((kill * epochs) / (kills + 1)) - told);
      await killWhileWriting(run, folder, { events: 1 + random.below(80), most });
    }
    const { lines, stderr } = await run.ended;
    expect(stderr).toBe('');
    expect(lines.at(-1)?.['type'], 'it was still training').not.toBe('done');
    const left = readdirSync(folder).filter((name) => name.endsWith('.part'));
    if (left.some((name) => statSync(join(folder, name)).mtimeMs > begun)) halfWritten += 1;
    for (const line of lines) if (line['type'] === 'epoch') told = Number(line['epoch']);

    // Another count of threads each time: no bit hangs on it.
    const threads = ['--threads', String(1 + (kill % 2))];
    run = start('resume', runId, ...threads, '--json', '--data-dir', parts);
    await run.told('start');
    const { history, state } = recordOf(parts, runId);
    expect(state).toBe('running');
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, i) => i + 1));
    expect(history.length, 'an epoch that was told is kept').toBeGreaterThanOrEqual(told);
  }
  expect((await run.ended).lines.at(-1)).toMatchObject({ type: 'done', state: 'done', epochs });
  expect(halfWritten, 'files that were being written').toBeGreaterThan(0);

  const [killed, reference] = [recordOf(parts, runId), recordOf(whole, wholeId)];
  expect(figures(killed)).toEqual(figures(reference));
  expect(killed.history.map(({ epoch }) => epoch)).toEqual(killed.history.map((_, i) => i + 1));
  expect(killed.history).toHaveLength(epochs);
  expect(killed.events.filter(({ kind }) => kind === 'resume')).toHaveLength(kills);
  for (const path of [checkpointPath, modelPath])
    expect(
      weights(path(folder)).equals(weights(path(join(whole, 'runs', wholeId)))),
      'the same bits',
    ).toBe(true);
  expect(existsSync(`${checkpointPath(folder)}.part`)).toBe(false);
});
