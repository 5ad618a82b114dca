/** How many times as fast as its peers Inkling means to be: both at their 90th percentile. */
import type { WorkloadName } from '../src-main/cli/bench/workloads.ts';

export interface Goal {
  workload: WorkloadName;
  /** Inkling's threads. */
  threads: number;
  /** A contender, and its threads; null for whichever number is its best. */
  peer: string;
  peerThreads: number | null;
  times: number;
}

export const goals: readonly Goal[] = [
  { workload: 'book', threads: 1, peer: 'numpy float32', peerThreads: 1, times: 18 },
  { workload: 'book', threads: 1, peer: "the book's loop", peerThreads: 1, times: 50 },
  { workload: 'book', threads: 1, peer: 'PyTorch by hand', peerThreads: 1, times: 12 },
  { workload: 'book', threads: 1, peer: 'PyTorch', peerThreads: 1, times: 60 },
  { workload: 'book', threads: 1, peer: 'TensorFlow.js wasm', peerThreads: 1, times: 400 },
  { workload: 'keras-mlp', threads: 1, peer: 'numpy float32', peerThreads: 1, times: 3 },
  { workload: 'keras-mlp', threads: 1, peer: 'PyTorch', peerThreads: 1, times: 4 },
  { workload: 'keras-mlp', threads: 2, peer: 'PyTorch', peerThreads: null, times: 6 },
  { workload: 'keras-mlp', threads: 1, peer: 'TensorFlow.js wasm', peerThreads: 1, times: 28 },
  { workload: 'chinese-bp', threads: 1, peer: 'numpy float32', peerThreads: 1, times: 3.3 },
  { workload: 'chinese-bp', threads: 1, peer: 'PyTorch', peerThreads: 1, times: 3.5 },
  { workload: 'chinese-bp', threads: 2, peer: 'PyTorch', peerThreads: 2, times: 4.5 },
  { workload: 'chinese-bp', threads: 1, peer: 'TensorFlow.js wasm', peerThreads: 1, times: 150 },
  { workload: 'tf-cnn', threads: 1, peer: 'numpy float32', peerThreads: 1, times: 1.8 },
  { workload: 'tf-cnn', threads: 1, peer: 'PyTorch', peerThreads: 1, times: 1 },
  { workload: 'tf-cnn', threads: 2, peer: 'PyTorch', peerThreads: 2, times: 1.2 },
];
