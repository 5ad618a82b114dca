/**
 * Training speed, kernels against the plain TypeScript reference, alternating in one run because
 * machines are noisy: `node bench/engine.ts [--seconds S] [--json] [--threads N] [workload ...]`. See
 * README.md.
 */
import { parseArgs } from 'node:util';
import { benchImages } from '../src-main/cli/bench/images.ts';
import { quantile, trainingDataOf } from '../src-main/cli/bench/measure.ts';
import {
  isWorkloadName,
  type Workload,
  type WorkloadName,
  workloadHyperparameters,
  workloadNames,
  workloads,
} from '../src-main/cli/bench/workloads.ts';
import { initialise } from '../src-main/engine/initialisers.ts';
import { createKernels } from '../src-main/engine/kernels/choose.ts';
import type { Kernels } from '../src-main/engine/kernels/kernels.ts';
import { createReferenceKernels } from '../src-main/engine/kernels/reference.ts';
import { runs } from '../src-main/engine/kernels/compiled.ts';
import { createWebAssemblyKernels } from '../src-main/engine/kernels/webassembly.ts';
import { losses } from '../src-main/engine/losses.ts';
import { createNetwork } from '../src-main/engine/network.ts';
import { networkSpecOf } from '../src-main/engine/network-spec.ts';
import { createOptimiser } from '../src-main/engine/optimisers.ts';
import { createRandom } from '../src-main/engine/random.ts';
import { createStep } from '../src-main/engine/step.ts';
import { createBatches } from '../src-main/training/batches.ts';
import type { TrainingData } from '../src-main/training/task.ts';
import type { Hyperparameters } from '../src-shared/hyperparameters.ts';

/** Images that the steps go through in turn. */
const imageCount = 2000;

/** Trains so many batches; gives images a second. */
type Contender = (steps: number) => number;

/** A network on these kernels, whose batches are ready: nothing but the engine is measured. */
function ours(h: Hyperparameters, data: TrainingData, kernels: Kernels): Contender {
  const { batchSize } = h;
  const classes = data.classes.length;
  const spec = networkSpecOf(h, data.preprocessing, classes);
  const network = createNetwork(spec, { batchSize, kernels });
  initialise(network, h);
  const takeStep = createStep(network, createOptimiser(h.optimiser, h, network), h);
  const loss = losses[h.loss];
  const { inputSize } = network;
  const batches = createBatches(data, h, imageCount);
  batches.load(data.train, 0, imageCount);
  const inputs = kernels.createVector(batchSize * inputSize);
  const dOutputs = kernels.createVector(batchSize * classes);
  const random = network.changesInTraining ? createRandom(h.seed, 'bench') : null;
  let image = 0;
  return (steps) => {
    const begun = performance.now();
    for (let step = 0; step < steps; step++) {
      if (image + batchSize > imageCount) image = 0;
      const end = image + batchSize;
      inputs.set(batches.inputs.subarray(image * inputSize, end * inputSize));
      const wanted = batches.targets.subarray(image * classes, end * classes);
      image = end;
      const outputs = network.forward(inputs, batchSize, random);
      const meanLoss = loss.forward(outputs, wanted, batchSize, classes);
      if (!Number.isFinite(meanLoss)) throw new Error('the loss is no number any more');
      loss.backward(dOutputs, outputs, wanted, batchSize, classes);
      takeStep(dOutputs, batchSize, h.learningRate);
    }
    return (steps * batchSize * 1000) / (performance.now() - begun);
  };
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    json: { type: 'boolean' },
    /** Besides one; 0 for no such contender. */
    threads: { type: 'string', default: '0' },
  },
});
const threads = Number(options.threads);
const sampleMilliseconds = 60;

async function measure(name: WorkloadName): Promise<void> {
  const workload: Workload = workloads[name];
  const h = workloadHyperparameters(workload);
  // No folder: drawn ones.
  const data = trainingDataOf(workload, h, await benchImages(workload, ''));
  const contenders: Record<string, Contender> = {
    TypeScript: ours(h, data, createReferenceKernels('float32')),
    ...(runs('plain') && { plain: ours(h, data, createWebAssemblyKernels('plain')) }),
    'as trained': ours(h, data, createKernels('float32')),
    ...(threads > 1 && {
      [`${threads} threads`]: ours(h, data, createKernels('float32', { threads })),
    }),
  };
  const steps: Record<string, number> = {};
  for (const [contender, train] of Object.entries(contenders)) {
    const rate = train(Math.ceil(100 / h.batchSize));
    steps[contender] = Math.ceil((rate * sampleMilliseconds) / 1000 / h.batchSize);
  }
  const samples: Record<string, number[]> = {};
  const until = performance.now() + Number(options.seconds) * 1000;
  while (performance.now() < until)
    for (const [contender, train] of Object.entries(contenders)) {
      (samples[contender] ??= []).push(train(steps[contender]));
      // Helper threads start between two turns.
      await new Promise((resolve) => setImmediate(resolve));
    }

  const base = quantile(samples['TypeScript'], 0.5);
  for (const [contender, rates] of Object.entries(samples)) {
    const median = Math.round(quantile(rates, 0.5));
    const p90 = Math.round(quantile(rates, 0.9));
    if (options.json) console.log(JSON.stringify({ workload: name, contender, median, p90 }));
    else
      console.log(
        `${name.padEnd(12)}${contender.padEnd(12)}${String(median).padStart(9)} median` +
          `${String(p90).padStart(9)} p90 images/s${(median / base).toFixed(1).padStart(8)} x`,
      );
  }
}

for (const name of positionals.length > 0 ? positionals : workloadNames) {
  if (!isWorkloadName(name))
    throw new Error(`no workload ${name}; known: ${workloadNames.join(', ')}`);
  await measure(name);
}
