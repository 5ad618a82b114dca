import { statSync } from 'node:fs';
import { onDisk } from './on-disk.ts';

/**
 * Keeps loaded what was asked for last, so many at most, each known by its file's time too: a run in
 * training saves its model anew. What is returned throws UserError `file.*`, and what `load` throws.
 */
export function keepModels<T>(load: (path: string) => T, most: number): (path: string) => T {
  const loaded = new Map<string, T>();
  return (path) => {
    const key = `${path} ${onDisk(path, () => statSync(path)).mtimeMs}`;
    const model = loaded.get(key) ?? load(path);
    // Put last: a map keeps the order of insertion.
    loaded.delete(key);
    loaded.set(key, model);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= most) break;
      loaded.delete(oldest);
    }
    return model;
  };
}
