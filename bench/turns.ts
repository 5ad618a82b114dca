/** Contenders take turns, because machines are noisy and only what was measured together compares. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Started } from './contender-process.ts';

/** Of a turn, ms; a contender whose single batch takes longer has longer ones. */
const turn = 100;
/** For threads of the one before that still spin, ms. */
const settling = 3;
/** Of training that is not counted, ms. */
const warmUp = 1000;

export interface Entrant extends Started {
  batchSize: number;
}

/**
 * Gives every contender the same time: the next turn is always that of the one which has had least.
 * @param clock milliseconds
 * @returns images a second of each turn, by contender
 */
export async function takeTurns(
  entrants: readonly Entrant[],
  seconds: number,
  clock: () => number = () => performance.now(),
): Promise<number[][]> {
  const states = entrants.map((entrant) => ({ entrant, used: 0, steps: 1, rates: [] as number[] }));
  const trainOnce = async (state: (typeof states)[number]): Promise<number> => {
    const begun = clock();
    const rate = await state.entrant.train(state.steps);
    state.used += clock() - begun;
    state.steps = Math.max(1, Math.round((rate * turn) / 1000 / state.entrant.batchSize));
    return rate;
  };
  for (const state of states) {
    while (state.used < warmUp) await trainOnce(state);
    state.used = 0;
  }
  for (;;) {
    const next = states.reduce((least, state) => (state.used < least.used ? state : least));
    if (next.used >= seconds * 1000) return states.map(({ rates }) => rates);
    await pause(settling);
    next.rates.push(await trainOnce(next));
  }
}
