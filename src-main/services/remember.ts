/** Long answers that are remembered; the oldest gives way. */

interface Memory {
  /** Asked twice, the work is done once; what failed or was cancelled is asked anew. */
  remember<T>(key: readonly unknown[], work: () => Promise<T>): Promise<T>;
  forget(key: readonly unknown[]): void;
}

export function createMemory(most: number): Memory {
  const kept = new Map<string, Promise<unknown>>();
  return {
    remember<T>(key: readonly unknown[], work: () => Promise<T>): Promise<T> {
      const name = JSON.stringify(key);
      // The key says all that the answer hangs on, its kind among it.
      const known = kept.get(name) as Promise<T> | undefined;
      if (known) return known;
      const answer = work();
      kept.set(name, answer);
      answer.catch(() => {
        if (kept.get(name) === answer) kept.delete(name);
      });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      return answer;
    },
    forget: (key) => void kept.delete(JSON.stringify(key)),
  };
}
