/** A question that follows what it is about: asked again when that changes, the newest answer counts. */
import { computed, onScopeDispose, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';

export interface Asked<R> {
  /** Null while there is nothing to ask, and until the first answer. */
  value: Readonly<ShallowRef<R | null>>;
  /** Why there is no answer. */
  error: Readonly<ShallowRef<ErrorInfo | null>>;
  asking: Readonly<Ref<boolean>>;
  /** Asks the same once more. */
  again: () => void;
}

/**
 * `args`: plain data; null while there is nothing to ask. One question is under way at a time, and what
 * changes meanwhile is asked when its answer came. `keep`: the old answer stays until the new one is there.
 */
export function useAsked<A, R>(
  args: () => A | null,
  ask: (args: A) => Promise<R>,
  { keep = false } = {},
): Asked<R> {
  const value = shallowRef<R | null>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);
  const key = computed(() => JSON.stringify(args()));
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function follow(): Promise<void> {
    if (!keep) value.value = null;
    if (asking.value) return;
    for (let asked: string | null = null; asked !== key.value && !gone;) {
      asked = key.value;
      error.value = null;
      const question = args();
      if (question === null) {
        value.value = null;
        continue;
      }
      asking.value = true;
      try {
        const answer = await ask(question);
        if (asked === key.value || keep) value.value = answer;
      } catch (thrown) {
        if (asked === key.value) {
          value.value = null;
          error.value = errorInfoOf(thrown);
        }
      } finally {
        asking.value = false;
      }
    }
  }
  watch(key, follow, { immediate: true });
  return { value, error, asking, again: () => void follow() };
}
