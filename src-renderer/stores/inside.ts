/** What is looked at inside the model in use: a layer, a unit of it, one image. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { hasUnits, type InsideImage } from '../../src-shared/inside.ts';
import { isEmpty } from '../../src-shared/drawing.ts';
import { call } from '../api.ts';
import { useAsked } from './asked.ts';
import { useDataset } from './dataset.ts';
import { useLab } from './lab.ts';
import { usePad } from './pad.ts';
import { useRuns } from './runs.ts';

export const insideParts = ['units', 'follow', 'why'] as const;
export type InsidePart = (typeof insideParts)[number];

/** What units are sorted by: their number, the weights that read or lead to them, and what they do to outputs. */
export const unitOrders = ['number', 'outgoing', 'incoming', 'label', 'ablation'] as const;
export type UnitOrder = (typeof unitOrders)[number];

/** Where the image that is followed comes from. */
export const imageSources = ['data', 'pad'] as const;
export type ImageSource = (typeof imageSources)[number];

export const useInside = defineStore('inside', () => {
  const runs = useRuns();
  const dataset = useDataset();
  const lab = useLab();
  const pad = usePad();

  const part = ref<InsidePart>('units');
  const run = computed(() => runs.modelRun);
  const isNetwork = computed(() => run.value?.hyperparameters.method === 'network');

  const { value: network, error } = useAsked(
    () => {
      const { value } = run;
      // A run that trains has a new model after each epoch.
      return value && isNetwork.value ? { runId: value.id, epochs: value.epochs } : null;
    },
    ({ runId }) => call('inside/network', { runId }),
  );

  /** Places among `network.stages` whose units can be looked at. */
  const layers = computed(() =>
    (network.value?.stages ?? []).flatMap((stage, place) => (hasUnits(stage) ? [place] : [])),
  );
  const wantedLayer = ref(0);
  const place = computed(() =>
    layers.value.includes(wantedLayer.value) ? wantedLayer.value : layers.value[0],
  );
  const stage = computed(() => network.value?.stages[place.value] ?? null);
  const numbers = computed(() => network.value?.numbers[place.value] ?? null);

  const order = ref<UnitOrder>('outgoing');
  const label = ref(0);
  const page = ref(0);
  const opened = ref<number | null>(null);
  function chooseLayer(next: number): void {
    wantedLayer.value = next;
    page.value = 0;
    opened.value = null;
  }

  /** The data set's images have the size that the model knows. */
  const sizeFits = computed(() => {
    const [own, open] = [run.value?.dataset, dataset.current];
    return own && open ? own.width === open.width && own.height === open.height : false;
  });

  const source = ref<ImageSource>('data');
  /** Of the open data set; the one that the laboratory looks at, too. */
  const firstSample = computed(() => {
    const { current } = dataset;
    if (!current) return 0;
    const test = current.counts.test.reduce((sum, n) => sum + n, 0);
    return test > 0 ? current.samples - test : 0;
  });
  const sample = computed(() =>
    Math.min(lab.sample ?? firstSample.value, (dataset.current?.samples ?? 1) - 1),
  );
  const image = computed<InsideImage | null>(() => {
    if (source.value === 'pad') return isEmpty(pad.drawing) ? null : { drawing: pad.drawing };
    const { current } = dataset;
    return current ? { datasetId: current.id, index: sample.value } : null;
  });
  /** The class that is explained, and the one it is set against; null: the answer, and nothing. */
  const asked = ref<number | null>(null);
  const against = ref<number | null>(null);

  /** Another network has other layers and labels. */
  watch(
    () => run.value?.id,
    () => {
      chooseLayer(0);
      label.value = 0;
      asked.value = null;
      against.value = null;
    },
  );

  /** From elsewhere: this image of the open data set, and why it is answered so. */
  function explain(index: number): void {
    lab.sample = index;
    source.value = 'data';
    asked.value = null;
    against.value = null;
    part.value = 'why';
  }

  return {
    part,
    run,
    isNetwork,
    network,
    error,
    layers,
    place,
    stage,
    numbers,
    chooseLayer,
    order,
    label,
    page,
    opened,
    sizeFits,
    source,
    sample,
    image,
    asked,
    against,
    explain,
  };
});
