/** A picture with several characters: how it is cut, what a person corrected, and what each cut is read as. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { mergedWithNext, splitInTwo, withinPage } from '../../src-shared/page-cuts.ts';
import { type Cut, maximumCuts, readingOrder } from '../../src-shared/page.ts';
import { type PhotoChoices, usualPhoto } from '../../src-shared/photo.ts';
import type { PageAnswer, ReadCut } from '../../src-shared/prediction.ts';
import type { CallArguments } from '../../src-shared/api.ts';
import { call } from '../api.ts';
import { sourceOf, useAsk } from './ask.ts';
import { newestOnly } from './newest-only.ts';
import { usePadModel } from './pad-model.ts';

export const usePage = defineStore('page', () => {
  const asked = useAsk();
  const model = usePadModel();

  const answer = shallowRef<PageAnswer | null>(null);
  /** The page and its ink, which come with the first answer about it. */
  const picture = shallowRef<PageAnswer['picture']>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const asking = ref(false);
  const photo = shallowRef<PhotoChoices>(usualPhoto);

  /** Every state of the cuts, oldest first; null: as they are found. */
  const states = shallowRef<readonly (readonly Cut[] | null)[]>([null]);
  const now = ref(0);
  /** While a box is dragged: not yet a state. */
  const draft = shallowRef<readonly Cut[] | null>(null);
  const given = computed(() => draft.value ?? states.value[now.value]);
  const cuts = computed<readonly Cut[]>(() => given.value ?? answer.value?.cuts ?? []);
  const lines = computed(() => readingOrder(cuts.value));
  const selected = ref<number | null>(null);
  /** The answer to a cut; null until it is there. */
  const readOf = (index: number): ReadCut | null =>
    answer.value?.cuts.length === cuts.value.length ? answer.value.read[index] : null;

  const newest = newestOnly<CallArguments<'models/readPage'>, PageAnswer>(
    (question) => call('models/readPage', question),
    {
      answered(value) {
        answer.value = value;
        if (value.picture) picture.value = value.picture;
        error.value = null;
        if (selected.value !== null && selected.value >= value.cuts.length) selected.value = null;
      },
      failed(thrown) {
        answer.value = null;
        picture.value = null;
        error.value = errorInfoOf(thrown);
      },
      busy: (isBusy) => (asking.value = isBusy),
    },
  );
  /** What was last asked about: another page or another preparation of it brings its picture again. */
  let pictured = '';
  function ask(): void {
    const { subject } = asked;
    if (!asked.several || !model.first || !subject || subject.kind === 'sample') return;
    const key = JSON.stringify([keyOfSubject.value, photo.value]);
    newest.ask({
      model: model.first,
      source: sourceOf(subject),
      choices: { photo: photo.value, seeing: asked.choices.seeing },
      cuts: given.value && [...given.value],
      withPicture: key !== pictured || !picture.value,
    });
    pictured = key;
  }

  const keyOfSubject = computed(() => {
    const { subject } = asked;
    if (subject?.kind === 'file') return subject.token;
    return subject?.kind === 'pasted' ? `pasted ${subject.number}` : null;
  });
  function startAnew(): void {
    newest.forget();
    answer.value = null;
    picture.value = null;
    photo.value = usualPhoto;
    forgetCuts();
  }
  function forgetCuts(): void {
    states.value = [null];
    now.value = 0;
    draft.value = null;
    selected.value = null;
  }
  watch(keyOfSubject, startAnew, { flush: 'sync' });
  watch([keyOfSubject, () => asked.several, () => JSON.stringify(model.first), photo, given], ask, {
    immediate: true,
  });

  /** A page that was turned is cut anew. */
  function choosePhoto(change: Partial<PhotoChoices>): void {
    if (change.turns !== undefined) forgetCuts();
    photo.value = { ...photo.value, ...change };
  }

  function change(next: readonly Cut[] | null): void {
    draft.value = null;
    states.value = [...states.value.slice(0, now.value + 1), next];
    now.value += 1;
  }
  const size = computed(() => answer.value ?? { width: 1, height: 1 });
  const withCut = (index: number, cut: Cut): Cut[] =>
    cuts.value.map((one, i) => (i === index ? withinPage(cut, size.value) : one));

  /** The box is being dragged; `settle` or `change` ends it. */
  function drag(index: number, cut: Cut): void {
    draft.value = withCut(index, cut);
  }
  function settle(): void {
    if (draft.value) change(draft.value);
  }
  function place(index: number, cut: Cut): void {
    change(withCut(index, cut));
  }
  function add(cut: Cut): void {
    if (cuts.value.length >= maximumCuts) return;
    change([...cuts.value, withinPage(cut, size.value)]);
    selected.value = cuts.value.length - 1;
  }
  function remove(index: number): void {
    const order = lines.value.flat();
    const follower = order[order.indexOf(index) + 1] ?? order[order.indexOf(index) - 1];
    change(cuts.value.filter((_, i) => i !== index));
    selected.value = follower === undefined ? null : follower > index ? follower - 1 : follower;
  }
  function mergeWithNext(index: number): void {
    const next = mergedWithNext(cuts.value, index);
    if (next.length === cuts.value.length) return;
    const kept = cuts.value[index];
    change(next);
    // Whichever side of it the other was.
    selected.value = next.findIndex(
      ({ left, top, width, height }) =>
        left <= kept.left &&
        top <= kept.top &&
        left + width >= kept.left + kept.width &&
        top + height >= kept.top + kept.height,
    );
  }
  function split(index: number): void {
    if (!picture.value) return;
    const ink = { ...size.value, pixels: picture.value.ink };
    change(splitInTwo(cuts.value, index, ink));
  }
  /** To the next or the one before, in the order in which they are read. */
  function step(by: number): void {
    const order = lines.value.flat();
    if (order.length === 0) return;
    const at = selected.value === null ? -Math.sign(by) : order.indexOf(selected.value);
    selected.value = order[Math.min(order.length - 1, Math.max(0, at + by))];
  }

  const canUndo = computed(() => now.value > 0);
  const canRedo = computed(() => now.value < states.value.length - 1);
  function go(by: -1 | 1): void {
    if (by < 0 ? !canUndo.value : !canRedo.value) return;
    draft.value = null;
    now.value += by;
    selected.value = null;
  }
  const isAsFound = computed(() => given.value === null);

  return {
    answer,
    picture,
    error,
    asking,
    photo,
    choosePhoto,
    cuts,
    lines,
    selected,
    readOf,
    drag,
    settle,
    place,
    add,
    remove,
    mergeWithNext,
    split,
    step,
    canUndo,
    canRedo,
    undo: () => go(-1),
    redo: () => go(1),
    isAsFound,
    asFound: () => change(null),
  };
});
