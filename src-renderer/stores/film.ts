/** How the idea of a label formed: the question of the Mind, asked of the epochs that a run kept. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { QueryResult } from '../../src-shared/backward-query.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import { frameMilliseconds } from '../../src-shared/film.ts';
import { call } from '../api.ts';
import { useAsked } from './asked.ts';
import { type Asked, useMind } from './mind.ts';

export interface FilmFrame {
  epoch: number;
  result: QueryResult;
}

export const useFilm = defineStore('film', () => {
  const mind = useMind();

  const { value: epochs } = useAsked(
    () => (mind.run?.hasModel ? { runId: mind.run.id, trained: mind.run.epochs } : null),
    ({ runId }) => call('mind/epochs', { runId }),
  );
  /** What the frames answer; they are made one after the other. */
  const asked = shallowRef<Asked | null>(null);
  const frames = shallowRef<readonly FilmFrame[]>([]);
  const making = ref(false);
  const error = shallowRef<ErrorInfo | null>(null);
  const place = ref(0);
  const frame = computed(() => frames.value[place.value] ?? null);

  let current = '';
  function clear(): void {
    if (making.value) void call('mind/cancel', { id: current });
    current = '';
    making.value = false;
    asked.value = null;
    frames.value = [];
    error.value = null;
    pause();
  }
  // The film is of the pictures that are there.
  watch(() => mind.asked, clear);

  async function make(): Promise<void> {
    const [what, all] = [mind.asked, epochs.value];
    if (!what || !all) return;
    clear();
    asked.value = what;
    making.value = true;
    const own = `film-${performance.timeOrigin}-${Math.trunc(performance.now())}`;
    current = own;
    try {
      for (const epoch of all) {
        const result = await call('mind/query', {
          ...{ id: own, runId: what.runId, method: what.method, epoch, control: null },
          settings: { ...what.settings },
          targets: what.targets.map((target) => ({ ...target, shares: [...target.shares] })),
        });
        if (current !== own || result.cancelled) return;
        frames.value = [...frames.value, { epoch, result }];
        place.value = frames.value.length - 1;
      }
      const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (!isStill && current === own) play();
    } catch (thrown) {
      if (current === own) error.value = errorInfoOf(thrown);
    } finally {
      if (current === own) making.value = false;
    }
  }
  /** What is there by then stays. */
  function stop(): void {
    void call('mind/cancel', { id: current });
    current = '';
    making.value = false;
  }

  const playing = ref(false);
  let timer = 0;
  function pause(): void {
    playing.value = false;
    clearInterval(timer);
  }
  /** From the start when it stands at the end. */
  function play(): void {
    pause();
    if (frames.value.length < 2) return;
    if (place.value >= frames.value.length - 1) place.value = 0;
    playing.value = true;
    timer = window.setInterval(() => {
      if (place.value >= frames.value.length - 1) pause();
      else place.value += 1;
    }, frameMilliseconds);
  }

  return {
    ...{ epochs, asked, frames, frame, place, making, error, playing },
    ...{ make, stop, play, pause },
  };
});
