/** The answer to a question that changes while one looks: one is under way, those it overtook are dropped. */
import { onScopeDispose, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { newestOnly } from './newest-only.ts';

export interface NewestAnswer<A> {
  /** Of the last question that was answered; null while there is none. */
  value: Readonly<ShallowRef<A | null>>;
  error: Readonly<ShallowRef<ErrorInfo | null>>;
  asking: Readonly<Ref<boolean>>;
}

/** @param question a computed one: each new object is asked; null: nothing is */
export function useNewestAnswer<Q extends object, A>(
  question: () => Q | null,
  answer: (question: Q) => Promise<A>,
): NewestAnswer<A> {
  const value = shallowRef<A | null>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);
  const newest = newestOnly<Q, A>(answer, {
    answered(given) {
      value.value = given;
      error.value = null;
    },
    failed(thrown) {
      value.value = null;
      error.value = errorInfoOf(thrown);
    },
    busy: (isBusy) => (asking.value = isBusy),
  });
  watch(
    question,
    (asked) => {
      if (asked) return newest.ask(asked);
      newest.forget();
      value.value = null;
      error.value = null;
    },
    { immediate: true },
  );
  onScopeDispose(newest.forget);
  return { value, error, asking };
}
