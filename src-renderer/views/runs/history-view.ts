/** How the history is looked at: order and filter, kept while the window is open. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { newestFirst } from './sort-runs.ts';

export const useHistoryView = defineStore('history-view', () => {
  const order = ref(newestFirst);
  const filter = ref('');
  /** Also those in the archive. */
  const archived = ref(false);
  return { order, filter, archived };
});
