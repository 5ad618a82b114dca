/** Helper threads: they give the same bits, they end, and they hold nothing up. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import { temporaryFolder } from '../../testing/strokes.ts';
import { createRandom } from '../random.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

endSharingKernels();

describe('threads', () => {
  test('are the caller alone until the first job that is worth sharing', async () => {
    const kernels = createWebAssemblyKernels('plain', { threads: 3, smallestShared: 20_000 });
    onTestFinished(() => kernels.end());
    const [a, b] = [kernels.createVector(50_000), kernels.createVector(50_000)];
    kernels.addScaled(a, b, 0, 9_000, 1);
    expect(kernels.threads).toBe(1);
    kernels.addScaled(a, b, 0, 50_000, 1);
    await expect.poll(() => kernels.threads).toBe(3);
  });

  test('share thousands of jobs, and each item is computed once', async () => {
    const kernels = await sharingKernels(3);
    const length = 50_001;
    const random = createRandom(1, 'threads.test');
    const out = kernels.createVector(length);
    const vector = kernels.createVector(length);
    vector.set(Float32Array.from({ length }, () => random.below(9)));
    for (let job = 0; job < 3000; job++) kernels.addScaled(out, vector, 0, length, 1);
    // Sums of small whole numbers: exact.
    expect(out.every((sum, i) => sum === 3000 * vector[i])).toBe(true);
  });

  test('go when they are told to, and the caller goes on alone', async () => {
    const kernels = await sharingKernels(4);
    expect(kernels.threads).toBe(4);
    await kernels.end();
    await kernels.end();
    expect(kernels.threads).toBe(1);
    const [a, b] = [kernels.createVector(9999), kernels.createVector(9999).fill(2)];
    kernels.addScaled(a, b, 0, 9999, 3);
    expect(a.every((sum) => sum === 6)).toBe(true);
  });

  /** Runs a program in a process of its own, with a file of the same folder to start threads on. */
  function run(main: string, thread = '') {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thread.mjs'), thread);
    writeFileSync(join(folder, 'main.mjs'), main);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.mjs')], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    return { status, stdout, stderr };
  }
  const url = JSON.stringify(new URL('./webassembly.ts', import.meta.url));
  const untilAllWork = `
    import { createWebAssemblyKernels } from ${url};
    const kernels = createWebAssemblyKernels('plain', { threads: 3, smallestShared: 0 });
    const [a, b] = [kernels.createVector(9999), kernels.createVector(9999)];
    do kernels.addScaled(a, b, 0, 9999, 1); while (kernels.threads < 3);`;

  test('start while the caller is busy, and do not keep a process alive', () => {
    const outcome = run(`${untilAllWork} console.log('worked');`);
    expect(outcome).toMatchObject({ status: 0, stdout: 'worked\n' });
  });

  test('go with the thread that made them', () => {
    const outcome = run(
      `import { readdirSync } from 'node:fs';
       import { Worker } from 'node:worker_threads';
       // Elsewhere than on Linux a process does not know; there it shows that it ends.
       const count = () => process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0;
       const start = () => new Promise((resolve) => {
         const worker = new Worker(new URL('./thread.mjs', import.meta.url));
         worker.once('message', () => resolve(worker));
       });
       await (await start()).terminate();
       const before = count();
       for (let i = 0; i < 3; i++) await (await start()).terminate();
       console.log(count() - before);`,
      `import { parentPort } from 'node:worker_threads';
       ${untilAllWork}
       parentPort.postMessage('all work');
       parentPort.on('message', () => undefined);`,
    );
    expect(outcome).toMatchObject({ status: 0, stdout: '0\n' });
  });

  test('an error in any of them is the caller’s', async () => {
    const kernels = await sharingKernels(3);
    const out = kernels.createVector(9999);
    // Reaches beyond the memory.
    expect(() => kernels.addScaled(out, out, 0, 2 ** 30, 1)).toThrow();
    kernels.addScaled(out, out, 0, 9999, 1);
  });
});
