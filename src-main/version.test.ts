import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { version } from './version.ts';

it('is that of package.json', () => {
  const file = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  expect(version).toBe((JSON.parse(file) as { version: string }).version);
});
