/** Services with the bundled sample open and a run trained on it, and the jobs as they were told. */
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventName, Events } from '../../src-shared/api.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { Job } from '../../src-shared/job.ts';
import { createServices } from '../services/services.ts';
import { temporaryFolder } from './strokes.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

export async function trainedDesk(change: Partial<Hyperparameters> = {}) {
  const told: Job[] = [];
  let onRun: (run: Events['run']) => void = () => undefined;
  const services = createServices({
    dataFolder: temporaryFolder(),
    environment: {},
    hasWindow: false,
    broadcast: (event: EventName, payload) => {
      if (event === 'jobs') told.push(...(payload as Job[]));
      if (event === 'run') onRun(payload as Events['run']);
    },
  });
  onTestFinished(() => services.shutDown());
  const dataset = await services.datasets.open(sample);
  const done = new Promise<Events['run']>((settle) => {
    onRun = (run) => {
      if (run.state === 'done') settle(run);
    };
  });
  services.training.start({
    dataset,
    preset: null,
    name: null,
    hyperparameters: { ...defaultHyperparameters, hiddenLayers: [24], epochs: 2, ...change },
    origin: 'app',
  });
  return { ...services, dataset, run: await done, told };
}
