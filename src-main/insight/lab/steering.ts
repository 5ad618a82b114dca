/** Progress and cancel of a long answer, through memory that both threads see: no message has to wait. */
import { UserError } from '../../../src-shared/errors.ts';

const cells = 3;
const [cancelled, done, total] = [0, 1, 2];

/** Another thread's questions wait at most about so long. Milliseconds. */
const breathEvery = 20;

/** The owner's end. */
export interface Steering {
  readonly memory: SharedArrayBuffer;
  cancel(): void;
  /** From 0 to 1; null until it is known how much there is to do. */
  fraction(): number | null;
}

export function createSteering(): Steering {
  const memory = new SharedArrayBuffer(cells * Int32Array.BYTES_PER_ELEMENT);
  const state = new Int32Array(memory);
  return {
    memory,
    cancel: () => void Atomics.store(state, cancelled, 1),
    fraction() {
      const all = Atomics.load(state, total);
      return all === 0 ? null : Atomics.load(state, done) / all;
    },
  };
}

/** The working thread's end. */
export interface Course {
  /** Says how many images there are to judge in all. */
  plan(images: number): void;
  /** After each batch: lets other questions come through. @throws UserError `lab.cancelled` */
  advance(images: number): Promise<void>;
}

export function followSteering(memory: SharedArrayBuffer): Course {
  const state = new Int32Array(memory);
  let breathed = performance.now();
  return {
    plan(images) {
      Atomics.store(state, done, 0);
      Atomics.store(state, total, images);
    },
    async advance(images) {
      Atomics.add(state, done, images);
      if (Atomics.load(state, cancelled) === 1) throw new UserError('lab.cancelled');
      if (performance.now() - breathed < breathEvery) return;
      await new Promise((resume) => setImmediate(resume));
      breathed = performance.now();
    },
  };
}
