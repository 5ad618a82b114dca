/** A long question that follows what it is about: the new one is asked at once, and whoever answers ends the old. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { Asked } from './asked.ts';

/** @param args plain data; null while there is nothing to ask */
export function useLatest<A, R>(args: () => A | null, ask: (args: A) => Promise<R>): Asked<R> {
  const value = shallowRef<R | null>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);
  const key = computed(() => JSON.stringify(args()));
  let generation = 0;

  async function follow(): Promise<void> {
    const own = ++generation;
    value.value = null;
    error.value = null;
    const question = args();
    asking.value = question !== null;
    if (question === null) return;
    try {
      const answer = await ask(question);
      if (own === generation) value.value = answer;
    } catch (thrown) {
      if (own === generation) error.value = errorInfoOf(thrown);
    } finally {
      if (own === generation) asking.value = false;
    }
  }
  watch(key, follow, { immediate: true });
  onScopeDispose(() => (generation += 1));
  return { value, error, asking, again: () => void follow() };
}
