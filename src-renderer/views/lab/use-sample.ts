/** The image that is looked at: the one chosen, else the first of the chosen images. */
import { computed, type WritableComputedRef } from 'vue';
import type { DatasetSummary } from '../../../src-shared/dataset.ts';
import { splitNames } from '../../../src-shared/dataset.ts';
import { useLab } from '../../stores/lab.ts';
import { useNotices } from '../../stores/notices.ts';
import { useSamples } from '../../stores/samples.ts';

export function useSample(dataset: () => DatasetSummary): {
  index: WritableComputedRef<number>;
  random: () => Promise<void>;
} {
  const lab = useLab();
  const notices = useNotices();
  const samples = useSamples();
  const count = (split: (typeof splitNames)[number]): number =>
    dataset().counts[split].reduce((sum, n) => sum + n, 0);
  /** Images that the files give for the test come last, and are the ones worth asking about. */
  const first = computed(() => (count('test') > 0 ? dataset().samples - count('test') : 0));
  const index = computed({
    get: () => Math.min(lab.sample ?? first.value, dataset().samples - 1),
    set: (next) => void (lab.sample = next),
  });
  async function random(): Promise<void> {
    const found = await notices.attempt(() => samples.random());
    if (found) index.value = found.index;
  }
  return { index, random };
}
