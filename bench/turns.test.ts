import { expect, it } from 'vitest';
import { type Entrant, takeTurns } from './turns.ts';

it('gives every contender the same time, in turns, and counts nothing of the warm-up', async () => {
  let now = 0;
  const order: string[] = [];
  /** Takes so many ms for a batch, and twice as many for the first ones. */
  const entrant = (name: string, batchSize: number, ms: number, cold = 10): Entrant => {
    let trained = 0;
    return {
      batchSize,
      version: '',
      end: () => undefined,
      async train(steps) {
        const each = trained < cold ? 2 * ms : ms;
        trained += steps;
        now += steps * each;
        order.push(name);
        return (batchSize * 1000) / each;
      },
    };
  };
  const fast = entrant('fast', 32, 1);
  const slow = entrant('slow', 100, 700, 1);
  const fair = entrant('fair', 1, 5);
  const [ofFast, ofSlow, ofFair] = await takeTurns([fast, slow, fair], 10, () => now);

  expect(new Set(ofFast)).toEqual(new Set([32_000]));
  expect(new Set(ofSlow)).toEqual(new Set([100_000 / 700]));
  expect(new Set(ofFair)).toEqual(new Set([200]));
  expect(Math.abs(ofFast.length - 100)).toBeLessThanOrEqual(2);
  expect(Math.abs(ofFair.length - 100)).toBeLessThanOrEqual(2);
  expect(ofSlow).toHaveLength(15);
  expect(order.join(' ')).toContain('fast fair fast fair fast slow fair');
});
