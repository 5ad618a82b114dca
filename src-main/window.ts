/** The one window: sandboxed, alone with its own files, and where it was left the last time. */
import { join } from 'node:path';
import { BrowserWindow, type IpcMainInvokeEvent, nativeTheme, screen, session } from 'electron';
import { z } from 'zod';
import type { StoredSettings } from './history/settings.ts';
import { appOrigin } from './contained-file.ts';

const storedName = 'window';
const placeSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean(),
});
type Place = z.infer<typeof placeSchema>;

const usual: Place = { width: 1280, height: 800, maximized: false };
const smallest = { minWidth: 800, minHeight: 560 };
/** The ground of the page, so that nothing flashes before it is drawn. */
const ground = { light: '#faf6ee', dark: '#1b1a19' };
const saveDelay = 500;

/** Where the page comes from: the built files, or the development server. */
const pageAddress = (): string => process.env['ELECTRON_RENDERER_URL'] ?? `${appOrigin}/`;

/** A call counts only from the top frame of our own page. */
export const isOurPage = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
  senderFrame !== null &&
  senderFrame.parent === null &&
  new URL(senderFrame.url).href.startsWith(new URL(pageAddress()).href);

export function createWindow(stored: StoredSettings, icon: string): BrowserWindow {
  const place = visiblePlace(stored.get(storedName));
  const { maximized, x, y, width, height } = place;
  const window = new BrowserWindow({
    ...(x !== undefined && y !== undefined && { x, y }),
    width,
    height,
    ...smallest,
    show: false,
    title: 'Inkling',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // Charts and progress of a training go on while another window is in front.
      backgroundThrottling: false,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, stored);
  staySafe(window);
  void window.loadURL(pageAddress());
  return window;
}

/** No other page, no other window, no permission: the page needs none of them. */
function staySafe(window: BrowserWindow): void {
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-redirect', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
}

/** A place that was stored, if it is still on a screen. */
function visiblePlace(value: unknown): Place {
  const read = placeSchema.safeParse(value);
  if (!read.success) return usual;
  const { x, y, width, height, maximized } = read.data;
  if (x === undefined || y === undefined) return { width, height, maximized };
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  const onScreen =
    x < workArea.x + workArea.width &&
    y < workArea.y + workArea.height &&
    x + width > workArea.x &&
    y >= workArea.y - 1;
  return onScreen ? { x, y, width, height, maximized } : { width, height, maximized };
}

function rememberPlace(window: BrowserWindow, stored: StoredSettings): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const place: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      stored.set(storedName, place);
    } catch (thrown) {
      // A place that is not remembered (a full disk) must not end the app.
      console.error(thrown);
    }
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelay);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
}
