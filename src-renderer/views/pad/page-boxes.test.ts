import { expect, it } from 'vitest';
import { handles, moved, movedByKey, wholeBox } from './page-boxes.ts';

const cut = { left: 100, top: 50, width: 40, height: 60 };
const handle = (name: string) => handles.find((one) => one.name === name)?.sides ?? wholeBox;

it('a box is moved as a whole, and sized at a corner or a side', () => {
  expect(moved(cut, { x: 5, y: -7 }, wholeBox)).toEqual({ ...cut, left: 105, top: 43 });
  expect(moved(cut, { x: 5, y: -7 }, handle('se'))).toEqual({ ...cut, width: 45, height: 53 });
  expect(moved(cut, { x: 5, y: -7 }, handle('nw'))).toEqual({
    ...{ left: 105, top: 43, width: 35, height: 67 },
  });
  expect(moved(cut, { x: 5, y: -7 }, handle('e'))).toEqual({ ...cut, width: 45 });
});

it('a side that is drawn over the other one becomes the other one', () => {
  expect(moved(cut, { x: 60, y: 0 }, handle('w'))).toEqual({ ...cut, left: 140, width: 20 });
});

it('arrows move, with Shift or Alt they size; other keys do nothing', () => {
  const key = (name: string, more = {}) =>
    movedByKey(cut, { key: name, shiftKey: false, altKey: false, ...more }, 3);
  expect(key('ArrowLeft')).toEqual({ ...cut, left: 97 });
  expect(key('ArrowDown', { shiftKey: true })).toEqual({ ...cut, height: 63 });
  expect(key('ArrowUp', { altKey: true })).toEqual({ ...cut, top: 47, height: 63 });
  expect(key('Enter')).toBeNull();
});
