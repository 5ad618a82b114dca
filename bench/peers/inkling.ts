/**
 * Inkling as a contender: the trainer that the app and the command line use, from bytes, with loss and
 * accuracy of every batch. Same protocol as the others (`turns.py`).
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import { workloadHyperparameters, workloads } from '../../src-main/cli/bench/workloads.ts';
import { createTrainer } from '../../src-main/training/trainer.ts';
import type { PeerWorkload } from '../peer-workload.ts';

const peer = JSON.parse(process.argv[2]) as PeerWorkload;
const h = workloadHyperparameters(workloads[peer.name]);

const pixels = readFileSync(peer.images);
const sharedPixels = new SharedArrayBuffer(pixels.length);
new Uint8Array(sharedPixels).set(pixels);
const sharedLabels = new SharedArrayBuffer(peer.count * 2);
new Uint16Array(sharedLabels).set(readFileSync(peer.labels));

const trainer = createTrainer(
  h,
  {
    pixels: sharedPixels,
    labels: sharedLabels,
    classes: Array.from({ length: peer.classes }, (_, label) => String(label)),
    fingerprint: 'bench',
    preprocessing: {
      width: peer.side,
      height: peer.side,
      polarity: 'light',
      inputRange: h.inputRange,
    },
    train: Uint32Array.from({ length: peer.count }, (_, sample) => sample),
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
  },
  { threads: peer.threads },
);

/** Blocks, as the trainer is in the middle of an epoch; null at the end of the input. */
function readLine(): string | null {
  const byte = Buffer.alloc(1);
  let line = '';
  for (;;) {
    if (readSync(0, byte) === 0) return null;
    if (byte[0] === 10) return line;
    line += byte.toString('latin1');
  }
}
const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);

let steps = 0;
let left = 0;
let begun = 0;
let accuracy = 0;
/** Waits until there are steps to do; false when there will be none. */
function nextTurn(): boolean {
  for (;;) {
    const line = readLine();
    if (line === null) return false;
    if (line === 'check') say({ accuracy, threads: trainer.network.kernels.threads });
    else {
      steps = left = Number(line);
      begun = performance.now();
      return true;
    }
  }
}

say({ version: `Inkling on Node ${process.versions.node}` });
let goesOn = nextTurn();
while (goesOn)
  trainer.runEpoch(({ trainAccuracy }) => {
    accuracy = trainAccuracy ?? 0;
    left -= 1;
    if (left > 0) return true;
    say((steps * h.batchSize * 1000) / (performance.now() - begun));
    goesOn = nextTurn();
    return goesOn;
  });
