import { afterAll, vi } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels.ts';
import type { Mode } from '../engine/kernels/compiled.ts';
import { createWebAssemblyKernels } from '../engine/kernels/webassembly.ts';

const teams = new Map<string, Kernels>();

/**
 * Kernels that share every job, however small; all their threads have started. Each test file has one
 * of each kind, because threads take a while to start; `endSharingKernels` ends them.
 */
export async function sharingKernels(threads: number, mode: Mode = 'fused'): Promise<Kernels> {
  const name = `${threads} ${mode}`;
  const kernels = teams.get(name) ?? createWebAssemblyKernels(mode, { threads, smallestShared: 0 });
  teams.set(name, kernels);
  const [a, b] = [kernels.createVector(9999), kernels.createVector(9999)];
  kernels.addScaled(a, b, 0, 9999, 1);
  await vi.waitUntil(() => kernels.threads === threads, { timeout: 50_000 });
  return kernels;
}

/** To be called once in a file that uses `sharingKernels`. */
export function endSharingKernels(): void {
  afterAll(async () => {
    await Promise.all([...teams.values()].map((kernels) => kernels.end()));
  });
}
