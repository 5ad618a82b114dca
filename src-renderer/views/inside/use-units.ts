/** What the chosen layer's units are sorted by and look like, a page of them at a time. */
import { computed, type ComputedRef } from 'vue';
import { type Stage, unitsPage } from '../../../src-shared/inside.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { call } from '../../api.ts';
import { useAsked } from '../../stores/asked.ts';
import { useDataset } from '../../stores/dataset.ts';
import { type UnitOrder, unitOrders, useInside } from '../../stores/inside.ts';
import { useLatest } from '../../stores/latest.ts';
import { sortedUnits, sortValues } from './sort-units.ts';

export function useUnits(run: () => RunSummary, stage: () => Stage) {
  const inside = useInside();
  const dataset = useDataset();
  const ofLayer = () => {
    const { id: runId, epochs } = run();
    return { runId, epochs, layer: stage().layer };
  };
  const ofImages = () => {
    const datasetId = dataset.current?.id;
    return datasetId !== undefined && inside.sizeFits ? { ...ofLayer(), datasetId } : null;
  };
  const survey = useLatest(ofImages, ({ epochs: _, ...args }) => call('inside/survey', args));
  const ablation = useLatest(
    () => (inside.order === 'ablation' && !stage().isOutput ? ofImages() : null),
    ({ epochs: _, ...args }) => call('inside/ablation', args),
  );

  /** Of the output nothing leads on, and without images there is no telling what a unit does. */
  const orders: ComputedRef<UnitOrder[]> = computed(() =>
    unitOrders.filter((order) => {
      if (order === 'number' || order === 'incoming') return true;
      if (stage().isOutput) return false;
      return order === 'outgoing' || ofImages() !== null;
    }),
  );
  const order = computed<UnitOrder>(() =>
    orders.value.includes(inside.order)
      ? inside.order
      : orders.value.includes('outgoing')
        ? 'outgoing'
        : 'number',
  );
  const values = computed(() =>
    sortValues(order.value, {
      numbers: inside.numbers,
      survey: survey.value.value,
      ablation: ablation.value.value,
      label: inside.label,
    }),
  );
  /** What it is sorted by is still on its way. */
  const isSorting = computed(
    () =>
      (order.value === 'label' && survey.asking.value) ||
      (order.value === 'ablation' && ablation.asking.value),
  );
  const sorted = computed(() => sortedUnits(stage().channels, values.value));
  const pages = computed(() => Math.ceil(stage().channels / unitsPage));
  const page = computed(() => Math.min(inside.page, pages.value - 1));
  const units = computed(() => [
    ...sorted.value.subarray(page.value * unitsPage, (page.value + 1) * unitsPage),
  ]);

  const ofPage = () => (isSorting.value ? null : { ...ofLayer(), units: units.value });
  const weights = useAsked(
    () => (stage().readsPixels ? ofPage() : null),
    ({ epochs: _, ...args }) => call('inside/weights', args),
  );
  const maximised = useLatest(
    () => (stage().readsPixels ? null : ofPage()),
    ({ epochs: _, ...args }) => call('inside/maximise', args),
  );
  return {
    survey,
    ablation,
    orders,
    order,
    values,
    isSorting,
    pages,
    page,
    units,
    weights,
    maximised,
  };
}
