/**
 * Bundles a benchmark's program with the threads it starts, as the app is bundled: run from its TypeScript, each
 * thread would first take a tenth of a second to read that.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');

/** The threads of a data set, by the names under which the app has them. */
export const datasetThreads = {
  'dataset-worker': 'src-main/datasets/worker.ts',
  'decode-worker': 'src-main/datasets/decode-worker.ts',
};

export interface Bundle {
  /** Where a program of `bench/` lies in it. */
  program(name: string): string;
  remove(): void;
}

/** Inside the repository, where the packages are found that are not bundled. */
export async function bundle(
  programs: readonly string[],
  threads: Readonly<Record<string, string>>,
): Promise<Bundle> {
  const out = join(root, 'out');
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(out, 'bench-'));
  const nameOf = (program: string): string => basename(program, '.ts');
  const entries = [
    ...programs.map((program) => [nameOf(program), join(root, 'bench', program)]),
    ...Object.entries(threads).map(([name, path]) => [name, join(root, path)]),
  ];
  await build({
    ...{ root, configFile: false, logLevel: 'warn', publicDir: false },
    build: {
      ...{ ssr: true, outDir: folder, target: 'node20', minify: false },
      rollupOptions: {
        input: Object.fromEntries(entries) as Record<string, string>,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return {
    program: (name) => join(folder, `${nameOf(name)}.js`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
