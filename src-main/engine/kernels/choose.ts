/** Which kernels this machine's networks run on. */
import type { Precision } from '../vector.ts';
import type { Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { type Mode, runs } from './compiled.ts';
import { createWebAssemblyKernels, fusesHere } from './webassembly.ts';

const mode: Mode | null = (['fused', 'plain'] as const).find(runs) ?? null;

export const createKernels = (precision: Precision, { threads = 1 } = {}): Kernels =>
  mode && precision === 'float32'
    ? createWebAssemblyKernels(mode, { threads })
    : createReferenceKernels(precision);

/** For a run's record, because its bits hang on it. */
export function arithmetic(): string {
  if (!mode) return 'TypeScript';
  return mode === 'fused' && fusesHere()
    ? 'WebAssembly SIMD, fused multiply-add'
    : 'WebAssembly SIMD';
}
