import { randomBytes } from 'node:crypto';

/** Sorts by time, can be read aloud, and its end is enough to type: `20261121-234500-a3f2c1`. */
export function newRunId(now = new Date()): string {
  const [date, time] = now.toISOString().split('T');
  const stamp = `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}
