/** Runs that ended with their program and can go on; each is told until it goes on or is dismissed. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useRuns } from './runs.ts';

/** What was dismissed stays so at the next start. */
const storageKey = 'dismissed-interrupted-runs';
const maximumShown = 2;
/** Older ones are far beyond what is shown. */
const maximumStored = 200;

export const useInterrupted = defineStore('interrupted', () => {
  const runs = useRuns();
  const dismissed = ref(readDismissed());

  /** The newest ones. */
  const shown = computed(() =>
    runs.list
      .filter((run) => run.state === 'interrupted' && !dismissed.value.includes(run.id))
      .slice(0, maximumShown),
  );
  function dismiss(id: string): void {
    dismissed.value = [id, ...dismissed.value].slice(0, maximumStored);
    localStorage.setItem(storageKey, JSON.stringify(dismissed.value));
  }
  return { shown, dismiss };
});

function readDismissed(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}
