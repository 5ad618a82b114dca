import { expect, test } from 'vitest';
import { keysOf } from './accelerator.ts';

test('names the keys as they are on the keyboard of the platform', () => {
  expect(keysOf('CmdOrCtrl+Shift+O', 'linux x64')).toEqual(['Ctrl', 'Shift', 'O']);
  expect(keysOf('CmdOrCtrl+Shift+O', 'darwin arm64')).toEqual(['⌘', '⇧', 'O']);
  expect(keysOf('F1', 'win32')).toEqual(['F1']);
});
