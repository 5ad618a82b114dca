import { expect, it } from 'vitest';
import { movedPen } from './key-pen.ts';

const pad = { width: 2048, height: 1024 };
const at = { x: 500, y: 500 };
const by = (key: string, shiftKey = false, from = at) => movedPen(from, { key, shiftKey }, pad);

it('arrows move the pen, Shift further, and the keys between them aslant', () => {
  expect(by('ArrowUp')).toEqual({ x: 500, y: 484 });
  expect(by('ArrowRight', true)).toEqual({ x: 564, y: 500 });
  expect(by('End')).toEqual({ x: 484, y: 516 });
});

it('it stays on the pad, and other keys leave it alone', () => {
  expect(by('PageDown', true, { x: 2040, y: 1000 })).toEqual({ x: 2048, y: 1024 });
  expect(by('Home', true, { x: 3, y: 20 })).toEqual({ x: 0, y: 0 });
  expect(by('a')).toBeNull();
});
