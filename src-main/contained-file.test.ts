import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appOrigin, fileFor } from './contained-file.ts';
import { temporaryFolder } from './testing/strokes.ts';

function site(): string {
  const outer = temporaryFolder();
  const root = join(outer, 'root');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '');
  writeFileSync(join(root, 'assets', 'a b.js'), '');
  writeFileSync(join(outer, 'secret.txt'), '');
  symlinkSync(join(outer, 'secret.txt'), join(root, 'link.txt'));
  mkdirSync(join(outer, 'root-too'));
  writeFileSync(join(outer, 'root-too', 'x.js'), '');
  return root;
}

it('serves what is inside the folder', async () => {
  const root = site();
  expect(await fileFor(`${appOrigin}/`, root)).toBe(join(root, 'index.html'));
  expect(await fileFor(`${appOrigin}/assets/a%20b.js?v=1#x`, root)).toBe(
    join(root, 'assets/a b.js'),
  );
});

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%2froot-too%2fx.js',
  '/link.txt',
  '/nothing.js',
  '/%00',
  '/%ff',
])('serves nothing for %s', async (path) => {
  expect(await fileFor(appOrigin + path, site())).toBeNull();
});

it('serves its own host and scheme only', async () => {
  const root = site();
  expect(await fileFor('app://elsewhere/index.html', root)).toBeNull();
  expect(await fileFor('file:///index.html', root)).toBeNull();
  expect(await fileFor('no url', root)).toBeNull();
});
