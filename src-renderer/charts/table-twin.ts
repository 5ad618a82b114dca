/** Charts or their tables, and the scale of losses: one choice for all charts, kept while the window is open. */
import { ref } from 'vue';
import { useCommands } from '../stores/commands.ts';
import type { Scale } from '../../src-shared/charts/axis.ts';

export const tableTwin = ref(false);
export const lossScale = ref<Scale>('linear');

/** Lets the command (T) flip the charts of a view while the view is there. */
export function useTableTwin(): void {
  useCommands({ 'view.table': () => (tableTwin.value = !tableTwin.value) });
}
