/** The command line as a process of its own, for tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { createRandom } from '../engine/random.ts';
import { temporaryFolder } from './strokes.ts';

export const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'src-main/cli/main.ts');
export const sample = join(root, 'resources/sample');

export interface Ended {
  code: number | null;
  /** With `--json`: what was told, an object a line. A line that a kill cut off is left out. */
  lines: Record<string, unknown>[];
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  /** Resolves when so many lines of that type were told, or the process is gone. */
  told(type: string, count?: number): Promise<void>;
  ended: Promise<Ended>;
}

export function start(...words: string[]): Started {
  const child = spawn(process.execPath, [program, ...words]);
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (text: Buffer) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.on('data', (text: Buffer) => (stderr += text));
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code) => {
      const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
      const lines = words.includes('--json') ? whole.split('\n').filter(Boolean) : [];
      done({ code, lines: lines.map((line) => JSON.parse(line)), stdout, stderr });
    });
  });
  const told = (type: string, count = 1): Promise<void> =>
    new Promise((enough) => {
      const look = (): void => {
        if (stdout.split(`"type":"${type}"`).length <= count) return;
        waiting.delete(look);
        enough();
      };
      waiting.add(look);
      look();
      void ended.then(() => enough());
    });
  return { child, told, ended };
}

export const inkling = (...words: string[]): Promise<Ended> => start(...words).ended;

export const quick = ['--epochs', '2', '--hiddenLayers', '16', '--loss', 'softmaxCrossEntropy'];

/** A folder per class of 12 x 12 PNG files: a bar high up, or a bar low down. */
export function barsFolder(): string {
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
