import type { EventName, Events } from '../../src-shared/api.ts';

/** Tells whoever listens (windows, the command line) that something changed. */
export type Broadcast = <E extends EventName>(event: E, payload: Events[E]) => void;

/**
 * Gathers what changed and hands it over at most once per `interval` ms, the first at once. Keyed, so
 * that of two changes of one thing only the last is told.
 */
export function createCoalescer<T>(
  interval: number,
  deliver: (changes: T[]) => void,
): { add(key: string, change: T): void; flush(): void } {
  const changes = new Map<string, T>();
  let timer: NodeJS.Timeout | null = null;
  function flush(): void {
    if (changes.size === 0) return;
    const values = [...changes.values()];
    changes.clear();
    deliver(values);
  }
  return {
    add(key, change) {
      changes.set(key, change);
      if (timer) return;
      flush();
      timer = setTimeout(() => {
        timer = null;
        flush();
      }, interval);
      timer.unref();
    },
    flush,
  };
}
