import { expect, test } from 'vitest';
import { editKey } from './edit-keys.ts';

const pressed = (key: string, held: Partial<Parameters<typeof editKey>[0]> = {}) =>
  editKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('letters act on the images, with Shift or Caps Lock too', () => {
  expect(pressed('r')).toBe('relabel');
  expect(pressed('X', { shiftKey: true })).toEqual({ kind: 'exclude', on: null });
  expect(pressed('q')).toBeNull();
  expect(pressed('m', { altKey: true })).toBeNull();
});

test('with Ctrl or the Mac command key they undo, redo and select', () => {
  expect(pressed('z', { ctrlKey: true })).toBe('undo');
  expect(pressed('Z', { metaKey: true, shiftKey: true })).toBe('redo');
  expect(pressed('y', { ctrlKey: true })).toBe('redo');
  expect(pressed('a', { ctrlKey: true })).toBe('all');
  // What the system means by them stays its own.
  expect(pressed('x', { ctrlKey: true })).toBeNull();
});
