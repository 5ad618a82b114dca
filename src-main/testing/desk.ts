/** The services on a data folder of their own, with what they tell, for tests. */
import { onTestFinished } from 'vitest';
import type { EventName, Events } from '../../src-shared/api.ts';
import { asFilesAre } from '../../src-shared/preparation.ts';
import type { OpenDataset } from '../services/datasets.ts';
import { createServices, type Services } from '../services/services.ts';
import { strokes, temporaryFolder } from './strokes.ts';

interface Told {
  event: EventName;
  payload: Events[EventName];
}
export interface Desk extends Services {
  told: Told[];
  /** Resolves when something told fits; looks at what was told before, too. */
  heard<E extends EventName>(event: E, fits: (payload: Events[E]) => boolean): Promise<Events[E]>;
}

export function desk(
  dataFolder = temporaryFolder(),
  { hasWindow = false, environment = { inkling: 'test' } as Record<string, string> } = {},
): Desk {
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const services = createServices({
    dataFolder,
    environment,
    hasWindow,
    broadcast: (event, payload) => {
      told.push({ event, payload });
      for (const check of waiting) check();
    },
  });
  let open = true;
  const shutDown = async (): Promise<void> => {
    if (open) await services.shutDown();
    open = false;
  };
  onTestFinished(shutDown);
  return {
    ...services,
    shutDown,
    told,
    heard: <E extends EventName>(event: E, fits: (payload: Events[E]) => boolean) =>
      new Promise<Events[E]>((done) => {
        const check = (): void => {
          const found = told.find((t) => t.event === event && fits(t.payload as Events[E]));
          if (!found) return;
          waiting.delete(check);
          done(found.payload as Events[E]);
        };
        waiting.add(check);
        check();
      }),
  };
}

/** The strokes as an open data set; the files do not matter to a training. */
export function strokeDataset(seed = 7): OpenDataset {
  const { pixels, labels, classes, fingerprint } = strokes(240, seed);
  const splits = new SharedArrayBuffer(240);
  new Uint8Array(splits).fill(2, 180);
  return {
    pixels,
    labels,
    splits,
    summary: {
      id: 'strokes',
      name: 'strokes',
      path: '/strokes',
      format: 'idx',
      reading: {},
      fingerprint,
      width: 8,
      height: 8,
      samples: 240,
      classes,
      counts: { train: [60, 60, 60], validation: [0, 0, 0], test: [20, 20, 20] },
      polarity: 'light',
      valueRange: [0, 255],
      skipped: [],
      skippedCount: 0,
      resizedCount: 0,
      otherSizes: [],
      fromCache: false,
      preparation: asFilesAre,
      inFiles: { width: 8, height: 8, polarity: 'light', classes, fingerprint },
      ink: null,
      duplicates: { groups: 0, copies: 0, acrossSplits: 0, otherLabels: 0, list: [] },
      seconds: 0,
    },
  };
}
