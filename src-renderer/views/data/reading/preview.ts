import { onScopeDispose, shallowRef, type ShallowRef, watch, type WatchSource } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../../../src-shared/errors.ts';

/** After the last key. Milliseconds. */
const patience = 250;

/** What `look` gives for the source, some time after its last change; answers that were overtaken are dropped. */
export function usePreview<S, T>(source: WatchSource<S>, look: (value: S) => Promise<T>) {
  const found: ShallowRef<T | null> = shallowRef(null);
  const problem = shallowRef<ErrorInfo | null>(null);
  let generation = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function update(value: S): Promise<void> {
    const mine = ++generation;
    try {
      const answer = await look(value);
      if (mine !== generation) return;
      [found.value, problem.value] = [answer, null];
    } catch (thrown) {
      if (mine === generation) problem.value = errorInfoOf(thrown);
    }
  }
  watch(
    source,
    (value, before) => {
      clearTimeout(timer);
      if (before === undefined) void update(value);
      else timer = setTimeout(() => void update(value), patience);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    generation = -1;
  });
  return { found, problem };
}
