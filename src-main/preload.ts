/** The bridge: one function a call, one subscription an event. `ipcRenderer` itself stays here. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, callNames, eventNames } from '../src-shared/api.ts';
import { channels } from './channels.ts';

const calls = Object.fromEntries(
  callNames.map((name) => [name, (args: unknown) => ipcRenderer.invoke(channels.call, name, args)]),
) as Bridge['calls'];

const listeners = new Map<string, Set<(payload: unknown) => void>>(
  eventNames.map((name) => [name, new Set()]),
);
ipcRenderer.on(channels.event, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

const on = Object.fromEntries(
  [...listeners].map(([name, heard]) => [
    name,
    (listener: (payload: unknown) => void) => {
      heard.add(listener);
      return () => void heard.delete(listener);
    },
  ]),
) as Bridge['on'];

const bridge: Bridge = {
  calls,
  on,
  // Only a file that a person dropped has a path: one that a script made has none.
  dropped: async (file) => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ipcRenderer.invoke(channels.dropped, path);
  },
};

contextBridge.exposeInMainWorld('inkling', bridge);
