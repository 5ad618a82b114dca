/**
 * Training speed, Inkling and its peers in one run: see README.md.
 *
 *   node bench/compare.ts [workload ...] [--seconds S] [--threads N] [--only NAME,...] [--data DIR]
 *                         [--json] [--write]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { benchImages, usualBenchData } from '../src-main/cli/bench/images.ts';
import {
  isWorkloadName,
  type WorkloadName,
  workloadHyperparameters,
  workloadNames,
  workloads,
} from '../src-main/cli/bench/workloads.ts';
import { quantile } from '../src-main/cli/bench/measure.ts';
import { errorInfoOf } from '../src-shared/errors.ts';
import { errorText } from '../src-shared/messages/index.ts';
import { type Contender, contenders } from './contenders.ts';
import { startContender, TooSlow } from './contender-process.ts';
import { load, machine } from './machine.ts';
import { type PeerWorkload, peerWorkload } from './peer-workload.ts';
import {
  type Comparison,
  comparisonText,
  goalsText,
  type Insight,
  insightText,
  markdown,
  type Result,
} from './results.ts';
import { type Entrant, takeTurns } from './turns.ts';

/** For the first answer, ms: who needs longer for one batch does not take part. */
const patience = 60_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
    data: { type: 'string', default: usualBenchData },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
});
const seconds = Number(options.seconds);
const threads = Math.min(Number(options.threads), availableParallelism());
const only = options.only?.split(',').map((name) => name.trim());

function workloadOf(word: string): WorkloadName {
  if (isWorkloadName(word)) return word;
  throw new Error(`there is no workload ${word}; known: ${workloadNames.join(', ')}`);
}

/**
 * Chinese MNIST lies packed beside the script that unpacks it: then it is unpacked into `folder`.
 * @returns the folder of data sets that has the workload's
 */
function dataFolder(name: WorkloadName, folder: string): string {
  const { dataset } = workloads[name];
  const script = join(options.data, 'unpack.sh');
  if (existsSync(join(options.data, dataset)) || !existsSync(script)) return options.data;
  execFileSync('bash', [script, folder, dataset], { stdio: 'inherit' });
  return folder;
}

/** Starts it and lets it train one batch; gives why it takes no part, if so. */
async function enter(
  contender: Contender,
  workload: PeerWorkload,
): Promise<{ entrant: Entrant | null; version: string; skipped: string | null }> {
  const out = (skipped: string, version = '') => ({ entrant: null, version, skipped });
  const program = contender.program(workload);
  if (!program) return out(`missing: ${contender.install}`);
  let version = '';
  try {
    const started = await startContender(program, patience);
    version = started.version;
    await started.train(1);
    const entrant = { ...started, batchSize: workload.batchSize };
    return { entrant, version, skipped: null };
  } catch (thrown) {
    if (thrown instanceof TooSlow) {
      const limit = (workload.batchSize * 1000) / patience;
      return out(`under ${limit.toFixed(1)} images/s: no batch in ${patience / 1000} s`, version);
    }
    return out(
      `cannot train: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      version,
    );
  }
}

/** What the product says of itself, in a process of its own. */
function insightOf(name: WorkloadName, data: string): Insight | null {
  const program = join(import.meta.dirname, '../src-main/cli/main.ts');
  const words = ['bench', name, '--profile', '--memory', '--json', '--threads', '1'];
  const limits = ['--seconds', String(Math.min(seconds, 10)), '--data', data];
  try {
    return JSON.parse(
      execFileSync(process.execPath, [program, ...words, ...limits], { encoding: 'utf8' }),
    ) as Insight;
  } catch {
    // It has told why on stderr.
    return null;
  }
}

async function compare(name: WorkloadName, folder: string): Promise<Comparison> {
  const workload = workloads[name];
  const h = workloadHyperparameters(workload);
  const before = load();
  const data = dataFolder(name, folder);
  const images = await benchImages(workload, data);
  const peer = peerWorkload(name, images, folder);
  const chosen = contenders(threads).filter(
    (contender) =>
      contender.workloads.includes(name) && (only === undefined || only.includes(contender.name)),
  );
  const results: Result[] = [];
  const entrants: Entrant[] = [];
  for (const contender of chosen) {
    const workloadOfIts = { ...peer, threads: contender.threads };
    const { entrant, version, skipped } = await enter(contender, workloadOfIts);
    if (entrant) entrants.push(entrant);
    results.push({
      contender: contender.name,
      threads: contender.threads,
      rates: [],
      version,
      skipped,
    });
  }
  const rates = await takeTurns(entrants, seconds);
  for (const entrant of entrants) entrant.end();
  const trained = results.filter(({ skipped }) => skipped === null);
  for (const [i, result] of trained.entries()) result.rates = rates[i];
  const { count, batchSize, activation, loss, optimiser } = peer;
  const layers = [workload.side ** 2, ...h.hiddenLayers, workload.classes].join('-');
  return {
    workload: name,
    network: `${layers}, ${activation}, ${loss}, ${optimiser}, batch ${batchSize}`,
    images: `${count} ${images.source} images, ${(images.ink * 100).toFixed(1)} % ink`,
    load: [before, load()],
    results,
    insight: only === undefined || only.includes('Inkling') ? insightOf(name, data) : null,
  };
}

function say(comparison: Comparison): void {
  if (!options.json) {
    console.log(`${comparisonText(comparison)}\n`);
    return;
  }
  const { workload, images, load: loads, results, insight } = comparison;
  if (insight) console.log(JSON.stringify({ workload, ...insight }));
  for (const { contender, threads: count, rates, version, skipped } of results)
    console.log(
      JSON.stringify({
        ...{ workload, images, load: loads, contender, threads: count, version, skipped },
        ...(rates.length > 0 && { median: quantile(rates, 0.5), p90: quantile(rates, 0.9) }),
        turns: rates.length,
      }),
    );
}

const names = positionals.length > 0 ? positionals.map(workloadOf) : workloadNames;
const folder = mkdtempSync(join(tmpdir(), 'inkling-compare-'));
const comparisons: Comparison[] = [];
try {
  for (const name of names) {
    try {
      const comparison = await compare(name, folder);
      comparisons.push(comparison);
      say(comparison);
    } catch (thrown) {
      // The other workloads' figures are worth having all the same.
      console.error(`${name}: ${errorText(errorInfoOf(thrown))}`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!options.json)
  console.log([goalsText(comparisons), insightText(comparisons)].filter(Boolean).join('\n\n'));
if (options.write) {
  const path = join(import.meta.dirname, 'RESULTS.md');
  const date = new Date().toISOString().slice(0, 10);
  const text = markdown({ date, machine: machine(), seconds, comparisons });
  const style = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...style, parser: 'markdown' }));
}
