/**
 * Where a worker's program is: beside its caller as TypeScript when run from source, or, once bundled, as
 * `bundledName` beside main.js. `importMetaUrl`: the caller's `import.meta.url`.
 */
export function workerUrl(importMetaUrl: string, sourceRelative: string, bundledName: string): URL {
  return new URL(
    importMetaUrl.endsWith('.ts') ? sourceRelative : `./${bundledName}`,
    importMetaUrl,
  );
}
