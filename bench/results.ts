/** What a comparison found, as text for a terminal and as the page RESULTS.md. */
import { availableParallelism } from 'node:os';
import { epochPhases, type EpochProfile } from '../src-shared/run.ts';
import { quantile } from '../src-main/cli/bench/measure.ts';
import type { WorkloadName } from '../src-main/cli/bench/workloads.ts';
import { table } from '../src-main/cli/terminal.ts';
import { goals } from './goals.ts';

export interface Result {
  contender: string;
  threads: number;
  /** Images a second of each turn; empty when it did not train. */
  rates: number[];
  version: string;
  /** Why it did not train. */
  skipped: string | null;
}

export interface Comparison {
  workload: WorkloadName;
  /** The network in one line. */
  network: string;
  /** Where the images are from. */
  images: string;
  /** Of the machine, before and after. */
  load: [string, string];
  results: Result[];
  /** Of Inkling with one thread; null when it was not asked, or could not tell. */
  insight: Insight | null;
}

/** What `inkling bench --profile --memory --json` says besides the speed. */
export interface Insight {
  profile: EpochProfile;
  /** Bytes, pixels left out. */
  peakMemory: number;
}

/** The comparisons of one run, and what it ran on and with. */
export interface Report {
  date: string;
  machine: string;
  seconds: number;
  comparisons: Comparison[];
}

const grouped = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
const rate = (n: number): string => (n < 10 ? n.toFixed(1) : grouped(n));
const times = (n: number): string => `${n < 10 ? n.toFixed(2) : n.toFixed(n < 100 ? 1 : 0)} x`;
const p90 = (rates: readonly number[]): number => quantile(rates, 0.9);

const ours = ({ results }: Comparison, threads: number): Result | undefined =>
  results.find((r) => r.contender === 'Inkling' && r.threads === threads && r.rates.length > 0);

/**
 * A row a contender: threads, median and 90th percentile in images a second, and how many times as
 * fast Inkling is, with one thread and with the most, at the same quantile.
 */
function rowsOf(comparison: Comparison): string[][] {
  const counts = [
    ...new Set(
      comparison.results.filter((r) => r.contender === 'Inkling').map(({ threads }) => threads),
    ),
  ].filter((threads) => ours(comparison, threads));
  const head = [
    ...['contender', 'threads', 'median', 'p90', 'turns'],
    ...counts.flatMap((n) => [`Inkling (${n}) / it, median`, 'p90']),
  ];
  const trained = comparison.results.filter(({ rates }) => rates.length > 0);
  const rows = trained.map(({ contender, threads, rates }) => {
    const ratios = counts.flatMap((n) => {
      const mine = ours(comparison, n)?.rates ?? [];
      return [quantile(mine, 0.5) / quantile(rates, 0.5), p90(mine) / p90(rates)].map(times);
    });
    return [
      ...[contender, String(threads), rate(quantile(rates, 0.5)), rate(p90(rates))],
      ...[String(rates.length), ...ratios],
    ];
  });
  return [head, ...rows];
}

/** Who took no part, and why. */
const absences = ({ results }: Comparison): string[] =>
  results.flatMap(({ contender, threads, skipped }) =>
    skipped === null ? [] : [`${contender} (${threads}): ${skipped}`],
  );

/** Each goal with what was measured, at the 90th percentile; null when nothing was. */
function goalRows(comparisons: readonly Comparison[]): string[][] {
  return goals.flatMap(({ workload, threads, peer, peerThreads, times: wanted }) => {
    const comparison = comparisons.find((c) => c.workload === workload);
    const mine = comparison && ours(comparison, threads);
    const theirs = comparison?.results.filter(
      (r) =>
        r.contender === peer &&
        r.rates.length > 0 &&
        (peerThreads === null || r.threads === peerThreads),
    );
    if (!mine || !theirs || theirs.length === 0) return [];
    const reached = p90(mine.rates) / Math.max(...theirs.map(({ rates }) => p90(rates)));
    const against = `${peer} (${peerThreads ?? 'its best'})`;
    const verdict = reached >= wanted ? 'reached' : 'not yet';
    return [[workload, `${threads}`, against, times(wanted), times(reached), verdict]];
  });
}

export function comparisonText(comparison: Comparison): string {
  const { workload, network, images, load } = comparison;
  return [
    `${workload}: ${network}; ${images}; load ${load.join(' to ')}`,
    table(rowsOf(comparison), [1, 2, 3, 4, 5, 6, 7, 8]),
    ...absences(comparison),
  ].join('\n');
}

export function goalsText(comparisons: readonly Comparison[]): string {
  const rows = goalRows(comparisons);
  const head = ['workload', 'threads', 'against', 'goal', 'measured (p90)', ''];
  return rows.length === 0 ? '' : table([head, ...rows], [1, 3, 4]);
}

/** Of each workload, each phase's share of an epoch, and the memory. */
function insightRows(comparisons: readonly Comparison[]): string[][] {
  const rows = comparisons.flatMap(({ workload, insight }) => {
    if (!insight) return [];
    const { profile, peakMemory } = insight;
    const all = epochPhases.reduce((sum, phase) => sum + profile[phase], 0);
    const shares = epochPhases.map((phase) => `${((100 * profile[phase]) / all).toFixed(1)} %`);
    return [[workload, ...shares, `${Math.round(peakMemory / 1e6)} MB`]];
  });
  return rows.length === 0 ? [] : [['workload', ...epochPhases, 'memory'], ...rows];
}

export function insightText(comparisons: readonly Comparison[]): string {
  return table(insightRows(comparisons), [1, 2, 3, 4, 5, 6]);
}

function markdownTable([head, ...rows]: string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('\n');
}

/** More than the contender whose turn it is, and whoever looks on. */
const isBusy = (load: string): boolean => Number(load) > availableParallelism() + 1;

export function markdown({ date, machine, seconds, comparisons }: Report): string {
  const versions = new Set(comparisons.flatMap(({ results }) => results.map((r) => r.version)));
  const command = `node bench/compare.ts --seconds ${seconds}`;
  const parts = comparisons.map((comparison) =>
    [
      `## \`${comparison.workload}\``,
      `${comparison.network}. ${comparison.images}. Load ${comparison.load.join(' to ')}. \`${command} ${comparison.workload}\``,
      markdownTable(rowsOf(comparison)),
      ...absences(comparison).map((absence) => `No figure: ${absence}.`),
    ].join('\n\n'),
  );
  const insights = insightRows(comparisons);
  const insight =
    insights.length === 0
      ? ''
      : `
## Where an epoch's time goes

With one thread, evaluating one image for six that are trained; \`memory\` is the most that the process held, pixels left out. \`inkling bench WORKLOAD --threads 1 --profile --memory\`

${markdownTable(insights)}
`;
  const busy = comparisons.some((comparison) => comparison.load.some(isBusy))
    ? '\n**The machine was busy with other jobs: ratios to contenders of several threads say little.**\n'
    : '';
  return `# Inkling and its peers

Written by \`${command} --write\` on ${date}; what is measured, and how, is in [README.md](README.md); what the presets reach in [ACCURACY.md](ACCURACY.md). Images a second of training; a machine's load counts the jobs on it, the measured one among them.
${busy}
- Machine: ${machine}
- ${[...versions].filter(Boolean).join('; ')}

${parts.join('\n\n')}

## Goals

At the 90th percentile, within this run.

${markdownTable([['workload', 'threads', 'against (threads)', 'goal', 'measured', ''], ...goalRows(comparisons)])}
${insight}`;
}
