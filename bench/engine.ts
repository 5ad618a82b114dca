/**
 * Training speed, kernels against the plain TypeScript reference, alternating in one run because
 * machines are noisy: `node bench/engine.ts [--seconds S] [--json] [--numpy]
 * [--threads N] [workload ...]`. See README.md.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { initialise } from '../src-main/engine/initialisers.ts';
import { createKernels } from '../src-main/engine/kernels/choose.ts';
import type { Kernels } from '../src-main/engine/kernels/kernels.ts';
import { createReferenceKernels } from '../src-main/engine/kernels/reference.ts';
import { createWebAssemblyKernels, runs } from '../src-main/engine/kernels/webassembly.ts';
import { losses } from '../src-main/engine/losses.ts';
import { createNetwork } from '../src-main/engine/network.ts';
import { networkSpecOf } from '../src-main/engine/network-spec.ts';
import { createOptimiser } from '../src-main/engine/optimisers.ts';
import { createRandom } from '../src-main/engine/random.ts';
import { createStep } from '../src-main/engine/step.ts';
import { defaultHyperparameters, type Hyperparameters } from '../src-shared/hyperparameters.ts';

interface Workload {
  inputSize: number;
  classes: number;
  /** Of the pixels, those with ink; the rest hold `background`. */
  ink: number;
  background: number;
  h: Partial<Hyperparameters>;
}

/** The reference workloads; ink as measured on MNIST and Chinese MNIST. */
const workloads: Record<string, Workload> = {
  book: {
    inputSize: 784,
    classes: 10,
    ink: 0.191,
    background: 0.01,
    h: {
      hiddenLayers: [200],
      activation: 'sigmoid',
      bias: false,
      loss: 'squaredError',
      outputActivation: 'sigmoid',
      optimiser: 'sgd',
      learningRate: 0.1,
      batchSize: 1,
      l2: 0,
    },
  },
  'keras-mlp': {
    inputSize: 784,
    classes: 10,
    ink: 0.191,
    background: 0,
    h: {
      hiddenLayers: [128],
      activation: 'relu',
      loss: 'softmaxCrossEntropy',
      optimiser: 'adam',
      learningRate: 0.001,
      batchSize: 32,
      l2: 0,
    },
  },
  'chinese-bp': {
    inputSize: 4096,
    classes: 15,
    ink: 0.079,
    background: 0,
    h: {
      hiddenLayers: [256],
      activation: 'sigmoid',
      loss: 'sigmoidCrossEntropy',
      optimiser: 'sgd',
      learningRate: 0.1,
      batchSize: 100,
      l2: 1 / 10_500,
    },
  },
};

/** Images that the steps go through in turn. */
const imageCount = 2000;

/**
 * Strokes rather than noise: ink in runs, and more of it in the middle, as in handwriting. Pixels
 * near the border stay empty, which matters to the optimiser.
 */
function drawImages({ inputSize, ink, background }: Workload): Float32Array {
  const random = createRandom(1, 'bench');
  const side = Math.sqrt(inputSize);
  const images = new Float32Array(imageCount * inputSize);
  for (let image = 0; image < imageCount; image++) {
    let left = Math.round(ink * inputSize);
    while (left > 0) {
      const row = Math.floor(side * (0.1 + 0.8 * random.uniform()));
      const column = Math.floor(side * (0.1 + 0.7 * random.uniform()));
      for (let k = 0; k < side / 8 && left > 0; k++) {
        const place = image * inputSize + row * side + column + k;
        if (images[place] !== 0) continue;
        images[place] = 0.2 + 0.8 * random.uniform();
        left -= 1;
      }
    }
  }
  return images.map((value) => background + (1 - background) * value);
}

/** Trains `steps` batches a call. */
function createLearner(workload: Workload, images: Float32Array, kernels: Kernels) {
  const h: Hyperparameters = { ...defaultHyperparameters, ...workload.h };
  const { inputSize, classes } = workload;
  const { batchSize } = h;
  const spec = networkSpecOf(h, { height: 1, width: inputSize }, classes);
  const network = createNetwork(spec, { batchSize, kernels });
  initialise(network, h);
  const optimiser = createOptimiser(h.optimiser, h, network);
  const takeStep = createStep(network, optimiser, h);
  const loss = losses[h.loss];
  const inputs = kernels.createVector(batchSize * inputSize);
  const dOutputs = kernels.createVector(batchSize * classes);
  const targets = new Float32Array(imageCount * classes).map((_, n) =>
    n % classes === Math.floor(n / classes) % classes ? 1 : 0,
  );
  let image = 0;
  return {
    batchSize,
    learn(steps: number): void {
      for (let step = 0; step < steps; step++) {
        if (image + batchSize > imageCount) image = 0;
        inputs.set(images.subarray(image * inputSize, (image + batchSize) * inputSize));
        const wanted = targets.subarray(image * classes, (image + batchSize) * classes);
        image += batchSize;
        const outputs = network.forward(inputs, batchSize);
        const meanLoss = loss.forward(outputs, wanted, batchSize, classes);
        if (!Number.isFinite(meanLoss)) throw new Error('the loss is no number any more');
        loss.backward(dOutputs, outputs, wanted, batchSize, classes);
        takeStep(dOutputs, batchSize, h.learningRate);
      }
    },
  };
}

/** Trains so many batches; gives images a second. */
type Contender = (steps: number) => Promise<number>;

function ours(workload: Workload, images: Float32Array, kernels: Kernels): Contender {
  const { learn, batchSize } = createLearner(workload, images, kernels);
  return async (steps) => {
    const begun = performance.now();
    learn(steps);
    return (steps * batchSize * 1000) / (performance.now() - begun);
  };
}

/** The same in a Python of its own, which waits while others are measured. */
function numpy({ inputSize, classes, ink, background, h: changes }: Workload) {
  const h: Hyperparameters = { ...defaultHyperparameters, ...changes };
  const setting = {
    sizes: [inputSize, ...h.hiddenLayers, classes],
    batch: h.batchSize,
    rate: h.learningRate,
    ...{ activation: h.activation, loss: h.loss, bias: h.bias, optimiser: h.optimiser, l2: h.l2 },
    ...{ ink, background },
  };
  const script = join(import.meta.dirname, 'peers', 'numpy_engine.py');
  const python = spawn('python3', [script, JSON.stringify(setting)], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  const contender: Contender = async (steps) => {
    python.stdin.write(`${steps}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error('numpy gave no answer: is python3-numpy installed?');
    return Number(value);
  };
  return { contender, end: () => python.stdin.end() };
}

function quantile(samples: number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    json: { type: 'boolean' },
    numpy: { type: 'boolean' },
    /** Besides one; 0 for no such contender. */
    threads: { type: 'string', default: '0' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(workloads);
const threads = Number(options.threads);
const sampleMilliseconds = 60;

for (const name of names) {
  const workload = workloads[name];
  if (!workload)
    throw new Error(`no workload ${name}; known: ${Object.keys(workloads).join(', ')}`);
  const images = drawImages(workload);
  const { batchSize } = { ...defaultHyperparameters, ...workload.h };
  const python = options.numpy ? numpy(workload) : null;
  const contenders: Record<string, Contender> = {
    TypeScript: ours(workload, images, createReferenceKernels('float32')),
    ...(runs('plain') && { plain: ours(workload, images, createWebAssemblyKernels('plain')) }),
    'as trained': ours(workload, images, createKernels('float32')),
    ...(threads > 1 && {
      [`${threads} threads`]: ours(workload, images, createKernels('float32', { threads })),
    }),
    ...(python && { numpy: python.contender }),
  };
  const steps: Record<string, number> = {};
  for (const [contender, train] of Object.entries(contenders)) {
    const rate = await train(Math.ceil(2000 / batchSize));
    steps[contender] = Math.ceil((rate * sampleMilliseconds) / 1000 / batchSize);
  }
  const samples: Record<string, number[]> = {};
  const until = performance.now() + Number(options.seconds) * 1000;
  while (performance.now() < until)
    for (const [contender, train] of Object.entries(contenders))
      (samples[contender] ??= []).push(await train(steps[contender]));
  python?.end();

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
