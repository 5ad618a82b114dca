import { describe, expect, it } from 'vitest';
import { formatTally, playwrightTally, sum, vitestTally } from './test-report.ts';

function vitest(passed: number, failed: number, testResults: unknown[] = []): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults,
  });
}

function playwright(expected: number, unexpected: number): string {
  return JSON.stringify({ stats: { expected, unexpected, flaky: 1, skipped: 3 } });
}

describe('the last line', () => {
  it('names skipped tests only when there are any', () => {
    expect(formatTally({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(formatTally({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('is a sum', () => {
    const tally = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([tally, tally])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});

describe("Vitest's report", () => {
  it('gives its tests', () => {
    expect(vitestTally(vitest(5, 1), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded', () => {
    const broken = { status: 'failed', assertionResults: [] };
    expect(vitestTally(vitest(5, 0, [broken]), 1).failed).toBe(1);
  });
});

describe("Playwright's report", () => {
  it('gives its tests, a flaky one as passed', () => {
    expect(playwrightTally(playwright(4, 1), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });
});

describe.each([
  ['Vitest', vitestTally, vitest(5, 0), vitest(0, 0)],
  ['Playwright', playwrightTally, playwright(4, 0), playwright(-1, 0)],
])('a %s', (_name, tally, good, empty) => {
  it('that fails with nothing but passed tests has failed', () => {
    expect(tally(good, 0).failed).toBe(0);
    expect(tally(good, 1).failed).toBe(1);
  });

  it('that ran no test has failed', () => {
    expect(tally(empty, 0).failed).toBe(1);
  });

  it('that left no report has failed', () => {
    expect(tally(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
