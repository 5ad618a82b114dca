/** Who is compared: each library as its own manual uses it, in a program of `peers/`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type WorkloadName, workloadNames } from '../src-main/cli/bench/workloads.ts';
import type { Program } from './contender-process.ts';
import type { PeerWorkload } from './peer-workload.ts';

export interface Contender {
  name: string;
  threads: number;
  workloads: readonly WorkloadName[];
  /** How its library is installed, for when it is not. */
  install: string;
  /** Null when its library is missing. */
  program(workload: PeerWorkload): Program | null;
}

const peers = join(import.meta.dirname, 'peers');
const dense: WorkloadName[] = ['book', 'keras-mlp', 'chinese-bp'];

/** The first Python on the PATH (Debian's own among them) that can import all of these; null without. */
function pythonWith(modules: string): string | null {
  const known = pythons.get(modules);
  if (known !== undefined) return known;
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const all = places.map((place) => join(place, 'python3')).filter(existsSync);
  const found = [...new Set(all)].find((python) => imports(python, modules)) ?? null;
  pythons.set(modules, found);
  return found;
}
const pythons = new Map<string, string | null>();

function imports(python: string, modules: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${modules}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const threadVariables = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'];

const inPython =
  (modules: string, script: string | ((name: WorkloadName) => string)) =>
  (workload: PeerWorkload): Program | null => {
    const command = pythonWith(modules);
    const file = typeof script === 'string' ? script : script(workload.name);
    if (command === null) return null;
    const count = String(workload.threads);
    return {
      command,
      args: [join(peers, file), JSON.stringify(workload)],
      environment: Object.fromEntries(threadVariables.map((name) => [name, count])),
    };
  };

const inNode =
  (script: string, ...more: string[]) =>
  (workload: PeerWorkload): Program => ({
    command: process.execPath,
    args: [join(peers, script), JSON.stringify(workload), ...more],
    environment: {},
  });

const tensorFlow = (backend: string, trains: readonly WorkloadName[]): Contender => ({
  name: `TensorFlow.js ${backend}`,
  threads: 1,
  workloads: trains,
  install: 'npm ci --prefix bench/peers/tfjs',
  program: (workload) =>
    existsSync(join(peers, 'tfjs/node_modules'))
      ? inNode('tfjs/train.js', backend)(workload)
      : null,
});

const torch = {
  install: 'apt-get install python3-torch (or pip install torch numpy)',
  modules: 'numpy, torch',
};

/** @param threads of those that can use several: one, and these */
export function contenders(threads: number): Contender[] {
  const eachCount = [...new Set([1, threads])];
  return [
    ...eachCount.map((count) => ({
      name: 'Inkling',
      threads: count,
      workloads: workloadNames,
      install: '',
      program: inNode('inkling.ts'),
    })),
    {
      name: 'numpy float32',
      threads: 1,
      workloads: workloadNames,
      install: 'apt-get install python3-numpy libopenblas0 (or pip install numpy)',
      program: inPython('numpy', (name) => (name === 'tf-cnn' ? 'numpy_cnn.py' : 'numpy_mlp.py')),
    },
    {
      name: "the book's loop",
      threads: 1,
      workloads: ['book'],
      install: 'apt-get install python3-numpy libopenblas0 (or pip install numpy)',
      program: inPython('numpy', 'book_loop.py'),
    },
    ...eachCount.map((count) => ({
      name: 'PyTorch by hand',
      threads: count,
      workloads: dense,
      install: torch.install,
      program: inPython(torch.modules, 'pytorch_by_hand.py'),
    })),
    ...eachCount.map((count) => ({
      name: 'PyTorch',
      threads: count,
      workloads: workloadNames,
      install: torch.install,
      program: inPython(torch.modules, 'pytorch_autograd.py'),
    })),
    {
      name: 'scikit-learn',
      threads: 1,
      workloads: dense,
      install: 'apt-get install python3-sklearn (or pip install scikit-learn)',
      program: inPython('numpy, sklearn', 'sklearn_mlp.py'),
    },
    // Its wasm backend lacks Conv2DBackpropFilter: it says so itself when it is tried.
    tensorFlow('wasm', workloadNames),
    tensorFlow('cpu', workloadNames),
  ];
}
