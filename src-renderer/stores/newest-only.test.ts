import { expect, it } from 'vitest';
import { newestOnly } from './newest-only.ts';

/** Questions that are answered by hand, in the order in which they were asked. */
function desk() {
  const asked: { question: number; settle: (value: string) => void; fail: () => void }[] = [];
  const heard: string[] = [];
  const busy: boolean[] = [];
  const newest = newestOnly<number, string>(
    (question) =>
      new Promise((settle, reject) => asked.push({ question, settle, fail: () => reject('no') })),
    {
      answered: (value) => heard.push(value),
      failed: (thrown) => heard.push(String(thrown)),
      busy: (isBusy) => busy.push(isBusy),
    },
  );
  return { asked, heard, busy, newest };
}
const soon = () => new Promise((done) => setTimeout(done));

it('one is under way at most; of those that come meanwhile only the newest is asked', async () => {
  const { asked, heard, busy, newest } = desk();
  for (const question of [1, 2, 3]) newest.ask(question);
  expect(asked.map(({ question }) => question)).toEqual([1]);
  asked[0].settle('one');
  await soon();
  expect(asked.map(({ question }) => question)).toEqual([1, 3]);
  asked[1].settle('three');
  await soon();
  newest.ask(4);
  expect(asked).toHaveLength(3);
  asked[2].fail();
  await soon();
  expect(heard).toEqual(['one', 'three', 'no']);
  expect(busy).toEqual([true, false, true, false]);
});

it('what was forgotten is not told, and what comes after it is', async () => {
  const { asked, heard, newest } = desk();
  newest.ask(1);
  newest.ask(2);
  newest.forget();
  asked[0].settle('one');
  await soon();
  expect([asked.length, heard]).toEqual([1, []]);
  newest.ask(3);
  asked[1].settle('three');
  await soon();
  expect(heard).toEqual(['three']);
});
