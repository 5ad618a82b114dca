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

function playwright(expected: number, unexpected: number, suites: unknown[] = []): string {
  return JSON.stringify({ stats: { expected, unexpected, flaky: 1, skipped: 3 }, suites });
}

const tally = (passed: number, failed: number, skipped: number, failures: string[] = []) => ({
  ...{ passed, failed, skipped, failures },
});

describe('the last line', () => {
  it('names skipped tests only when there are any', () => {
    expect(formatTally(tally(3, 0, 0))).toBe('3 passed, 0 failed');
    expect(formatTally(tally(3, 1, 2))).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('is a sum', () => {
    const one = tally(1, 2, 3, ['a']);
    expect(sum([one, one])).toEqual(tally(2, 4, 6, ['a', 'a']));
  });
});

describe("Vitest's report", () => {
  it('gives its tests', () => {
    expect(vitestTally(vitest(5, 1), 1)).toEqual(tally(5, 1, 3));
  });

  it('names what failed, with the beginning of its message', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i}`);
    const results = [
      { status: 'passed', fullName: 'goes', failureMessages: [] },
      { status: 'failed', fullName: 'a b', failureMessages: [lines.join('\n')] },
    ];
    const file = { name: 'x.test.ts', status: 'failed', assertionResults: results };
    const [text, ...others] = vitestTally(vitest(1, 1, [file]), 1).failures;
    expect(others).toEqual([]);
    expect(text).toMatch(/^x\.test\.ts a b\n {4}line 0\n {4}line 1\n/);
    expect(text).not.toContain('line 49');
  });

  it('counts a file that could not be loaded', () => {
    const broken = { name: 'y', status: 'failed', message: 'No such', assertionResults: [] };
    const { failed, failures } = vitestTally(vitest(5, 0, [broken]), 1);
    expect([failed, failures]).toEqual([1, ['y\n    No such']]);
  });
});

describe("Playwright's report", () => {
  it('gives its tests, a flaky one as passed', () => {
    expect(playwrightTally(playwright(4, 1), 1)).toEqual(tally(5, 1, 3));
  });

  it('names what failed at its last attempt, in suites within suites', () => {
    const spec = (title: string, status: string) => ({
      ...{ title, file: 'pad.spec.ts', line: 7 },
      tests: [{ status, results: [{ error: { message: 'first' } }, { error: { message: 'no' } }] }],
    });
    const inner = { specs: [spec('reads', 'unexpected'), spec('draws', 'flaky')] };
    const report = playwright(1, 1, [{ specs: [], suites: [inner] }]);
    expect(playwrightTally(report, 1).failures).toEqual(['pad.spec.ts:7 reads\n    no']);
  });
});

describe.each([
  ['Vitest', vitestTally, vitest(5, 0), vitest(0, 0)],
  ['Playwright', playwrightTally, playwright(4, 0), playwright(-1, 0)],
])('a %s', (name, read, good, empty) => {
  it('that fails with nothing but passed tests has failed', () => {
    expect(read(good, 0)).toMatchObject({ failed: 0, failures: [] });
    const why = 'All tests passed, but the runner ended with 1.';
    expect(read(good, 1)).toMatchObject({ failed: 1, failures: [why] });
  });

  it('that ran no test has failed', () => {
    expect(read(empty, 0)).toMatchObject({ failed: 1, failures: ['No test ran.'] });
  });

  it('that left no report has failed', () => {
    expect(read(undefined, 0)).toEqual(tally(0, 1, 0, [`${name} left no report.`]));
  });
});
