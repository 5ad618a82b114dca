/** Whether the page that Electron is released on (or its mirror) answers, and if not, why not. */
export type Reachability = { reachable: true } | { reachable: false; reason: string };

/**
 * Answers that come from a filter on the way rather than from a release page: the page itself has
 * no reason to give them. Any other answer, a bad one too, means that the page is within reach.
 */
const refusalStatuses: Record<number, string> = {
  403: 'forbidden',
  407: 'the proxy wants a password',
  451: 'blocked',
};

/** A refusal on the way, or undefined when the page itself has answered with this HTTP status. */
export function refusal(status: number, host: string): Reachability | undefined {
  const meaning = refusalStatuses[status];
  if (meaning === undefined) return undefined;
  return { reachable: false, reason: `${host}: HTTP ${status}, ${meaning}` };
}

/** Reads the line the probe prints; undefined when it is none. */
export function parseReachability(line: string): Reachability | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('reachable' in value)) return undefined;
  if (value.reachable === true) return { reachable: true };
  const reason = 'reason' in value && typeof value.reason === 'string' ? value.reason : 'unknown';
  return { reachable: false, reason };
}
