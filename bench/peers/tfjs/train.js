/**
 * TensorFlow.js as its guides use it: a sequential model, `trainOnBatch`. Same protocol as the
 * contenders in Python (../turns.py); the backend is the second argument, `wasm` or `cpu`.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const workload = JSON.parse(process.argv[2]);
const backend = process.argv[3];
const wasmFile = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm'));
setWasmPaths(`${dirname(wasmFile)}/`);
await tf.setBackend(backend);
await tf.ready();

const { count, side, classes, batchSize, activation, bias, loss, l2 } = workload;
const [low, high] = workload.targets;
const convolves = workload.layers[0].kind === 'convolution';
const bytes = readFileSync(workload.images);
const labels = readFileSync(workload.labels);
const inputs = Float32Array.from(
  bytes,
  (value) => (value / 255) * workload.scale + workload.offset,
);
const targets = new Float32Array(count * classes).fill(low);
labels.forEach((label, i) => (targets[i * classes + label] = high));

/** Keras' l2 is a factor of the sum of squares, whose derivative is twice the weight. */
const kernelRegularizer = l2 > 0 ? layers.regularizers.l2({ l2: l2 / 2 }) : undefined;
const dense = (units, output) =>
  layers.layers.dense({ units, activation: output, useBias: bias, kernelRegularizer });
const model = layers.sequential();
model.add(layers.layers.inputLayer({ inputShape: [side * side] }));
if (convolves) model.add(layers.layers.reshape({ targetShape: [side, side, 1] }));
let flat = !convolves;
for (const layer of workload.layers) {
  if (layer.kind === 'convolution')
    model.add(
      layers.layers.conv2d({
        filters: layer.channels,
        kernelSize: [layer.height, layer.width],
        padding: 'same',
        activation,
      }),
    );
  else if (layer.kind === 'maxPooling')
    model.add(layers.layers.maxPooling2d({ poolSize: layer.size, strides: layer.size }));
  else if (layer.kind === 'dropout') model.add(layers.layers.dropout({ rate: layer.rate }));
  else {
    if (!flat) model.add(layers.layers.flatten());
    flat = true;
    model.add(dense(layer.units, activation));
  }
}
model.add(dense(classes, loss === 'softmaxCrossEntropy' ? 'softmax' : 'sigmoid'));

/** Means over the classes too, where ours are sums. */
const settings = {
  squaredError: { name: 'meanSquaredError', factor: classes / 2 },
  sigmoidCrossEntropy: { name: 'binaryCrossentropy', factor: classes },
  softmaxCrossEntropy: { name: 'categoricalCrossentropy', factor: 1 },
}[loss];
const rate = workload.learningRate * settings.factor;
model.compile({
  optimizer: workload.optimiser === 'adam' ? tf.train.adam(rate) : tf.train.sgd(rate),
  loss: settings.name,
});

let place = 0;
async function learn(steps) {
  for (let step = 0; step < steps; step++) {
    if (place + batchSize > count) place = 0;
    const from = place;
    place += batchSize;
    const x = tf.tensor2d(inputs.subarray(from * side * side, place * side * side), [
      batchSize,
      side * side,
    ]);
    const y = tf.tensor2d(targets.subarray(from * classes, place * classes), [batchSize, classes]);
    await model.trainOnBatch(x, y);
    tf.dispose([x, y]);
  }
}

function check() {
  const n = Math.min(count, 500);
  const right = tf.tidy(() => {
    const outputs = model.predict(
      tf.tensor2d(inputs.subarray(0, n * side * side), [n, side * side]),
    );
    const answers = tf.argMax(outputs, 1).dataSync();
    return answers.reduce((sum, answer, i) => sum + (answer === labels[i] ? 1 : 0), 0);
  });
  return { accuracy: right / n };
}

const { version } = JSON.parse(
  readFileSync(
    join(import.meta.dirname, 'node_modules/@tensorflow/tfjs-core/package.json'),
    'utf8',
  ),
);
console.log(JSON.stringify({ version: `TensorFlow.js ${version}` }));
for await (const line of createInterface(process.stdin)) {
  if (line.trim() === 'check') console.log(JSON.stringify(check()));
  else {
    const begun = performance.now();
    await learn(Number(line));
    console.log((Number(line) * batchSize * 1000) / (performance.now() - begun));
  }
}
