/** The app with a window: one instance, its services, its menu, and a tidy end. */
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme } from 'electron';
import type { EventName } from '../src-shared/api.ts';
import { errorInfoOf } from '../src-shared/errors.ts';
import { errorText, messages } from '../src-shared/messages/index.ts';
import { resolveLanguage, type Settings } from '../src-shared/settings.ts';
import { createDialogs } from './dialogs.ts';
import { createHandlers } from './handlers.ts';
import { answerWindow, send } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveWindowFiles } from './protocol.ts';
import { environmentOf } from './environment.ts';
import { createServices, type Services } from './services/services.ts';
import { createWindow, isOurPage } from './window.ts';

/** @param resources paths of the bundled sample's folder and of the window's icon */
export function startApp(resources: { sample: string; icon: string }): void {
  const folder = app.commandLine.getSwitchValue('data-dir');
  if (folder) app.setPath('userData', resolve(folder));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerScheme();

  let window: BrowserWindow | null = null;
  let services: Services | null = null;
  const languageOf = (settings: Settings) =>
    resolveLanguage(settings.language, app.getPreferredSystemLanguages());

  function applySettings(settings: Settings): void {
    nativeTheme.themeSource = settings.theme;
    setMenu(messages[languageOf(settings)], (command) => send(window, 'command', command));
  }

  function openWindow(opened: Services): void {
    window = createWindow(opened.history.settings, resources.icon);
    // The page may die, the training must not: show the page again.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') window?.webContents.reload();
    });
    window.on('closed', () => {
      window = null;
    });
  }

  function start(): void {
    const opened = createServices({
      dataFolder: app.getPath('userData'),
      environment: environmentOf(app.getVersion()),
      broadcast: (event: EventName, payload: unknown) => {
        if (event === 'settings') applySettings(payload as Settings);
        send(window, event, payload);
      },
      hasWindow: true,
    });
    services = opened;
    serveWindowFiles(join(import.meta.dirname, '../renderer'));
    applySettings(opened.settings.get());
    const dialogs = createDialogs(
      () => window,
      () => messages[languageOf(opened.settings.get())],
    );
    answerWindow(createHandlers(opened, dialogs, resources.sample), opened.paths, isOurPage);
    openWindow(opened);
  }

  // A defect must cost neither the window nor a training: it is told, and the app goes on.
  process.on('uncaughtException', (thrown) => {
    console.error(thrown);
    send(window, 'notice', errorInfoOf(thrown));
  });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (!services) return;
    // Training threads finish their batch, the history is closed, and only then the program ends.
    event.preventDefault();
    const closing = services;
    services = null;
    // Not quit(): asked for while a quit is being prevented, it is ignored.
    void closing.shutDown().finally(() => app.exit());
  });

  app
    .whenReady()
    .then(start)
    .catch((thrown: unknown) => {
      console.error(thrown);
      const language = resolveLanguage('system', app.getPreferredSystemLanguages());
      dialog.showErrorBox(
        'Inkling',
        errorText(errorInfoOf(thrown, app.getPath('userData')), language),
      );
      app.exit(1);
    });
}
