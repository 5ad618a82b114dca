/** A few images before and after a preparation, made anew a moment after it has changed. */
import { type Ref, shallowRef, watch } from 'vue';
import type { PreparationPreview } from '../../../../src-shared/api/datasets.ts';
import type { Preparation } from '../../../../src-shared/preparation.ts';
import { call } from '../../../api.ts';
import { useNotices } from '../../../stores/notices.ts';

/** Milliseconds without a change before it is made: about the time between two keys. */
const pause = 120;

/** Null until the first pictures are there. */
export function usePreparationPreview(
  datasetId: () => string,
  preparation: Readonly<Ref<Preparation>>,
): Readonly<Ref<PreparationPreview | null>> {
  const notices = useNotices();
  const shown = shallowRef<PreparationPreview | null>(null);
  watch(
    [datasetId, preparation],
    ([id, wanted], _before, onCleanup) => {
      let isCurrent = true;
      const make = async (): Promise<void> => {
        try {
          const asked = { datasetId: id, preparation: { ...wanted } };
          const answer = await call('datasets/previewPreparation', asked);
          if (isCurrent) shown.value = answer;
        } catch (thrown) {
          // The data set of an older question may be closed by now.
          if (isCurrent) notices.report(thrown);
        }
      };
      const timer = setTimeout(make, shown.value ? pause : 0);
      onCleanup(() => {
        isCurrent = false;
        clearTimeout(timer);
      });
    },
    { immediate: true },
  );
  return shown;
}
