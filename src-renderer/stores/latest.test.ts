import { expect, test } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useLatest } from './latest.ts';

test('a new question does not wait for the old one, whose answer is dropped', async () => {
  const asked = ref<string | null>('a');
  const ends = new Map<string, (answer: string) => void>();
  const scope = effectScope();
  const latest = scope.run(() =>
    useLatest(
      () => asked.value,
      (question: string) => new Promise<string>((end) => ends.set(question, end)),
    ),
  );
  if (!latest) throw new Error('no scope');
  expect(latest.asking.value).toBe(true);
  asked.value = 'b';
  await nextTick();
  expect([...ends.keys()]).toEqual(['a', 'b']);
  ends.get('a')?.('of a');
  await Promise.resolve();
  expect(latest.value.value).toBeNull();
  ends.get('b')?.('of b');
  await new Promise((done) => setTimeout(done));
  expect(latest.value.value).toBe('of b');
  expect(latest.asking.value).toBe(false);
  asked.value = null;
  await nextTick();
  expect(latest.value.value).toBeNull();
  scope.stop();
});
