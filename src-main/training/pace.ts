/** How fast a training goes and how long it will take, with pauses left out. */
export function createPaceMeter(wall: () => number = () => performance.now()) {
  let pausedFor = 0;
  let started = 0;
  let startedEpoch = 0;
  let epochs = 0;
  let imagesPerEpoch = 0;
  /** Milliseconds that stand still while paused. */
  const now = (): number => wall() - pausedFor;
  return {
    now,
    /** @param finished epochs finished before (a resumed run) */
    start(finished: number, total: number, images: number): void {
      started = now();
      startedEpoch = finished;
      epochs = total;
      imagesPerEpoch = images;
    },
    pause(wait: () => void): void {
      const from = wall();
      wait();
      pausedFor += wall() - from;
    },
    /**
     * @param epoch the one under way, from 1
     * @param images trained in it so far
     * Evaluation counts as part of an epoch's time, so the rate is that of the whole epoch.
     */
    estimate(epoch: number, images: number) {
      const seconds = (now() - started) / 1000;
      const done = (epoch - 1 - startedEpoch) * imagesPerEpoch + images;
      const left = (epochs - epoch + 1) * imagesPerEpoch - images;
      const imagesPerSecond = seconds > 0 && done > 0 ? done / seconds : null;
      return {
        imagesPerSecond,
        secondsLeft: imagesPerSecond === null ? null : left / imagesPerSecond,
      };
    },
  };
}
