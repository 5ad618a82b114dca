import { describe, expect, it } from 'vitest';
import { chooseSource } from './electron-runtime.ts';
import type { Machine } from './machine.ts';

function machine(platform: NodeJS.Platform, arch: string): Machine {
  return { platform, arch, env: {}, userId: 1000 };
}

const linux = machine('linux', 'x64');
const unreachable = { reachable: false, reason: 'example.org: ENOTFOUND' } as const;

describe('the source of Electron', () => {
  it('is the official one wherever its page answers, even with the older one at hand', () => {
    expect(chooseSource({ reachable: true }, false, linux).source).toBe('official');
    expect(chooseSource({ reachable: true }, true, linux).source).toBe('official');
  });

  it('is the older one on Linux x64 when the page is out of reach, and says why', () => {
    const { source, line } = chooseSource(unreachable, false, linux);
    expect(source).toBe('fallback');
    expect(line).toContain('ENOTFOUND');
    expect(line).not.toContain('\n');
  });

  it('announces a download only when there is one', () => {
    expect(chooseSource(unreachable, false, linux).line).toContain('fetching');
    expect(chooseSource(unreachable, true, linux).line).not.toContain('fetching');
  });

  it('is nowhere on other machines: the cure is named', () => {
    for (const other of [machine('darwin', 'arm64'), machine('linux', 'arm64')]) {
      expect(() => chooseSource(unreachable, false, other)).toThrow('ELECTRON_MIRROR');
    }
  });
});
