/** The system's dialogs for choosing a folder or an image, in the person's language. */
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Messages } from '../src-shared/messages/index.ts';

export interface Dialogs {
  /** A path, or null when the person cancelled. */
  chooseFolder(): Promise<string | null>;
  /** Paths, none when the person cancelled. */
  chooseImages(): Promise<string[]>;
}

export function createDialogs(
  window: () => BrowserWindow | null,
  messages: () => Messages,
): Dialogs {
  async function choose(options: OpenDialogOptions): Promise<string[]> {
    const parent = window();
    const { canceled, filePaths } = parent
      ? await dialog.showOpenDialog(parent, options)
      : await dialog.showOpenDialog(options);
    return canceled ? [] : filePaths;
  }
  return {
    chooseFolder: async () =>
      (await choose({ title: messages().roles.openFolder, properties: ['openDirectory'] }))[0] ??
      null,
    chooseImages: () =>
      choose({
        title: messages().roles.chooseImage,
        properties: ['openFile', 'multiSelections'],
        filters: [
          {
            name: messages().roles.images,
            extensions: ['png', 'jpg', 'jpeg', 'txt', 'bmp', 'webp', 'gif'],
          },
        ],
      }),
  };
}
