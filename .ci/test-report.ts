/** How many checks passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed and why, a text each: repeated at the end, where a long output is cut last. */
  failures: string[];
}

export function single(passed: boolean, what = 'a step'): Tally {
  return {
    ...{ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 },
    failures: passed ? [] : [what],
  };
}

export function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { passed, failed, skipped, failures } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.failures.push(...failures);
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
  testResults: VitestFile[];
}

interface VitestFile {
  name: string;
  status: string;
  /** Why the file could not be loaded. */
  message?: string;
  assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
}

/** What is read of Playwright's JSON report. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites?: PlaywrightSuite[];
}

interface PlaywrightSuite {
  specs: {
    title: string;
    file: string;
    line: number;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

/**
 * The tally of a Vitest run.
 * @param text the JSON report, undefined when none was written
 * @param code the exit code: a runner that crashed may have reported nothing but passes
 */
export function vitestTally(text: string | undefined, code: number): Tally {
  if (text === undefined) return single(false, 'Vitest left no report.');
  const report = JSON.parse(text) as VitestReport;
  const failures: string[] = [];
  let brokenFiles = 0;
  for (const { name, status, message, assertionResults } of report.testResults) {
    // A file that can't be loaded has no tests to fail.
    if (status === 'failed' && assertionResults.length === 0) {
      brokenFiles++;
      failures.push(failure(name, '', message));
    }
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'failed') failures.push(failure(name, fullName, failureMessages?.join('\n')));
  }
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles,
      skipped: report.numPendingTests + report.numTodoTests,
      failures,
    },
    code,
  );
}

/** The tally of a Playwright run; a test that passed at a second attempt has passed. */
export function playwrightTally(text: string | undefined, code: number): Tally {
  if (text === undefined) return single(false, 'Playwright left no report.');
  const { stats, suites = [] } = JSON.parse(text) as PlaywrightReport;
  return honest(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      failures: suites.flatMap(unexpected),
    },
    code,
  );
}

/** What failed in a suite of Playwright's and in those within it. */
function unexpected({ specs, suites = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => failure(`${file}:${line}`, title, results.at(-1)?.error?.message)),
  );
  return [...own, ...suites.flatMap(unexpected)];
}

/** The lines of a message that are repeated: the assertion and where it stands, not all of a diff. */
const mostLines = 12;

function failure(file: string, name: string, message = ''): string {
  const lines = message.split('\n').slice(0, mostLines);
  return [`${file} ${name}`.trim(), ...lines.map((line) => `    ${line}`)].join('\n').trimEnd();
}

/** A runner that failed without a failed test, or ran none, counts as a failure itself. */
function honest(tally: Tally, code: number): Tally {
  const ranNothing = tally.passed + tally.failed === 0;
  const failedOtherwise = code !== 0 && tally.failed === 0;
  const why = ranNothing ? 'No test ran.' : `All tests passed, but the runner ended with ${code}.`;
  return ranNothing || failedOtherwise ? sum([tally, single(false, why)]) : tally;
}
