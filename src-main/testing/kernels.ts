import { onTestFinished, vi } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels.ts';
import { createWebAssemblyKernels, type Mode } from '../engine/kernels/webassembly.ts';

/** Kernels that share every job, however small; all their threads have started, and end with the test. */
export async function sharingKernels(threads: number, mode: Mode = 'fused'): Promise<Kernels> {
  const kernels = createWebAssemblyKernels(mode, { threads, smallestShared: 0 });
  onTestFinished(() => kernels.end());
  const [a, b] = [kernels.createVector(9999), kernels.createVector(9999)];
  kernels.addScaled(a, b, 0, 9999, 1);
  await vi.waitUntil(() => kernels.threads === threads, { timeout: 30_000 });
  return kernels;
}
