/** Which file an `app://` URL means: a rule of its own, so that it can be tested without Electron. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

export const appScheme = 'app';
export const appOrigin = `${appScheme}://inkling`;

/** The file for a URL, links resolved, or null when it is not inside `root` or does not exist. */
export async function fileFor(url: string, root: string): Promise<string | null> {
  const asked = pathOf(url);
  if (asked === null) return null;
  try {
    const [realRoot, path] = await Promise.all([
      realpath(root),
      realpath(join(root, asked === '/' ? 'index.html' : asked)),
    ]);
    return isInside(path, realRoot) ? path : null;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return null;
    throw thrown;
  }
}

function pathOf(url: string): string | null {
  try {
    const { protocol: scheme, host, pathname } = new URL(url);
    const path = decodeURIComponent(pathname);
    return `${scheme}//${host}` === appOrigin && !path.includes('\0') ? path : null;
  } catch (thrown) {
    if (thrown instanceof TypeError || thrown instanceof URIError) return null;
    throw thrown;
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
