/**
 * Opens data sets with a changed file, again and again, in a process of its own: whoever started it hears of each
 * case before it begins, and can end a process that hangs. `work` is the only place that may be read.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join, resolve, sep } from 'node:path';
import type { ReadingOptions } from '../../../src-shared/reading-options.ts';

export interface FuzzTask {
  /** The data set to be changed, in memory. */
  files: Record<string, Buffer>;
  how: ReadingOptions;
  cases: number;
  /** The folder for it; it is made. */
  work: string;
  seed: number;
  /** What is done with the folder or its only file. */
  action: 'open' | 'decode' | 'weights' | 'bundle';
}

export type FuzzMessage =
  | { kind: 'case'; number: number }
  | {
      kind: 'end';
      done: number;
      refused: number;
      /** Files and folders that were opened. */
      reads: number;
      /** Seconds of the processor that the slowest case took. */
      slowest: number;
      problems: string[];
    };

/** Paths that were read apart from those below `work`. */
const outside = new Set<string>();
let allowed = '';
let reads = 0;

/** The decoders' WebAssembly is ours. */
function watch(path: unknown): void {
  if (typeof path !== 'string' || allowed === '') return;
  reads += 1;
  const full = resolve(path);
  if (full !== allowed && !full.startsWith(allowed + sep) && !full.endsWith('.wasm'))
    outside.add(full);
}
for (const [holder, names] of [
  [fs, ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream', 'readdir']],
  [fs.promises, ['open', 'readFile', 'readdir', 'opendir']],
] as const)
  for (const name of names) {
    const target = holder as unknown as Record<string, (...args: unknown[]) => unknown>;
    const original = target[name];
    target[name] = (...args) => {
      watch(args[0]);
      return original.apply(holder, args);
    };
  }
syncBuiltinESMExports();

// After the watch has been set.
const { createRandom } = await import('../../engine/random.ts');
const { errorInfoOf, UserError } = await import('../../../src-shared/errors.ts');
const { errorText } = await import('../../../src-shared/messages/index.ts');
const { readModelFile } = await import('../../models/model-file.ts');
const { decodeImage } = await import('../../datasets/image.ts');
const { openDataset } = await import('../../datasets/open.ts');
const { importBundle } = await import('../../report/import-bundle.ts');
const { mutated } = await import('./mutate.ts');

const say = (message: FuzzMessage): unknown => process.send?.(message);

process.on('message', (task: FuzzTask) => void run(task).then(say));

async function run({ files, how, cases, work, seed, action }: FuzzTask): Promise<FuzzMessage> {
  const names = Object.keys(files);
  const random = createRandom(seed, 'fuzz');
  const problems: string[] = [];
  let [refused, slowest] = [0, 0];
  for (const name of names) write(join(work, name), files[name]);
  allowed = resolve(work);
  for (let number = 0; number < cases; number++) {
    const name = names[random.below(names.length)];
    const bytes = mutated(Buffer.from(files[name]), random);
    const path = join(work, name);
    say({ kind: 'case', number });
    if (action !== 'decode') fs.writeFileSync(path, bytes);
    const before = process.cpuUsage();
    try {
      if (action === 'open') {
        const { summary, files: read } = await openDataset(work, { how });
        for (const file of [...(read ?? []), ...summary.skipped.map((skipped) => skipped.file)])
          if (file.split('/').includes('..')) problems.push(`${number} ${name}: names ${file}`);
      } else if (action === 'decode') {
        const { width, height, pixels } = decodeImage(bytes, basename(name));
        if (pixels.length !== width * height) problems.push(`${number} ${name}: ${pixels.length}`);
      } else if (action === 'bundle') {
        const runsFolder = join(work, 'runs');
        const task = { kind: 'import', path, runsFolder, taken: [], otherId: 'other' } as const;
        try {
          const { id } = importBundle(task);
          if (!fs.existsSync(join(runsFolder, id, 'model.safetensors')))
            problems.push(`${number}: no model of ${id}`);
        } finally {
          const left = fs.existsSync(runsFolder) ? fs.readdirSync(runsFolder).length : 0;
          if (left > 1) problems.push(`${number}: ${left} folders`);
          fs.rmSync(runsFolder, { recursive: true, force: true });
        }
      } else readModelFile(path);
    } catch (thrown) {
      refused += 1;
      const text = errorText(errorInfoOf(thrown));
      if (!(thrown instanceof UserError) || /\{\w+\}/.test(text.replaceAll('{label}', '')))
        problems.push(`${number} ${name}: ${thrown instanceof Error ? thrown.stack : text}`);
    }
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1e6);
    if (action !== 'decode') fs.writeFileSync(path, files[name]);
  }
  allowed = '';
  problems.push(...[...outside].map((path) => `read outside: ${path}`));
  return { kind: 'end', done: cases, refused, reads, slowest, problems: problems.slice(0, 5) };
}

function write(path: string, bytes: Uint8Array): void {
  fs.mkdirSync(join(path, '..'), { recursive: true });
  fs.writeFileSync(path, Buffer.from(bytes));
}
