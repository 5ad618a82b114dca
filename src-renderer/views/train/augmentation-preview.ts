/** Example images as training will see them, redrawn a moment after the settings have changed. */
import { computed, type Ref, shallowRef, watch } from 'vue';
import type { AugmentedPage, AugmentedQuery } from '../../../src-shared/api/datasets.ts';
import { augmentationSettings, augments } from '../../../src-shared/augmentation.ts';
import { applies } from '../../../src-shared/hyperparameters.ts';
import { call } from '../../api.ts';
import { useDataset } from '../../stores/dataset.ts';
import { useNotices } from '../../stores/notices.ts';
import { useTrainForm } from './form-store.ts';

/** Milliseconds without a change before it is redrawn: about the time between two keys. */
const pause = 150;

/** Null while no data set is open, nothing is changed, or the first pictures are on their way. */
export function useAugmentationPreview(round: Ref<number>): Readonly<Ref<AugmentedPage | null>> {
  const dataset = useDataset();
  const form = useTrainForm();
  const notices = useNotices();
  const page = shallowRef<AugmentedPage | null>(null);

  const query = computed<AugmentedQuery | null>(() =>
    dataset.current && applies('rotation', form.values) && augments(form.values)
      ? {
          datasetId: dataset.current.id,
          settings: augmentationSettings(form.values),
          round: round.value,
        }
      : null,
  );

  // As text, so that a change of any other hyper-parameter draws nothing.
  watch(
    () => JSON.stringify(query.value),
    (_now, _before, onCleanup) => {
      const asked = query.value;
      if (!asked) {
        page.value = null;
        return;
      }
      let wanted = true;
      const draw = async (): Promise<void> => {
        try {
          const answer = await call('datasets/augmented', asked);
          if (wanted) page.value = answer;
        } catch (thrown) {
          // The data set of an older question may be closed by now.
          if (wanted) notices.report(thrown);
        }
      };
      const timer = setTimeout(draw, page.value ? pause : 0);
      onCleanup(() => {
        wanted = false;
        clearTimeout(timer);
      });
    },
    { immediate: true },
  );
  return page;
}
