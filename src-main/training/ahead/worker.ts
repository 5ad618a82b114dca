/** The thread that draws the pictures of the coming batches, from wherever it is told to. */
import { workerData } from 'node:worker_threads';
import { createEpochImages } from '../epoch-images.ts';
import { type AheadTask, broken, handful, listening, slots } from './ring.ts';

const { ring, hyperparameters, data } = workerData as AheadTask;
const { words, pictures, places, size } = ring;
const pixels = new Uint8Array(data.pixels);
const images = createEpochImages(hyperparameters, data);

const wish = (): number => Atomics.load(words, slots.wish);

/** Fills the ring with the pictures of one wish until there is another. */
function grant(number: number): void {
  let place = words[slots.place];
  words[slots.filled] = 0;
  words[slots.taken] = 0;
  Atomics.store(words, slots.granted, number);
  Atomics.notify(words, slots.granted);
  let filled = 0;
  for (let epoch = words[slots.epoch]; ; epoch++, place = 0) {
    const { samples, change } = images.of(epoch);
    for (; place < samples.length; place++) {
      for (;;) {
        if (wish() !== number) return;
        const taken = Atomics.load(words, slots.taken);
        if (filled - taken < places) break;
        Atomics.wait(words, slots.taken, taken);
      }
      const start = (filled % places) * size;
      change?.(pictures.subarray(start, start + size), pixels, samples[place] * size, place);
      filled += 1;
      Atomics.store(words, slots.filled, filled);
      if (filled % handful === 0) Atomics.notify(words, slots.filled);
    }
  }
}

try {
  Atomics.store(words, slots.state, listening);
  for (let done = 0; ; done = words[slots.granted]) {
    Atomics.wait(words, slots.wish, done);
    if (wish() !== done) grant(wish());
  }
} catch (thrown) {
  // Whoever waits for a picture then draws it, and meets the same error if it is one of drawing.
  Atomics.store(words, slots.state, broken);
  for (const slot of [slots.granted, slots.filled]) Atomics.notify(words, slot);
  throw thrown;
}
