/** Paints at most every `interval` milliseconds, in an animation frame, and only while it is visible. */

/** 15 times a second: smooth to the eye, and cheap enough to leave the thread alone. */
export const repaintInterval = 66;

/** The browser's clock and frames; a test brings its own. */
export interface FrameSource {
  now(): number;
  request(callback: () => void): number;
  cancel(handle: number): void;
}

export interface Repainter {
  /** Asks for a repaint soon; asking again before it happens changes nothing. */
  request(): void;
  /** A repaint that is asked for while hidden waits until it is shown. */
  setVisible(visible: boolean): void;
  stop(): void;
}

const browserFrames: FrameSource = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export function createRepainter(paint: () => void, frames: FrameSource = browserFrames): Repainter {
  let visible = true;
  let wanted = false;
  let handle: number | null = null;
  let last = -Infinity;

  const frame = (): void => {
    handle = null;
    if (!wanted || !visible) return;
    if (frames.now() - last < repaintInterval) {
      schedule();
      return;
    }
    wanted = false;
    last = frames.now();
    paint();
  };
  const schedule = (): void => {
    if (handle === null && visible && wanted) handle = frames.request(frame);
  };

  return {
    request: () => {
      wanted = true;
      schedule();
    },
    setVisible: (now) => {
      visible = now;
      schedule();
    },
    stop: () => {
      wanted = false;
      if (handle !== null) frames.cancel(handle);
      handle = null;
    },
  };
}
