/** One's own drawings, kept with what they are; and which one to draw next. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HandwritingMeasure, HandwritingSummary } from '../../src-shared/api/models.ts';
import { call } from '../api.ts';
import { useNotices } from './notices.ts';
import { usePad } from './pad.ts';
import { usePadModel } from './pad-model.ts';
import { usePadAnswers } from './pad-answers.ts';

export const useHandwriting = defineStore('handwriting', () => {
  const pad = usePad();
  const answers = usePadAnswers();
  const model = usePadModel();
  const notices = useNotices();

  const summary = shallowRef<HandwritingSummary>({ drawings: 0, counts: [] });
  const load = async (): Promise<void> => {
    summary.value = await call('handwriting/summary', null);
  };
  const countOf = (label: string): number =>
    summary.value.counts.find((one) => one.label === label)?.count ?? 0;

  /** Whether one is asked for labels in turn. */
  const asksNext = ref(false);
  /** The label that was drawn least, the first of equals. */
  const next = computed<string | null>(() => {
    const { classes } = model;
    if (!asksNext.value || classes.length === 0) return null;
    return classes.reduce((least, label) => (countOf(label) < countOf(least) ? label : least));
  });

  /** What a person said the drawing is; null while that is the model's answer or what was asked for. */
  const corrected = ref<string | null>(null);
  const label = computed<string | null>(() => {
    const [answer] = answers.answers ?? [];
    return corrected.value ?? next.value ?? (answer ? answer.classes[answer.label] : null);
  });
  watch(
    () => pad.isBlank,
    (isBlank) => {
      if (isBlank) corrected.value = null;
    },
  );

  // One character a drawing.
  const canKeep = computed(() => label.value !== null && answers.answers !== null && !pad.isWide);
  /** Keeps the drawing and clears the pad for the next one. */
  async function keep(): Promise<void> {
    const { value } = label;
    if (value === null || !canKeep.value) return;
    summary.value = await call('handwriting/keep', { label: value, drawing: pad.drawing });
    notices.say('drawingKept', { label: value, count: countOf(value) });
    pad.clear();
  }
  async function takeBack(): Promise<void> {
    summary.value = await call('handwriting/takeBack', null);
  }
  /** It becomes the open data set. */
  async function open(): Promise<void> {
    if (model.first) await call('handwriting/open', { model: model.first });
  }

  const measured = shallowRef<HandwritingMeasure | null>(null);
  async function measure(): Promise<void> {
    if (model.first) measured.value = await call('handwriting/measure', { model: model.first });
  }
  // It is true of that model and those drawings alone.
  watch([() => JSON.stringify(model.first), summary], () => (measured.value = null));

  return {
    summary,
    measured,
    measure,
    load,
    countOf,
    asksNext,
    next,
    corrected,
    label,
    canKeep,
    keep,
    takeBack,
    open,
  };
});
