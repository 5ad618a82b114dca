/** What the model in use takes for its labels: what is asked, the pictures as they form, and what is said of them. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import {
  defaultQuerySettings,
  maximumPictures,
  oneLabel,
  type QueryEvidence,
  type QueryFrame,
  type QueryMethod,
  type QueryResult,
  type QuerySettings,
  type QueryTarget,
  type SecondOpinion,
  wayBetween,
} from '../../src-shared/backward-query.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { call, listen } from '../api.ts';
import { useDataset } from './dataset.ts';
import { useRuns } from './runs.ts';

/** All labels at once; one label from five starts; two labels at once; from one label to another. */
export const subjects = ['wall', 'label', 'mixture', 'way'] as const;
export type Subject = (typeof subjects)[number];

const starts = 5;
const stepsOfWay = 9;

export interface Asked {
  runId: string;
  subject: Subject;
  method: QueryMethod;
  settings: QuerySettings;
  targets: readonly QueryTarget[];
}

export const useMind = defineStore('mind', () => {
  const runs = useRuns();
  const dataset = useDataset();

  const subject = ref<Subject>('wall');
  const method = ref<QueryMethod>('prior');
  const settings = reactive<Record<QueryMethod, QuerySettings>>({
    prior: defaultQuerySettings('prior'),
    free: defaultQuerySettings('free'),
    book: defaultQuerySettings('book'),
  });
  const from = ref(0);
  const to = ref(1);
  /** Of the second label, in a mixture. */
  const share = ref(0.5);
  const strength = ref(1);
  const withControl = ref(true);
  /** The run whose second opinion is asked for; empty for none. */
  const secondRunId = ref('');

  const running = ref(false);
  const frame = shallowRef<QueryFrame | null>(null);
  const asked = shallowRef<Asked | null>(null);
  const result = shallowRef<QueryResult | null>(null);
  const control = shallowRef<QueryResult | null>(null);
  const variations = shallowRef<QueryResult | null>(null);
  const opinion = shallowRef<SecondOpinion | null>(null);
  const evidence = shallowRef<QueryEvidence | null>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const selected = ref(0);

  const run = computed(() => runs.modelRun);
  const classes = computed(() => run.value?.dataset.classes ?? []);
  const others = computed(() =>
    runs.list.filter(({ id, hasModel }) => hasModel && id !== run.value?.id),
  );

  /** The query whose frames are shown; answers to those before it are dropped. */
  let current = '';
  let count = 0;
  const nextId = (): string => `${performance.timeOrigin}-${++count}`;

  listen('mindFrame', ({ id, frame: news }) => {
    if (id === current) frame.value = news;
  });

  function targetsNow(): QueryTarget[] {
    const n = classes.value.length;
    const sure = { strength: strength.value };
    switch (subject.value) {
      case 'wall':
        return classes.value.slice(0, maximumPictures).map((_, k) => oneLabel(k, n, sure));
      case 'label':
        return Array.from({ length: starts }, (_, variation) =>
          oneLabel(from.value, n, { ...sure, variation }),
        );
      case 'mixture':
        return Array.from({ length: starts }, (_, variation) => ({
          shares: classes.value.map(
            (__, k) =>
              (k === from.value ? 1 - share.value : 0) + (k === to.value ? share.value : 0),
          ),
          strength: strength.value,
          variation,
        }));
      default:
        return wayBetween(from.value, to.value, n, stepsOfWay, strength.value);
    }
  }

  const send = (what: Asked, id: string, weights: number | null): Promise<QueryResult> =>
    call('mind/query', {
      id,
      runId: what.runId,
      method: what.method,
      settings: { ...what.settings },
      targets: what.targets.map((target) => ({ ...target, shares: [...target.shares] })),
      epoch: null,
      control: weights,
    });

  function clear(): void {
    frame.value = null;
    asked.value = null;
    result.value = null;
    control.value = null;
    variations.value = null;
    opinion.value = null;
    error.value = null;
    selected.value = 0;
  }

  async function ask(): Promise<void> {
    const own = run.value;
    if (!own) return;
    stop();
    clear();
    const id = (current = nextId());
    const what: Asked = {
      runId: own.id,
      subject: subject.value,
      method: method.value,
      settings: { ...settings[method.value] },
      targets: targetsNow(),
    };
    asked.value = what;
    running.value = true;
    try {
      const made = await send(what, id, null);
      if (id !== current) return;
      result.value = made;
      frame.value = null;
      void askSecond();
      void lookForEvidence();
      // Its frames go by an id that nobody shows.
      if (withControl.value && !made.cancelled) {
        const random = await send(what, `${id}-control`, what.settings.seed);
        if (id === current) control.value = random;
      }
    } catch (thrown) {
      if (id === current) error.value = errorInfoOf(thrown);
    } finally {
      if (id === current) running.value = false;
    }
  }

  function stop(): void {
    if (!running.value) return;
    void call('mind/cancel', { id: current });
    void call('mind/cancel', { id: `${current}-control` });
  }

  /** The selected picture of the wall from four other starts. */
  async function vary(): Promise<void> {
    const what = asked.value;
    const target = what?.targets[selected.value];
    if (!what || !target) return;
    const id = current;
    running.value = true;
    try {
      const targets = [1, 2, 3, 4].map((variation) => ({ ...target, variation }));
      const made = await send({ ...what, targets }, `${id}-variations`, null);
      if (id === current) variations.value = made;
    } catch (thrown) {
      if (id === current) error.value = errorInfoOf(thrown);
    } finally {
      if (id === current) running.value = false;
    }
  }

  async function askSecond(): Promise<void> {
    const made = result.value;
    const runId = secondRunId.value;
    opinion.value = null;
    if (!made || !runId) return;
    const { pixels, width, height, polarity } = made;
    try {
      const said = await call('mind/opinion', { runId, pixels, width, height, polarity });
      if (made === result.value && runId === secondRunId.value) opinion.value = said;
    } catch (thrown) {
      error.value = errorInfoOf(thrown);
    }
  }

  let evidenceOf = '';
  async function lookForEvidence(): Promise<void> {
    const runId = asked.value?.runId;
    if (!runId) return;
    const key = `${runId} ${dataset.current?.id}`;
    if (key === evidenceOf && evidence.value) return;
    evidenceOf = key;
    evidence.value = null;
    try {
      const found = await call('mind/evidence', { runId });
      if (key === evidenceOf) evidence.value = found;
    } catch (thrown) {
      error.value = errorInfoOf(thrown);
    }
  }

  watch(secondRunId, () => void askSecond());
  watch(
    () => dataset.current?.id,
    () => void lookForEvidence(),
  );
  watch(selected, () => (variations.value = null));
  // Another model has other labels, and its pictures are not this one's.
  watch(
    () => run.value?.id,
    () => {
      stop();
      current = '';
      running.value = false;
      clear();
      evidence.value = null;
      from.value = 0;
      to.value = Math.min(1, Math.max(0, classes.value.length - 1));
    },
  );

  return {
    subject,
    method,
    settings,
    from,
    to,
    share,
    strength,
    withControl,
    secondRunId,
    running,
    frame,
    asked,
    result,
    control,
    variations,
    opinion,
    evidence,
    error,
    selected,
    run,
    classes,
    others,
    ask,
    stop,
    vary,
  };
});
