import { describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { runtimeArguments } from './runtime-arguments.ts';

function runtime(version: string) {
  return { path: '/e/electron', dist: '/e', official: false, version };
}

function linux(env: NodeJS.ProcessEnv, userId = 1000): Machine {
  return { platform: 'linux', arch: 'x64', env, userId };
}

describe("the runtime's switches", () => {
  it('are none on an ordinary desktop', () => {
    const desktop = linux({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' });
    expect(runtimeArguments(runtime('33.2.1'), desktop)).toEqual([]);
  });

  it('switch the sandbox off for root', () => {
    expect(runtimeArguments(runtime('45.4.1'), linux({ DISPLAY: ':0' }, 0))).toEqual([
      '--no-sandbox',
    ]);
  });

  it('ask for Wayland where there is nothing else and Electron would not look for it', () => {
    const wayland = linux({ WAYLAND_DISPLAY: 'wayland-0' });
    expect(runtimeArguments(runtime('33.2.1'), wayland)).toEqual(['--ozone-platform=wayland']);
    expect(runtimeArguments(runtime('45.4.1'), wayland)).toEqual([]);
  });
});
