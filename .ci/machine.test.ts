import { describe, expect, it } from 'vitest';
import { hasDisplay, hasXDisplay, sandboxArguments } from './machine.ts';
import type { Machine } from './machine.ts';

function machine(platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}, userId = 1000): Machine {
  return { platform, arch: 'x64', env, userId };
}

describe('the display', () => {
  it('is always there on macOS and Windows', () => {
    expect(hasDisplay(machine('darwin'))).toBe(true);
    expect(hasDisplay(machine('win32'))).toBe(true);
  });

  it('is X or Wayland on Linux', () => {
    expect(hasDisplay(machine('linux'))).toBe(false);
    expect(hasDisplay(machine('linux', { DISPLAY: '' }))).toBe(false);
    expect(hasDisplay(machine('linux', { DISPLAY: ':0' }))).toBe(true);
    expect(hasDisplay(machine('linux', { WAYLAND_DISPLAY: 'wayland-0' }))).toBe(true);
    expect(hasXDisplay(machine('linux', { WAYLAND_DISPLAY: 'wayland-0' }))).toBe(false);
  });
});

describe('the sandbox', () => {
  it('is switched off for root on Linux only', () => {
    expect(sandboxArguments(machine('linux', {}, 0))).toEqual(['--no-sandbox']);
    expect(sandboxArguments(machine('linux'))).toEqual([]);
    expect(sandboxArguments(machine('darwin', {}, 0))).toEqual([]);
  });
});
