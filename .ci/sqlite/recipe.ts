import { createHash } from 'node:crypto';

/** Everything that decides what the compiled addon is. */
export interface Recipe {
  /** Of better-sqlite3, node-addon-api and node-api-headers. */
  versions: Record<string, string>;
  /** The text of the header that is included ahead of the source. */
  header: string;
  cFlags: readonly string[];
  cppFlags: readonly string[];
  linkFlags: readonly string[];
}

export const cFlags = ['-std=c99', '-w', '-O2', '-fPIC', '-DNDEBUG', '-fvisibility=hidden'];

export const cppFlags = [
  '-std=c++20',
  '-w',
  '-O2',
  '-fPIC',
  '-DNDEBUG',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DBUILDING_NODE_EXTENSION',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
];

/** `-s` strips; `-Bsymbolic` keeps it from binding to the SQLite inside Electron. */
export const linkFlags = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'];

/** Names the folder in the cache: another recipe gives another addon. */
export function recipeKey(recipe: Recipe): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  return `better-sqlite3-${recipe.versions['better-sqlite3']}-${hash}`;
}

/**
 * The compiler's defines for SQLite.
 * @param gypi better-sqlite3's deps/defines.gypi, a Python-like list of quoted strings
 * @throws Error when there are none in it: SQLite would silently lack its options
 */
export function parseDefines(gypi: string): string[] {
  const list = /'defines':\s*\[([^\]]*)\]/.exec(gypi)?.[1] ?? '';
  const defines = [...list.matchAll(/'([^']+)'/g)].map(([, define]) => `-D${define}`);
  if (defines.length === 0) throw new Error('No defines in deps/defines.gypi of better-sqlite3.');
  return defines;
}
