/** Pictures drawn ahead in a thread of their own, while the network learns from those before. */
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import { type AheadTask, broken, createRing, handful, listening, slots } from './ring.ts';

export interface Ahead {
  /**
   * Copies the picture at a place of an epoch to the beginning of `out`. False where the caller has
   * to draw it, because the thread has not started yet or is gone. Quick where places follow each
   * other, from the last of an epoch to the first of the next too.
   * @param places of the epoch
   */
  take(out: Uint8Array, epoch: number, place: number, places: number): boolean;
}

/** The counts are 32-bit words: they begin anew before they run over. */
const mostTaken = 2 ** 30;

/** The thread ends with the one that made it. */
export function createAhead(task: Omit<AheadTask, 'ring'>): Ahead {
  const { width, height } = task.data.preprocessing;
  const ring = createRing(width * height);
  const { words, pictures, size } = ring;
  const worker = new Worker(workerUrl(import.meta.url, './worker.ts', 'pictures-worker.js'), {
    workerData: { ring, ...task } satisfies AheadTask,
    name: 'pictures',
  });
  worker.unref();
  // One that can not start, for want of memory say, leaves the drawing to the caller.
  worker.on('error', () => Atomics.store(words, slots.state, broken));

  const isListening = (): boolean => Atomics.load(words, slots.state) === listening;
  /** What the ring holds next. */
  let nextEpoch = 0;
  let nextPlace = 0;
  let taken = 0;

  /** Waits while a word is what it was; false when the thread broke. */
  function waitFor(slot: number, was: (word: number) => boolean): boolean {
    for (;;) {
      const word = Atomics.load(words, slot);
      if (!was(word)) return true;
      if (!isListening()) return false;
      // A thread that dies without a word is noticed, too.
      Atomics.wait(words, slot, word, 1000);
    }
  }

  function ask(epoch: number, place: number): boolean {
    const number = words[slots.wish] + 1;
    words[slots.epoch] = epoch;
    words[slots.place] = place;
    Atomics.store(words, slots.wish, number);
    // It waits for a wish, or for a place: no count of places, so that it does not fall asleep now.
    Atomics.store(words, slots.taken, -1);
    Atomics.notify(words, slots.wish);
    Atomics.notify(words, slots.taken);
    taken = 0;
    return waitFor(slots.granted, (granted) => granted !== number);
  }

  return {
    take(out, epoch, place, places) {
      if (!isListening()) return false;
      const isNext = nextEpoch === epoch && nextPlace === place && taken < mostTaken;
      if (!isNext && !ask(epoch, place)) return false;
      if (!waitFor(slots.filled, (filled) => filled === taken)) return false;
      const start = (taken % ring.places) * size;
      out.set(pictures.subarray(start, start + size));
      taken += 1;
      Atomics.store(words, slots.taken, taken);
      if (taken % handful === 0) Atomics.notify(words, slots.taken);
      const isLast = place + 1 === places;
      nextEpoch = isLast ? epoch + 1 : epoch;
      nextPlace = isLast ? 0 : place + 1;
      return true;
    },
  };
}
