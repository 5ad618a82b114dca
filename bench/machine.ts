/** What was measured on, in words; nothing that names the machine itself. */
import { cpus, loadavg, totalmem } from 'node:os';

export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${processors.length} processors, ${memory} GB; ${process.platform} ${process.arch}`;
}

/** Jobs that were running or waiting in the last minute. */
export const load = (): string => loadavg()[0].toFixed(1);
