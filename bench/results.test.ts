import { expect, it } from 'vitest';
import { type Comparison, comparisonText, goalsText, markdown, type Result } from './results.ts';

const result = (contender: string, threads: number, rates: number[]): Result => ({
  contender,
  threads,
  rates,
  version: `${contender} 1.0`,
  skipped: rates.length > 0 ? null : 'missing: apt-get install it',
});

const comparison: Comparison = {
  workload: 'tf-cnn',
  network: '784-10',
  images: '10000 mnist images, 19.1 % ink',
  load: ['0.1', '1.0'],
  results: [
    result('Inkling', 1, [900, 1000, 1100]),
    result('Inkling', 2, [1800, 2000, 2200]),
    result('numpy float32', 1, [400, 500, 550]),
    result('PyTorch', 1, [1000, 2000, 2200]),
    result('PyTorch', 2, []),
  ],
  insight: {
    profile: { data: 10, forward: 30, backward: 40, optimiser: 15, evaluation: 5 },
    peakMemory: 321e6,
  },
};

it('shows each contender with how many times as fast Inkling is', () => {
  const lines = comparisonText(comparison).split('\n');
  expect(lines[0]).toContain('tf-cnn: 784-10');
  expect(lines[4].split(/ {2,}/)).toEqual([
    ...['numpy float32', '1', '500', '550', '3'],
    ...['2.00 x', '2.00 x', '4.00 x', '4.00 x'],
  ]);
  expect(lines.at(-1)).toBe('PyTorch (2): missing: apt-get install it');
});

it('holds the 90th percentiles against the goals, where both were measured', () => {
  expect(
    goalsText([comparison])
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .slice(1),
  ).toEqual([
    ['tf-cnn', '1', 'numpy float32 (1)', '1.80 x', '2.00 x', 'reached'],
    ['tf-cnn', '1', 'PyTorch (1)', '1.00 x', '0.50 x', 'not yet'],
  ]);
  expect(goalsText([])).toBe('');
});

it('writes a page with the figures, versions and commands', () => {
  const page = markdown({
    date: '2026-01-02',
    machine: 'a processor',
    seconds: 30,
    comparisons: [comparison],
  });
  expect(page).not.toContain('busy');
  expect(page).toContain('| PyTorch | 1 | 2,000 | 2,200 | 3 | 0.50 x | 0.50 x | 1.00 x | 1.00 x |');
  expect(page).toContain('`node bench/compare.ts --seconds 30 tf-cnn`');
  expect(page).toContain('No figure: PyTorch (2): missing');
  expect(page).toContain('numpy float32 1.0');
  expect(page).toContain('| tf-cnn | 10.0 % | 30.0 % | 40.0 % | 15.0 % | 5.0 % | 321 MB |');
  const busy = { ...comparison, load: ['0.1', '1000.0'] as [string, string] };
  const other = { date: '2026-01-02', machine: 'a processor', seconds: 30, comparisons: [busy] };
  expect(markdown(other)).toContain('The machine was busy');
});
