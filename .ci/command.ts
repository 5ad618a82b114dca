import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { ChildProcess, SpawnOptions } from 'node:child_process';

interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Exit code, and what was written. */
export interface Captured {
  code: number;
  stdout: string;
  stderr: string;
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type EndingSignal = (typeof endingSignals)[number];

let attached: ChildProcess | undefined;
let stoppedBy: EndingSignal | undefined;

/** The exit code by which a shell reports a signal. */
function signalCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/**
 * Makes Ctrl+C end things in order: while a child runs in the foreground, it decides (it may have
 * runs to save); otherwise we leave through `process.exit`, so that temporary folders are removed.
 */
export function endOnSignals(): void {
  for (const signal of endingSignals) {
    process.on(signal, () => {
      stoppedBy = signal;
      if (attached === undefined) process.exit(signalCode(signal));
      // A terminal sends Ctrl+C to the child as well; the other signals reach only us.
      else if (signal !== 'SIGINT') attached.kill(signal);
    });
  }
}

/** The exit code to leave with when a person or the system asked us to stop, else undefined. */
export function interruptedCode(): number | undefined {
  return stoppedBy === undefined ? undefined : signalCode(stoppedBy);
}

/**
 * Runs a command in the foreground, on our own stdin, stdout and stderr.
 * @returns its exit code (128 + n when signal n ended it)
 * @throws Error when it can't be started
 */
export async function runAttached(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<number> {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  attached = child;
  try {
    return await exitCode(child);
  } finally {
    attached = undefined;
  }
}

/**
 * Runs a command in the background and collects what it writes; a failing command is not an error.
 * @param timeout milliseconds after which it is ended; none when left out
 * @throws Error when it can't be started (code ENOENT: there is no such command)
 */
export async function capture(
  command: string,
  args: readonly string[],
  options: CommandOptions & { timeout?: number } = {},
): Promise<Captured> {
  const spawnOptions: SpawnOptions = { ...options, stdio: ['ignore', 'pipe', 'pipe'] };
  const child = spawn(command, args, spawnOptions);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await exitCode(child);
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
  };
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? (signal === null ? 1 : signalCode(signal)));
    });
  });
}
