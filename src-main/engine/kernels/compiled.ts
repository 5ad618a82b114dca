/** The kernels' modules, compiled once in a process. */
import { setFlagsFromString } from 'node:v8';
import { fusedModule, plainModule } from './modules.ts';

/**
 * `fused` rounds a product and its sum once, where the processor can; `plain` gives the same bits on
 * every processor.
 */
export type Mode = 'fused' | 'plain';

const encoded: Record<Mode, string> = { fused: fusedModule, plain: plainModule };
const compiled = new Map<string, WebAssembly.Module>();

const bytesOf = (mode: Mode): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(encoded[mode]), (character) => character.charCodeAt(0));

export const runs = (mode: Mode): boolean =>
  typeof WebAssembly === 'object' && WebAssembly.validate(bytesOf(mode));

/**
 * Releases of V8 that can compile two operations on four numbers each as one on eight, in registers
 * that most x64 processors have, and of which `compiled.test.ts` has shown that no bit changes. What
 * V8 calls an experiment is not taken from others. Joined is what lies side by side, and is loaded
 * before any of it is stored.
 */
const wideReleases = ['13.6'];

export const widens = (release = process.versions.v8, processor: string = process.arch): boolean =>
  processor === 'x64' && wideReleases.some((known) => release.startsWith(`${known}.`));

/** With V8's usual way afterwards: other modules are compiled as ever. */
const wideFlags = [
  ['--experimental-wasm-revectorize', '--no-experimental-wasm-revectorize'],
  // All at once and by the compiler that does it, or each function would be left for later.
  ['--no-liftoff', '--liftoff'],
  ['--no-wasm-lazy-compilation', '--wasm-lazy-compilation'],
] as const;

/** V8 keeps what it has compiled by a module's bytes: a section of no meaning makes them others. */
const section = Uint8Array.of(0, 5, 4, ...new TextEncoder().encode('wide'));

function compileWide(bytes: Uint8Array): WebAssembly.Module {
  const marked = new Uint8Array(bytes.length + section.length);
  marked.set(bytes);
  marked.set(section, bytes.length);
  for (const [on] of wideFlags) setFlagsFromString(on);
  try {
    return new WebAssembly.Module(marked);
  } finally {
    for (const [, off] of wideFlags) setFlagsFromString(off);
  }
}

export function moduleOf(mode: Mode, wide: boolean): WebAssembly.Module {
  const name = `${mode} ${wide}`;
  const known = compiled.get(name);
  if (known) return known;
  const bytes = bytesOf(mode);
  const made = wide ? compileWide(bytes) : new WebAssembly.Module(bytes);
  compiled.set(name, made);
  return made;
}
