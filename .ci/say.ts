/** A failure of the set-up with a cause and a cure a person can act on: shown without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/**
 * Tells what the set-up does, one line each. On stderr, because stdout belongs to what is started
 * (`npm start -- --json` without a display prints the command line's JSON there).
 */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Text for a person: the message alone when it was written for one, else with its stack. */
export function describe(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
