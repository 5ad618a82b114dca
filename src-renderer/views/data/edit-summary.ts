/** The edits of the open data set in a few words; empty where there are none. */
import { computed, type ComputedRef } from 'vue';
import { useText } from '../../i18n/index.ts';
import { useOverlay } from '../../stores/overlay.ts';

export function useEditSummary(): ComputedRef<string> {
  const { t, format } = useText();
  const overlay = useOverlay();
  return computed(() => {
    const { state } = overlay;
    if (!state || state.relabelled + state.excluded + state.marked === 0) return '';
    const { integer } = format.value;
    return t('ui.data.edit.summary', {
      relabelled: integer(state.relabelled),
      excluded: integer(state.excluded),
      marked: integer(state.marked),
    });
  });
}
