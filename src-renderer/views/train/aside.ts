/** What stands beside the form: the run that is watched, a sweep in the making, or the rate finder. */
import { defineStore } from 'pinia';
import { ref } from 'vue';

export const useAside = defineStore('train-aside', () => {
  const shown = ref<'run' | 'sweep' | 'finder'>('run');
  const show = (what: 'run' | 'sweep' | 'finder'): void => void (shown.value = what);
  return { shown, show };
});
