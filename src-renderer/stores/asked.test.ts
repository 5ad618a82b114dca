import { effectScope, nextTick, ref } from 'vue';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { useAsked } from './asked.ts';

/** Questions whose answers are given by hand. */
function desk(keep: boolean) {
  const subject = ref<number | null>(1);
  const open: { about: number; answer: (text: string) => void; fail: (why: Error) => void }[] = [];
  const scope = effectScope();
  onTestFinished(() => scope.stop());
  const asked = scope.run(() =>
    useAsked(
      () => subject.value,
      (about) => new Promise<string>((answer, fail) => void open.push({ about, answer, fail })),
      { keep },
    ),
  );
  if (!asked) throw new Error('no scope');
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await nextTick();
  };
  return { subject, open, asked, settle };
}

it('asks at once, and the newest of what changed meanwhile', async () => {
  const { subject, open, asked, settle } = desk(false);
  expect(open.map(({ about }) => about)).toEqual([1]);
  expect(asked.asking.value).toBe(true);
  subject.value = 2;
  await settle();
  subject.value = 3;
  await settle();
  expect(open).toHaveLength(1);
  open[0].answer('one');
  await settle();
  // The answer to the old question is not shown for the new one.
  expect(asked.value.value).toBeNull();
  expect(open.map(({ about }) => about)).toEqual([1, 3]);
  open[1].answer('three');
  await settle();
  expect(asked.value.value).toBe('three');
  expect(asked.asking.value).toBe(false);
});

it('keeps the last answer while a new one is on its way, where that is wanted', async () => {
  const { subject, open, asked, settle } = desk(true);
  open[0].answer('one');
  await settle();
  subject.value = 2;
  await settle();
  expect(asked.value.value).toBe('one');
  subject.value = null;
  open[1].answer('two');
  await settle();
  expect(asked.value.value).toBeNull();
});

it('tells what went wrong, and asks again when told to', async () => {
  const { open, asked, settle } = desk(false);
  open[0].fail(new UserError('lab.cancelled'));
  await settle();
  expect(asked.error.value?.code).toBe('lab.cancelled');
  asked.again();
  await settle();
  expect(asked.error.value).toBeNull();
  open[1].answer('one');
  await settle();
  expect(asked.value.value).toBe('one');
});
