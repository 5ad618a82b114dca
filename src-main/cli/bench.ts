import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { epochPhases } from '../../src-shared/run.ts';
import { readArguments, threadsIn, UsageError } from './arguments.ts';
import { benchImages, usualBenchData } from './bench/images.ts';
import {
  type Effort,
  measureMemory,
  measureSpeed,
  profileEpoch,
  type Profiled,
  quantile,
  trainingDataOf,
} from './bench/measure.ts';
import {
  isWorkloadName,
  type WorkloadName,
  workloadHyperparameters,
  workloadNames,
  workloads,
} from './bench/workloads.ts';
import type { Command } from './cli.ts';
import { createTerminal, grouped, table, type Terminal } from './terminal.ts';

interface Options extends Effort {
  data: string;
  profile: boolean;
  memory: boolean;
}

/** `bench [workload ...] [--seconds S] [--threads N] [--profile] [--memory] [--data DIR]` */
export const bench: Command = async (words) => {
  const { values, positionals } = readArguments(words, {
    seconds: { type: 'string', default: '10' },
    threads: { type: 'string', default: '0' },
    data: { type: 'string', default: usualBenchData },
    profile: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
  });
  const names = positionals.length > 0 ? positionals : workloadNames;
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new UsageError(`--seconds must be above 0, not "${values.seconds}"`);
  if (values.memory && names.length !== 1)
    throw new UsageError('--memory takes one workload: what others leave behind would count too');
  const processors = availableParallelism();
  const threads = Math.min(threadsIn(values.threads) || processors, processors);
  const terminal = createTerminal(values.json === true);
  const { profile, memory } = values;
  for (const name of names.map(requireWorkload))
    await run(name, { seconds, threads, data: resolve(values.data), profile, memory }, terminal);
  return 0;
};

function requireWorkload(name: string): WorkloadName {
  if (isWorkloadName(name)) return name;
  throw new UsageError(`there is no workload "${name}"; known: ${workloadNames.join(', ')}`);
}

async function run(name: WorkloadName, options: Options, terminal: Terminal): Promise<void> {
  const workload = workloads[name];
  const h = workloadHyperparameters(workload);
  terminal.progress(`${name}: reading the images`);
  const images = await benchImages(workload, options.data);
  const data = trainingDataOf(workload, h, images);
  terminal.progress(`${name}: training for ${options.seconds} s`);
  // First, while there is no other network.
  const peakMemory = options.memory ? await measureMemory(h, data, options) : null;
  const { rates, threads } = await measureSpeed(h, data, options);
  const median = Math.round(quantile(rates, 0.5));
  const p90 = Math.round(quantile(rates, 0.9));
  const profiled = options.profile
    ? await profileEpoch(h, data, { ...options, imagesPerSecond: median })
    : null;
  const { source, ink } = images;
  const figures = `${name.padEnd(10)} ${grouped(median).padStart(9)} images/s median, ${grouped(p90)} p90`;
  terminal.result(
    {
      ...{
        type: 'bench',
        workload: name,
        median,
        p90,
        threads,
        samples: rates.length,
        images: source,
        ink,
      },
      ...(peakMemory !== null && { peakMemory }),
      ...profiled,
    },
    [
      `${figures}, ${threads === 1 ? '1 thread' : `${threads} threads`} (${images.train.length} ${source} images, ${(ink * 100).toFixed(1)} % ink)`,
      ...(peakMemory === null
        ? []
        : [`  ${Math.round(peakMemory / 1e6)} MB at most over the pixels`]),
      ...(profiled ? [profileTable(profiled)] : []),
    ].join('\n'),
  );
}

function profileTable({ profile, trained, evaluated }: Profiled): string {
  const all = epochPhases.reduce((sum, phase) => sum + profile[phase], 0);
  const row = (phase: string, ms: number): string[] => [
    `  ${phase}`,
    `${ms.toFixed(ms < 100 ? 1 : 0)} ms`,
    `${((100 * ms) / all).toFixed(1)} %`,
  ];
  return [
    `  an epoch of ${trained} images, and ${evaluated} to evaluate:`,
    table([...epochPhases.map((phase) => row(phase, profile[phase])), row('all', all)], [1, 2]),
  ].join('\n');
}
