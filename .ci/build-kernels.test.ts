import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildKernels, generatedFile } from './build-kernels.ts';

it('the committed kernels are those of the sources', async () => {
  expect(await readFile(generatedFile, 'utf8')).toBe(await buildKernels());
});
