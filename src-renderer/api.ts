/** The window's way to the main process: errors, which cross the border as data, are thrown again here. */
import { onScopeDispose } from 'vue';
import type { CallArguments, CallName, CallResult, EventName, Events } from '../src-shared/api.ts';
import { UserError } from '../src-shared/errors.ts';

/** Makes a call and waits for its value. Throws a `UserError` with what went wrong. */
export async function call<N extends CallName>(
  name: N,
  args: CallArguments<N>,
): Promise<CallResult<N>> {
  const reply = await window.inkling.calls[name](args);
  if (!reply.ok) throw UserError.from(reply.error);
  return reply.value;
}

/** Listens to an event until the surrounding component or store ends. */
export function listen<N extends EventName>(name: N, listener: (payload: Events[N]) => void): void {
  // What a listener returns would go back through the bridge, which can't copy everything.
  onScopeDispose(window.inkling.on[name]((payload) => void listener(payload)));
}
