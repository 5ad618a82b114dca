/** What is large is built over several frames: no single one then holds the window's thread for long. */
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Counts the frames since the surrounding component was set up, from 0 to `last`. */
export function useFrames(last: number): Readonly<Ref<number>> {
  const frame = ref(0);
  const count = (): void => {
    frame.value += 1;
    if (frame.value < last) handle = requestAnimationFrame(count);
  };
  let handle = requestAnimationFrame(count);
  onScopeDispose(() => cancelAnimationFrame(handle));
  return readonly(frame);
}
