/** How long a figure has not become better. */
export interface Watch {
  /** The best so far; null before the first. */
  best: number | null;
  /** Epochs since. */
  waited: number;
}

export const newWatch: Readonly<Watch> = { best: null, waited: 0 };

/** The watch after one more epoch; an equal figure is not a better one. */
export function watched(watch: Watch, figure: number, better: 'lower' | 'higher'): Watch {
  const { best, waited } = watch;
  const improved = best === null || (better === 'lower' ? figure < best : figure > best);
  return improved ? { best: figure, waited: 0 } : { best, waited: waited + 1 };
}
