import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/strokes.ts';
import { UsageError } from './arguments.ts';
import { readingIn } from './reading.ts';

const program = resolve(import.meta.dirname, 'main.ts');
const run = (...words: string[]) => promisify(execFile)(process.execPath, [program, ...words]);

it('reads the options, and refuses those that contradict each other', () => {
  expect(readingIn({})).toBeUndefined();
  expect(readingIn({ 'as-found': true })).toEqual({});
  expect(readingIn({ 'name-pattern': '{label}_*', transposed: true })).toEqual({
    ...{ namePattern: '{label}_*', transposed: true },
  });
  expect(readingIn({ sheet: '20X16', 'class-by': 'column', classes: 'a,b' })).toEqual({
    sheet: { cellWidth: 20, cellHeight: 16, classBy: 'column', perClass: 1, classes: ['a', 'b'] },
  });
  for (const wrong of [
    { sheet: '20' },
    { sheet: '20x20', 'class-by': 'diagonal' },
    { sheet: '20x20', 'per-class': '0' },
    { 'class-by': 'row' },
    { sheet: '20x20', 'name-pattern': '{label}_*' },
    { 'as-found': true, transposed: true },
  ])
    expect(() => readingIn(wrong)).toThrow(UsageError);
});

it('a sheet is cut as said, and read so again without a word', async () => {
  const folder = join(temporaryFolder(), 'sheet');
  mkdirSync(folder);
  const data = Uint8Array.from({ length: 200 * 100 }, (_, i) => (i * 37 + (i >> 5)) % 256);
  writeFileSync(
    join(folder, 'all.png'),
    encode({ width: 200, height: 100, data, channels: 1, depth: 8 }),
  );
  const common = ['--json', '--data-dir', join(temporaryFolder(), 'data')];
  await expect(run('datasets', 'info', folder, ...common)).rejects.toMatchObject({
    ...{ code: 1, stderr: expect.stringContaining('--sheet WIDTHxHEIGHT') },
  });
  const said = ['--sheet', '10x10', '--per-class', '5', '--classes', 'up,down'];
  const first = JSON.parse((await run('datasets', 'info', folder, ...said, ...common)).stdout);
  expect(first).toMatchObject({ format: 'sheet', samples: 200, classes: ['up', 'down'] });
  const again = JSON.parse((await run('datasets', 'info', folder, ...common)).stdout);
  expect(again.fingerprint).toBe(first.fingerprint);
  const plain = run('datasets', 'info', folder, '--as-found', ...common);
  await expect(plain).rejects.toMatchObject({ code: 1 });
});
