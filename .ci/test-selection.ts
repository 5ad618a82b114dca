import { SetupError } from './say.ts';

const parts = ['lint', 'types', 'unit', 'e2e'] as const;

/** A part of the tests that can be run alone. */
export type TestPart = (typeof parts)[number];

/**
 * Which parts to run.
 * @param args none for all, or `--only unit,lint`
 * @throws SetupError on anything else
 */
export function selectParts(args: readonly string[]): Set<TestPart> {
  if (args.length === 0) return new Set(parts);
  const [flag, list, ...others] = args;
  const names = list?.split(',') ?? [];
  if (flag !== '--only' || others.length > 0 || names.length === 0 || !names.every(isPart)) {
    throw new SetupError(`Usage: npm test [-- --only ${parts.join(',')}] (any of these)`);
  }
  return new Set(names);
}

function isPart(name: string): name is TestPart {
  return parts.some((part) => part === name);
}
