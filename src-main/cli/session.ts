/** What every command needs: the services on a data folder, opened and closed around its work. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorText } from '../../src-shared/messages/index.ts';
import { asFilesAre, type Preparation } from '../../src-shared/preparation.ts';
import type { EventName, Events } from '../../src-shared/api.ts';
import type { ReadingOptions } from '../../src-shared/reading-options.ts';
import { usualDataFolder } from '../data-folder.ts';
import { environmentOf } from '../environment.ts';
import { createServices, type Services } from '../services/services.ts';
import { version } from '../version.ts';
import { createTerminal, type Terminal } from './terminal.ts';

export type Listener = <E extends EventName>(event: E, payload: Events[E]) => void;

export interface Session {
  services: Services;
  terminal: Terminal;
  /** Hears what the services tell; replaces the listener before. */
  listen(listener: Listener): void;
}

export async function withSession<T>(
  values: {
    json?: boolean | undefined;
    'data-dir'?: string | undefined;
    'no-cache'?: boolean | undefined;
  },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const terminal = createTerminal(values.json === true);
  let listener: Listener = () => undefined;
  const services = createServices({
    dataFolder: resolve(values['data-dir'] ?? usualDataFolder()),
    environment: environmentOf(version),
    broadcast: (event, payload) => listener(event, payload),
    hasWindow: false,
    useCache: values['no-cache'] !== true,
  });
  for (const notice of services.notices) terminal.note(errorText(notice));
  try {
    return await work({
      services,
      terminal,
      listen: (next) => {
        listener = next;
      },
    });
  } finally {
    await services.shutDown();
  }
}

/** Opens a data set with its progress on stderr; `names` are those of its classes for this command alone. */
export async function openDataset(
  { services, terminal, listen }: Session,
  path: string,
  {
    preparation = asFilesAre,
    how,
    names = null,
  }: {
    preparation?: Preparation;
    how?: ReadingOptions | undefined;
    names?: string[] | null;
  } = {},
) {
  listen((event, payload) => {
    if (event !== 'jobs') return;
    for (const job of payload as Events['jobs'])
      if (job.kind === 'open' && job.state === 'running' && job.fraction !== null)
        terminal.progress(`reading ${job.subject} ${Math.floor(job.fraction * 100)} %`);
  });
  const dataset = await services.datasets.open(resolve(path), preparation, how);
  if (names) services.datasets.setLabelNames(dataset.summary.id, names, { keep: false });
  listen(() => undefined);
  return dataset;
}

/** A model file's path, or the model of the run whose id starts so. */
export function modelFile({ services }: Session, reference: string): string {
  if (existsSync(reference)) return resolve(reference);
  return services.models.modelFileOf(services.history.runs.find(reference));
}
