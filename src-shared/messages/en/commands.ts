import type { CommandId, MenuName } from '../../commands.ts';

export const menus = {
  file: 'File',
  train: 'Train',
  pad: 'Pad',
  view: 'View',
  help: 'Help',
} as const satisfies Record<MenuName, string>;

export const commands = {
  'dataset.open': 'Open a data set folder…',
  'dataset.sample': 'Open the sample data set',
  'train.start': 'Train',
  'train.pause': 'Pause or go on',
  'train.stop': 'Stop',
  'pad.undo': 'Undo a stroke',
  'pad.redo': 'Redo a stroke',
  'pad.clear': 'Clear the pad',
  'pad.pen': 'Pen',
  'pad.eraser': 'Eraser',
  'pad.thinner': 'Thinner pen',
  'pad.thicker': 'Thicker pen',
  'pad.keep': 'Keep the drawing',
  'view.data': 'Data',
  'view.train': 'Train',
  'view.runs': 'Runs',
  'view.pad': 'Pad',
  'view.mind': 'Mind',
  'view.lab': 'Lab',
  'view.table': 'Chart or table',
  'view.theme': 'Light or dark',
  'view.language': 'English or Chinese',
  'help.shortcuts': 'Keyboard shortcuts',
  'help.about': 'About Inkling',
} as const satisfies Record<CommandId, string>;

/** Menu entries that the system provides, named in our languages. */
export const roles = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  fullScreen: 'Full screen',
  quit: 'Quit',
  openFolder: 'Open a data set folder',
  savePicture: 'Save the picture',
  chooseImage: 'Choose an image',
  images: 'Images',
} as const;
