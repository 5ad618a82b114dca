/** How runs are compared, kept while the window is open. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { HyperparameterName } from '../../../src-shared/hyperparameters.ts';
import type { Scale } from '../../../src-shared/charts/axis.ts';
import type { Metric } from '../../../src-shared/charts/metrics.ts';
import type { Progress } from '../../../src-shared/compare/curves.ts';

export const compareShows = ['curves', 'against', 'parallel'] as const;

export const useCompareView = defineStore('compare-view', () => {
  const show = ref<(typeof compareShows)[number]>('curves');
  const metric = ref<Metric>('testAccuracy');
  const over = ref<Progress>('epoch');
  const scale = ref<Scale>('linear');
  /** Weight of the past in the smoothed line, in hundredths. */
  const smoothing = ref(0);
  const seedsTogether = ref(true);
  const colourBy = ref<HyperparameterName | 'run'>('run');
  /** Runs that were picked out, by id: in every picture, in the table and in the history. */
  const marked = ref<readonly string[]>([]);
  return { marked, show, metric, over, scale, smoothing, seedsTogether, colourBy };
});
