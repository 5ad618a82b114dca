/**
 * How a thread that draws pictures ahead hands them over: places of a ring, filled by the one and
 * emptied by the other in the same order. Counts only grow, so that a place is `count % places`.
 */
import type { Hyperparameters } from '../../../src-shared/hyperparameters.ts';
import type { TrainingData } from '../task.ts';

export interface Ring {
  /** By `slots`. */
  words: Int32Array<SharedArrayBuffer>;
  /** Uint8 `[places, size]`. */
  pictures: Uint8Array<SharedArrayBuffer>;
  places: number;
  /** Bytes of a picture. */
  size: number;
}

/** What the thread is started with; pixels and ring are shared, not copied. */
export interface AheadTask {
  ring: Ring;
  hyperparameters: Hyperparameters;
  data: Pick<TrainingData, 'pixels' | 'train' | 'preprocessing'>;
}

export const slots = {
  /** 1 once the thread listens; `broken` when it can not go on. */
  state: 0,
  /** Each wish has a number of its own: pictures from `epoch` and `place` on. */
  wish: 1,
  epoch: 2,
  place: 3,
  /** The wish whose pictures are in the ring. */
  granted: 4,
  /** Pictures of that wish that were put in, and taken out. */
  filled: 5,
  taken: 6,
} as const;

export const listening = 1;
export const broken = 2;

/** Enough for several batches; more would only take memory. */
const ringBytes = 4 * 2 ** 20;
const [fewest, most] = [64, 1024];
/**
 * Pictures after which the other side is woken, if it sleeps: each time would cost more than the
 * drawing. A full ring holds more of them, so that nobody sleeps for ever.
 */
export const handful = 8;

export function createRing(size: number): Ring {
  const places = Math.min(most, Math.max(fewest, Math.floor(ringBytes / size)));
  return {
    words: new Int32Array(
      new SharedArrayBuffer(Object.keys(slots).length * Int32Array.BYTES_PER_ELEMENT),
    ),
    pictures: new Uint8Array(new SharedArrayBuffer(places * size)),
    places,
    size,
  };
}
