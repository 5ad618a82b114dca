/**
 * The control word: shared memory by which the thread that owns a run steers the one that trains it.
 * The training thread polls it once a batch, so an order takes effect within one batch.
 */
export const orders = { run: 0, pause: 1, stop: 2, blocked: 3 } as const;
/** `blocked`: the training thread itself waits for something that keeps it from going on. */
export type Order = (typeof orders)[keyof typeof orders];

const orderSlot = 0;
const rateVersionSlot = 1;
const slots = 2;

export interface ControlMemory {
  /** `[order, learning rate version]` */
  words: SharedArrayBuffer;
  /** `[learning rate]` */
  rate: SharedArrayBuffer;
}

/** What the training loop needs of it. */
export interface Control {
  order(): Order;
  /** Blocks this thread until the order is no longer `pause`. */
  waitWhilePaused(): void;
  /** The learning rate that was asked for since the last call, or null. */
  newLearningRate(): number | null;
  /**
   * Blocks this thread when it can not go on, for so many ms at most, or until an order comes; an order
   * to go on ends it, too.
   */
  waitBlocked(milliseconds: number): void;
}

export function createControlMemory(): ControlMemory {
  return {
    words: new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT),
    rate: new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT),
  };
}

/** The owner's side. */
export function createController(memory: ControlMemory) {
  const words = new Int32Array(memory.words);
  const rate = new Float64Array(memory.rate);
  return {
    /** After an order to stop there is no other: one that was on its way must not undo it. */
    give(order: Order): void {
      if (Atomics.load(words, orderSlot) === orders.stop) return;
      Atomics.store(words, orderSlot, order);
      Atomics.notify(words, orderSlot);
    },
    setLearningRate(value: number): void {
      rate[0] = value;
      Atomics.add(words, rateVersionSlot, 1);
    },
  };
}

/** The training thread's side. */
export function createControl(memory: ControlMemory): Control {
  const words = new Int32Array(memory.words);
  const rate = new Float64Array(memory.rate);
  let seenVersion = 0;
  return {
    order: () => Atomics.load(words, orderSlot) as Order,
    waitWhilePaused() {
      while (Atomics.load(words, orderSlot) === orders.pause)
        Atomics.wait(words, orderSlot, orders.pause);
    },
    newLearningRate() {
      const version = Atomics.load(words, rateVersionSlot);
      if (version === seenVersion) return null;
      seenVersion = version;
      return rate[0];
    },
    waitBlocked(milliseconds) {
      // Only from `run`, and back to it: an order that comes meanwhile stays.
      Atomics.compareExchange(words, orderSlot, orders.run, orders.blocked);
      Atomics.wait(words, orderSlot, orders.blocked, milliseconds);
      Atomics.compareExchange(words, orderSlot, orders.blocked, orders.run);
    },
  };
}
