/**
 * One table of commands: the application menu, the shortcuts and the help list come from it.
 * A command without a `menu` is a shortcut only.
 */
export const menuNames = ['file', 'train', 'pad', 'view', 'help'] as const;
export type MenuName = (typeof menuNames)[number];

export interface Command {
  menu: MenuName;
  /** Electron's accelerator syntax. */
  accelerator?: string;
  /** A plain key works only while no text field has the focus, so the window listens for it, not the menu. */
  plainKey?: true;
  /** A line above it in the menu. */
  separator?: true;
}

const table = {
  'dataset.open': { menu: 'file', accelerator: 'CmdOrCtrl+O' },
  'dataset.sample': { menu: 'file', accelerator: 'CmdOrCtrl+Shift+O' },
  'runs.import': { menu: 'file', accelerator: 'CmdOrCtrl+I', separator: true },
  'train.start': { menu: 'train', accelerator: 'CmdOrCtrl+Enter' },
  'train.pause': { menu: 'train', accelerator: 'CmdOrCtrl+P' },
  'train.stop': { menu: 'train', accelerator: 'CmdOrCtrl+.' },
  // The pad itself listens: in a text field Ctrl+Z takes back text.
  'pad.undo': { menu: 'pad', accelerator: 'CmdOrCtrl+Z', plainKey: true },
  'pad.redo': { menu: 'pad', accelerator: 'CmdOrCtrl+Shift+Z', plainKey: true },
  'pad.clear': { menu: 'pad', accelerator: 'Delete', plainKey: true },
  'pad.pen': { menu: 'pad', accelerator: 'P', plainKey: true, separator: true },
  'pad.eraser': { menu: 'pad', accelerator: 'E', plainKey: true },
  'pad.thinner': { menu: 'pad', accelerator: '[', plainKey: true },
  'pad.thicker': { menu: 'pad', accelerator: ']', plainKey: true },
  'pad.keep': { menu: 'pad', accelerator: 'K', plainKey: true, separator: true },
  'view.data': { menu: 'view', accelerator: '1', plainKey: true },
  'view.train': { menu: 'view', accelerator: '2', plainKey: true },
  'view.runs': { menu: 'view', accelerator: '3', plainKey: true },
  'view.pad': { menu: 'view', accelerator: '4', plainKey: true },
  'view.mind': { menu: 'view', accelerator: '5', plainKey: true },
  'view.lab': { menu: 'view', accelerator: '6', plainKey: true },
  'view.inside': { menu: 'view', accelerator: '7', plainKey: true },
  'view.map': { menu: 'view', accelerator: '8', plainKey: true },
  'view.table': { menu: 'view', accelerator: 'T', plainKey: true, separator: true },
  'view.theme': { menu: 'view', accelerator: 'CmdOrCtrl+Shift+L', separator: true },
  'view.language': { menu: 'view', accelerator: 'CmdOrCtrl+Shift+G' },
  'help.shortcuts': { menu: 'help', accelerator: 'F1' },
  'help.about': { menu: 'help' },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof table;
export const commands: Readonly<Record<CommandId, Command>> = table;
export const commandIds = Object.keys(table) as CommandId[];
