import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const source = join(import.meta.dirname, 'app');

/**
 * Puts our stand-in for Electron's `default_app.asar` into a runtime that lacks it. On each start,
 * because the runtime outlives the checkout that prepared it; a file that is up to date is left
 * alone, another is replaced in one step: an app may be starting from it.
 */
export async function placeDefaultApp(dist: string): Promise<void> {
  const target = join(dist, 'resources', 'app');
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) {
    if (!isPartOfApp(name)) continue;
    const wanted = await readFile(join(source, name));
    const file = join(target, name);
    if (wanted.equals(await contentOf(file))) continue;
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, wanted);
    await rename(draft, file);
  }
}

function isPartOfApp(name: string): boolean {
  return name === 'package.json' || name.endsWith('.js');
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return Buffer.alloc(0);
    }
    throw error;
  }
}
