import { describe, expect, test } from 'vitest';
import { trainWhole } from '../../testing/whole-network.ts';
import { wholeNetworkCases } from '../reference/whole-networks.ts';
import { type Mode, widens } from './compiled.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

test('code is wide only on x64, and in releases of V8 that are known', () => {
  expect(widens('13.6.233.17-node.53', 'x64')).toBe(true);
  expect(widens('13.6.233.17-node.53', 'arm64')).toBe(false);
  expect(widens('13.60.1', 'x64')).toBe(false);
  expect(widens('14.0.365.4', 'x64')).toBe(false);
});

// What a release of V8 has to pass that is named in `compiled.ts`.
describe.skipIf(!widens()).each(['fused', 'plain'] as const)(
  'wide and narrow code give the same bits: %s',
  (mode: Mode) => {
    test.each(wholeNetworkCases)('$name', (of) => {
      const [wide, narrow] = [true, false].map((isWide) => {
        const kernels = createWebAssemblyKernels(mode, { wide: isWide });
        const { network, gradients, losses } = trainWhole(of, 'float32', kernels);
        return { parameters: [...network.parameters], gradients, losses };
      });
      expect(wide.parameters.some((value) => value !== 0)).toBe(true);
      expect(wide).toEqual(narrow);
    });
  },
);
