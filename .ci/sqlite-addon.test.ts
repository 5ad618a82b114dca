import { describe, expect, it } from 'vitest';
import { hasNodeApi10 } from './sqlite-addon.ts';

describe('Node-API 10', () => {
  it('is in Electron from 35.1 on', () => {
    expect(['33.2.1', '34.9.0', '35.0.3'].map(hasNodeApi10)).toEqual([false, false, false]);
    expect(['35.1.0', '36.0.0', '45.4.1'].map(hasNodeApi10)).toEqual([true, true, true]);
  });
});
