/** The map of the open data set: what is asked for, the points as they find their places, and those that are chosen. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { type ImageChoice, imageChoices } from '../../src-shared/lab.ts';
import { type DataMap, type MapFrame, type MapMethod, mapRanges } from '../../src-shared/map.ts';
import type { MapQuestion } from '../../src-shared/api/map.ts';
import { call, listen } from '../api.ts';
import { useAsked } from './asked.ts';
import { useDataset } from './dataset.ts';
import { useLab } from './lab.ts';
import { useOverlay } from './overlay.ts';

/** By the labels as they count now, or by whether the run is right. */
export const mapColours = ['label', 'answer'] as const;
export type MapColour = (typeof mapColours)[number];

export const useMap = defineStore('map', () => {
  const dataset = useDataset();
  const overlay = useOverlay();
  const lab = useLab();

  const method = ref<MapMethod>('umap');
  const layer = ref<number | null>(null);
  const wanted = ref<ImageChoice>('test');
  const count = ref(1000);
  const neighbours = ref<number>(mapRanges.neighbours.usual);
  const minimumDistance = ref<number>(mapRanges.minimumDistance.usual);
  const seed = ref(1);
  const colour = ref<MapColour>('label');

  /** The model in use, where it can be asked about these images. */
  const run = computed(() => {
    const { run: own } = lab;
    return own && lab.fits(own) ? own : null;
  });
  const { value: ground, error: groundError } = useAsked(
    () => {
      const datasetId = dataset.current?.id;
      if (datasetId === undefined) return null;
      return { datasetId, runId: run.value?.id ?? null, epochs: run.value?.epochs ?? 0 };
    },
    ({ datasetId, runId }) => call('map/ground', { datasetId, runId }),
    { keep: true },
  );
  const layers = computed(() => ground.value?.layers ?? []);
  const offered = computed(() => imageChoices.filter((each) => ground.value?.images[each]));
  const choice = computed<ImageChoice>({
    get: () => (offered.value.includes(wanted.value) ? wanted.value : 'all'),
    set: (next) => (wanted.value = next),
  });
  watch(layers, (now) => {
    if (!now.some((each) => each.layer === layer.value)) layer.value = null;
  });

  const running = ref(false);
  const frame = shallowRef<MapFrame | null>(null);
  const asked = shallowRef<MapQuestion | null>(null);
  const made = shallowRef<DataMap | null>(null);
  const error = shallowRef<ErrorInfo | null>(null);
  const labels = shallowRef<Uint16Array | null>(null);
  const flags = shallowRef<Uint8Array | null>(null);
  /** Places of the points that are chosen, in rising order. */
  const chosen = shallowRef<readonly number[]>([]);
  /** Place of the point that is looked at. */
  const current = ref<number | null>(null);

  const positions = computed(() => frame.value?.positions ?? made.value?.positions ?? null);
  /** 1 where the run is right, `[points]`; null while it was not asked. */
  const isRight = computed(() => {
    const answered = made.value?.answers?.answered;
    const now = labels.value;
    return answered && now
      ? Uint8Array.from(answered, (each, n) => (each === now[n] ? 1 : 0))
      : null;
  });

  let mapCount = 0;
  const nextId = (): string => `map-${performance.timeOrigin}-${++mapCount}`;
  listen('mapFrame', ({ id, frame: news }) => {
    if (id === asked.value?.id && running.value && made.value) frame.value = news;
  });

  function clear(): void {
    frame.value = null;
    made.value = null;
    error.value = null;
    labels.value = null;
    flags.value = null;
    chosen.value = [];
    current.value = null;
  }

  async function lookUpLabels(): Promise<void> {
    const [datasetId, own] = [dataset.current?.id, made.value];
    if (datasetId === undefined || !own) return;
    try {
      const found = await call('map/labels', { datasetId, indices: own.indices });
      if (made.value?.indices !== own.indices) return;
      labels.value = found.labels;
      flags.value = found.flags;
    } catch (thrown) {
      error.value = errorInfoOf(thrown);
    }
  }
  watch(
    () => overlay.revision,
    () => void lookUpLabels(),
  );

  /** The plain map at once; then, where it is wanted, the other one out of it. */
  async function make(): Promise<void> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return;
    const question: MapQuestion = {
      ...{ id: nextId(), datasetId, runId: run.value?.id ?? null, layer: layer.value },
      ...{ choice: choice.value, count: count.value, method: method.value, seed: seed.value },
      ...{ neighbours: neighbours.value, minimumDistance: minimumDistance.value },
    };
    clear();
    asked.value = question;
    running.value = true;
    const isOld = (): boolean => asked.value?.id !== question.id;
    try {
      const plain = await call('map/make', { ...question, method: 'pca' });
      if (isOld()) return;
      made.value = plain;
      await lookUpLabels();
      if (question.method === 'pca' || isOld()) return;
      const laidOut = await call('map/make', question);
      if (!isOld()) made.value = { ...laidOut, indices: plain.indices };
    } catch (thrown) {
      const info = errorInfoOf(thrown);
      // Ended by the person: what is there stays.
      if (!isOld() && info.code !== 'lab.cancelled') error.value = info;
    } finally {
      if (!isOld()) {
        running.value = false;
        frame.value = null;
      }
    }
  }
  function stop(): void {
    if (running.value && asked.value) void call('map/cancel', { id: asked.value.id });
  }
  watch(
    () => dataset.current?.id,
    () => {
      stop();
      asked.value = null;
      running.value = false;
      clear();
    },
  );

  const choose = (places: readonly number[]): void => void (chosen.value = places);
  /** Samples of the chosen points. */
  const chosenSamples = computed(() => {
    const indices = made.value?.indices;
    return indices ? Uint32Array.from(chosen.value, (place) => indices[place]) : new Uint32Array(0);
  });

  return {
    ...{ method, layer, choice, count, neighbours, minimumDistance, seed, colour },
    ...{ run, ground, groundError, layers, offered },
    ...{ running, frame, asked, made, error, labels, flags, positions, isRight },
    ...{ chosen, chosenSamples, choose, current, make, stop },
  };
});
