/** The system's dialogs for choosing a folder or an image, in the person's language. */
import {
  type BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import type { Messages } from '../src-shared/messages/index.ts';
import type { SharedFileKind } from '../src-shared/share.ts';

export interface Dialogs {
  /** A path, or null when the person cancelled. */
  chooseFolder(): Promise<string | null>;
  /** A folder to write a data set into, perhaps one that was made in the dialog. */
  chooseEmptyFolder(): Promise<string | null>;
  chooseEdits(): Promise<string | null>;
  chooseModel(): Promise<string | null>;
  /** Where to save the edits, beginning with a name; the system asks before a file is replaced. */
  saveEdits(name: string): Promise<string | null>;
  /** Where to save a picture, beginning with a name; the system asks before a file is replaced. */
  savePicture(name: string, ending?: 'png' | 'gif'): Promise<string | null>;
  /** Where to save a file of a kind, beginning with a name; the system asks before a file is replaced. */
  saveShared(name: string, kind: SharedFileKind): Promise<string | null>;
  chooseBundle(): Promise<string | null>;
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
  const chooseOne = async (options: OpenDialogOptions): Promise<string | null> =>
    (await choose(options))[0] ?? null;
  async function save(options: SaveDialogOptions): Promise<string | null> {
    const parent = window();
    const { canceled, filePath } = parent
      ? await dialog.showSaveDialog(parent, options)
      : await dialog.showSaveDialog(options);
    return canceled || !filePath ? null : filePath;
  }
  const editsFilter = () => [{ name: messages().roles.edits, extensions: ['json'] }];
  return {
    savePicture: (name, ending = 'png') =>
      save({
        title: messages().roles.savePicture,
        defaultPath: name,
        filters: [{ name: messages().roles.images, extensions: [ending] }],
      }),
    saveShared: (name, kind) =>
      save({
        title: messages().roles.saveShared,
        defaultPath: name,
        filters: [{ name: messages().ui.share.kinds[kind], extensions: [kind] }],
      }),
    chooseBundle: () =>
      chooseOne({
        title: messages().roles.chooseBundle,
        properties: ['openFile'],
        filters: [{ name: messages().ui.share.kinds.inkling, extensions: ['inkling'] }],
      }),
    chooseFolder: () =>
      chooseOne({ title: messages().roles.openFolder, properties: ['openDirectory'] }),
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
    chooseEmptyFolder: () =>
      chooseOne({
        title: messages().roles.writeFolder,
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      }),
    chooseEdits: () =>
      chooseOne({
        title: messages().roles.importEdits,
        properties: ['openFile'],
        filters: editsFilter(),
      }),
    chooseModel: () =>
      chooseOne({
        title: messages().roles.openModel,
        properties: ['openFile'],
        filters: [{ name: messages().roles.models, extensions: ['safetensors', 'mat'] }],
      }),
    saveEdits: (name) =>
      save({ title: messages().roles.exportEdits, defaultPath: name, filters: editsFilter() }),
  };
}
