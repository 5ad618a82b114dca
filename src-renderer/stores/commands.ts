/** Who answers a command now: the menu, the shortcuts and buttons all go through here. */
import { defineStore } from 'pinia';
import { onScopeDispose, shallowReactive } from 'vue';
import { commandIds, commands, type CommandId } from '../../src-shared/commands.ts';
import { listen } from '../api.ts';

export interface CommandHandler {
  run: () => unknown;
  /** Left out when it can always be run. */
  enabled?: () => boolean;
}
export type CommandHandlers = Partial<Record<CommandId, CommandHandler | CommandHandler['run']>>;

export const useCommandRegistry = defineStore('commands', () => {
  /** The one registered last answers: a view goes before the frame. */
  const handlers = shallowReactive(new Map<CommandId, readonly CommandHandler[]>());
  const answering = (id: CommandId): CommandHandler | undefined => handlers.get(id)?.at(-1);

  /** Returns what takes it back. */
  function register(id: CommandId, handler: CommandHandler): () => void {
    handlers.set(id, [...(handlers.get(id) ?? []), handler]);
    return () => {
      const rest = (handlers.get(id) ?? []).filter((other) => other !== handler);
      if (rest.length > 0) handlers.set(id, rest);
      else handlers.delete(id);
    };
  }
  function enabled(id: CommandId): boolean {
    const handler = answering(id);
    return handler !== undefined && (handler.enabled?.() ?? true);
  }
  /** Runs the command if someone answers it; tells whether someone did. */
  function run(id: CommandId): boolean {
    if (!enabled(id)) return false;
    void answering(id)?.run();
    return true;
  }
  /** The plain key's command, if there is one: `1` to `4`, `t`. */
  const ofPlainKey = (key: string): CommandId | undefined =>
    commandIds.find(
      (id) =>
        commands[id].plainKey && commands[id].accelerator?.toLowerCase() === key.toLowerCase(),
    );

  listen('command', run);
  return { register, enabled, run, ofPlainKey };
});

/** Answers commands for as long as the surrounding component lives. */
export function useCommands(own: CommandHandlers): void {
  const registry = useCommandRegistry();
  for (const id of commandIds) {
    const handler = own[id];
    if (!handler) continue;
    onScopeDispose(
      registry.register(id, typeof handler === 'function' ? { run: handler } : handler),
    );
  }
}
