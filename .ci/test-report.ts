/** How many checks passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export function single(passed: boolean): Tally {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

export function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

export function formatTally({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

/** What is read of Vitest's JSON report. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** What is read of Playwright's JSON report. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/**
 * The tally of a Vitest run.
 * @param text the JSON report, undefined when none was written
 * @param code the exit code: a runner that crashed may have reported nothing but passes
 */
export function vitestTally(text: string | undefined, code: number): Tally {
  if (text === undefined) return single(false);
  const report = JSON.parse(text) as VitestReport;
  // A file that can't be loaded has no tests to fail.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    code,
  );
}

/** The tally of a Playwright run; a test that passed at a second attempt has passed. */
export function playwrightTally(text: string | undefined, code: number): Tally {
  if (text === undefined) return single(false);
  const { stats } = JSON.parse(text) as PlaywrightReport;
  return honest(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    },
    code,
  );
}

/** A runner that failed without a failed test, or ran none, counts as a failure itself. */
function honest(tally: Tally, code: number): Tally {
  const ranNothing = tally.passed + tally.failed === 0;
  const failedOtherwise = code !== 0 && tally.failed === 0;
  return ranNothing || failedOtherwise ? sum([tally, single(false)]) : tally;
}
