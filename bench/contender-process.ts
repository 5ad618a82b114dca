/** One contender in a process of its own, which waits on its stdin while others are measured. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Started {
  /** Of the library, as it says. */
  version: string;
  /** Trains so many batches; gives images a second. */
  train(steps: number): Promise<number>;
  end(): void;
}

export interface Program {
  command: string;
  args: string[];
  /** Over the environment of this process. */
  environment: Record<string, string>;
}

/** The contender gave no answer in time. */
export class TooSlow extends Error {}

/** @param patience ms that an answer may take. @throws when it ends by itself; TooSlow */
export async function startContender(
  { command, args, environment }: Program,
  patience: number,
): Promise<Started> {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-20_000);
  });
  let failure: Error | null = null;
  child.on('error', (error) => (failure = error));
  child.stdin.on('error', (error) => (failure ??= error));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();

  const kill = (): void => {
    child.stdin.end();
    child.kill('SIGKILL');
  };

  /** The next line that is JSON; libraries print greetings too. */
  async function answer(): Promise<unknown> {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw failure ?? new Error(reasonIn(complaint));
      if (/^[{\d]/.test(value)) return JSON.parse(value);
    }
  }

  async function inTime<T>(waited: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        kill();
        reject(new TooSlow(`no answer in ${patience / 1000} s`));
      }, patience);
    });
    try {
      return await Promise.race([waited, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  const { version } = (await inTime(answer())) as { version: string };
  return {
    version,
    async train(steps) {
      child.stdin.write(`${steps}\n`);
      return Number(await inTime(answer()));
    },
    end: () => child.stdin.end(),
  };
}

/** The line that names the error in what a dying program printed. */
function reasonIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^\w*(Error|Exception)\b.*:/.test(line)) ?? 'it ended by itself';
}
