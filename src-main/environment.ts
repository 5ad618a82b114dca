import { cpus } from 'node:os';
import { arithmetic } from './engine/kernels/choose.ts';

/** What a run's bits may hang on, kept with the run. */
export function environmentOf(version: string): Record<string, string> {
  const { node, v8, electron } = process.versions;
  return {
    inkling: version,
    node,
    v8,
    ...(electron && { electron }),
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    arithmetic: arithmetic(),
  };
}
