import { expect, it } from 'vitest';
import type { Stage } from '../../../src-shared/inside.ts';
import { pixelTable, stageTable, unitTable } from './number-tables.ts';

const words = { row: 'row', column: 'column', unit: 'unit', map: 'map', value: 'value' };
const stage = { kind: 'convolution', isOutput: false, height: 1, width: 2, channels: 3 } as Stage;
const rows = (csv: string): string[] => csv.trim().split('\r\n');

it('writes pictures on each other, with all that a 32-bit number tells', () => {
  const pictures = [
    { head: 'map', values: Float32Array.of(0.1, -2, 3, 1e-9) },
    { head: 'before', values: Uint8Array.of(0, 1, 254, 255) },
  ];
  expect(rows(pixelTable(words, 2, pictures))).toEqual([
    ...['row,column,map,before', '0,0,0.100000001,0', '0,1,-2,1', '1,0,3,254'],
    '1,1,9.99999972e-10,255',
  ]);
  expect(Math.fround(0.100000001)).toBe(Math.fround(0.1));
});

it('writes the pictures of units one after the other', () => {
  const pictures = { values: Float32Array.of(1, 2, 3, 4), height: 2, width: 1 };
  expect(rows(unitTable(words, ['a', 'b'], pictures, 'weight'))).toEqual([
    ...['unit,row,column,weight', 'a,0,0,1', 'a,1,0,2', 'b,0,0,3', 'b,1,0,4'],
  ]);
});

it('writes maps one after the other, though their numbers lie side by side', () => {
  expect(rows(stageTable(words, stage, Float32Array.of(1, 2, 3, 4, 5, 6), []))).toEqual([
    ...['map,row,column,value', '0,0,0,1', '0,0,1,4', '1,0,0,2', '1,0,1,5', '2,0,0,3', '2,0,1,6'],
  ]);
});

it('writes units by their numbers, outputs by their classes, and nothing for what is no number', () => {
  const dense = { ...stage, kind: 'dense', width: 1, channels: 2 } as Stage;
  const values = Float32Array.of(0.5, NaN);
  expect(rows(stageTable(words, dense, values, []))).toEqual(['unit,value', '0,0.5', '1,']);
  const output = { ...dense, isOutput: true };
  expect(rows(stageTable(words, output, values, ['零', 'b']))[1]).toBe('零,0.5');
});
