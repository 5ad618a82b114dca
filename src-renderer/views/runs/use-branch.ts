/** The way to a branch: the form in Train filled as a run had it, to start from weights of that run. */
import { useRouter } from 'vue-router';
import type { RunSummary } from '../../../src-shared/run.ts';
import { useTrainForm } from '../train/form-store.ts';

/** `epoch`: whose weights were kept; without one, those of the run's model. */
export function useBranch(): (run: RunSummary, epoch?: number | null) => Promise<void> {
  const router = useRouter();
  const form = useTrainForm();
  return async (run, epoch = null) => {
    form.fillFrom(run.preset, run.hyperparameters);
    form.startFrom = { runId: run.id, epoch };
    await router.push({ name: 'train' });
  };
}
