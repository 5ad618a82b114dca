import { expect, it } from 'vitest';
import { createRepainter, type FrameSource } from './repaint.ts';

/** Frames every 16 ms on a clock that the test turns. */
function clock(): FrameSource & { run(milliseconds: number): void } {
  let now = 0;
  let callback: (() => void) | null = null;
  return {
    now: () => now,
    request: (next) => {
      callback = next;
      return 1;
    },
    cancel: () => {
      callback = null;
    },
    run: (milliseconds) => {
      for (const end = now + milliseconds; now < end;) {
        now += 16;
        const next = callback;
        callback = null;
        next?.();
      }
    },
  };
}

it('paints at most 15 times a second however often it is asked', () => {
  const frames = clock();
  let painted = 0;
  const repainter = createRepainter(() => (painted += 1), frames);
  for (let i = 0; i < 125; i++) {
    repainter.request();
    frames.run(8);
  }
  expect(painted).toBeGreaterThanOrEqual(12);
  expect(painted).toBeLessThanOrEqual(15 * 2);
  expect(painted / (frames.now() / 1000)).toBeLessThanOrEqual(15.2);
});

it('paints the last request and then rests', () => {
  const frames = clock();
  let painted = 0;
  const repainter = createRepainter(() => (painted += 1), frames);
  repainter.request();
  frames.run(16);
  repainter.request();
  frames.run(200);
  expect(painted).toBe(2);
  frames.run(1000);
  expect(painted).toBe(2);
});

it('waits while hidden, and catches up once when shown', () => {
  const frames = clock();
  let painted = 0;
  const repainter = createRepainter(() => (painted += 1), frames);
  repainter.setVisible(false);
  repainter.request();
  frames.run(500);
  expect(painted).toBe(0);
  repainter.setVisible(true);
  frames.run(500);
  expect(painted).toBe(1);
});

it('does nothing after it was stopped', () => {
  const frames = clock();
  let painted = 0;
  const repainter = createRepainter(() => (painted += 1), frames);
  repainter.request();
  repainter.stop();
  frames.run(500);
  expect(painted).toBe(0);
});
