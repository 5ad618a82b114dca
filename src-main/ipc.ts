/** The border: who may call, what a call may carry, and how an error comes back. */
import { lstat } from 'node:fs/promises';
import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { EventName, Reply } from '../src-shared/api.ts';
import { errorInfoOf, UserError } from '../src-shared/errors.ts';
import { channels } from './channels.ts';
import type { CallHandlers } from './handlers.ts';
import { schemas } from './services/schemas.ts';
import type { Paths } from './services/paths.ts';

export function answerWindow(
  handlers: CallHandlers,
  paths: Paths,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
): void {
  ipcMain.handle(channels.call, async (event, name: unknown, args: unknown) => {
    try {
      if (!isOurs(event)) throw invalid(name, 'it came from a strange page');
      return { ok: true, value: await answer(handlers, name, args) } satisfies Reply<unknown>;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) console.error(name, thrown);
      return { ok: false, error: errorInfoOf(thrown) } satisfies Reply<unknown>;
    }
  });
  ipcMain.handle(channels.dropped, async (event, path: unknown) => {
    if (!isOurs(event) || typeof path !== 'string') return null;
    await lstat(path);
    return paths.tokenFor(path);
  });
}

async function answer(handlers: CallHandlers, name: unknown, args: unknown): Promise<unknown> {
  if (typeof name !== 'string' || !Object.hasOwn(schemas, name))
    throw invalid(name, 'there is no such call');
  const known = name as keyof typeof schemas;
  const checked = schemas[known].safeParse(args ?? null);
  if (!checked.success) throw invalid(name, checked.error.issues[0].message);
  // The schema of a call and the argument of its handler are held together by their common name.
  const handler = handlers[known] as (args: unknown) => unknown;
  return handler(checked.data);
}

const invalid = (name: unknown, reason: string): UserError =>
  new UserError('call.invalid', { call: String(name), reason });

/** Sends an event to the window, if there is one. */
export function send(window: BrowserWindow | null, event: EventName, payload: unknown): void {
  if (window && !window.isDestroyed()) window.webContents.send(channels.event, event, payload);
}
