/**
 * Builds the kernels' WebAssembly modules into a TypeScript file, which is committed: the command
 * line runs from the sources, and nothing has to be built after `npm ci`. `npm run build:kernels`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './command.ts';
import { packageProgram, repositoryRoot } from './repository.ts';
import { SetupError } from './say.ts';

const folder = 'src-main/engine/kernels';
export const generatedFile = join(repositoryRoot, folder, 'modules.ts');

const flags = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/** The text of the generated file. */
export async function buildKernels(): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'inkling-kernels-'));
  try {
    const compile = async (features: string): Promise<string> => {
      const out = join(scratch, 'module.wasm');
      const source = join(folder, 'assembly', 'index.ts');
      const { code, stderr } = await capture(
        process.execPath,
        [
          packageProgram('assemblyscript', 'asc'),
          source,
          ...flags,
          '--enable',
          features,
          '-o',
          out,
        ],
        { cwd: repositoryRoot },
      );
      if (code !== 0) throw new SetupError(`The kernels do not compile:\n${stderr}`);
      return (await readFile(out)).toString('base64');
    };
    return [
      '// Made by `npm run build:kernels` from assembly/. Do not edit.',
      `export const fusedModule =\n  '${await compile('simd,relaxed-simd,threads')}';`,
      `export const plainModule =\n  '${await compile('simd,threads')}';`,
      '',
    ].join('\n');
  } finally {
    await rm(scratch, { recursive: true });
  }
}

if (import.meta.main) await writeFile(generatedFile, await buildKernels());
