/** Asks for the newest of many questions: one is under way at most, and those it overtook are dropped. */

export interface NewestOnly<Q> {
  ask(question: Q): void;
  /** What is under way or waits is not answered any more. */
  forget(): void;
}

/**
 * @param answer answers one question; while it does, only the newest of those that come is kept
 * @param tell is given each answer, or what was thrown, unless it was forgotten meanwhile
 */
export function newestOnly<Q, A>(
  answer: (question: Q) => Promise<A>,
  tell: {
    answered: (value: A, question: Q) => void;
    failed: (thrown: unknown) => void;
    /** Whether something is asked or waits to be. */
    busy?: (isBusy: boolean) => void;
  },
): NewestOnly<Q> {
  let waiting: { question: Q } | null = null;
  let isBusy = false;
  let generation = 0;

  async function work(): Promise<void> {
    isBusy = true;
    tell.busy?.(true);
    while (waiting) {
      const { question } = waiting;
      waiting = null;
      const own = generation;
      try {
        const value = await answer(question);
        if (own === generation) tell.answered(value, question);
      } catch (thrown) {
        if (own === generation) tell.failed(thrown);
      }
    }
    isBusy = false;
    tell.busy?.(false);
  }

  return {
    ask(question) {
      waiting = { question };
      if (!isBusy) void work();
    },
    forget() {
      waiting = null;
      generation += 1;
    },
  };
}
