"""The workloads of ../engine.ts in numpy, float32: reads a number of steps a line on stdin, trains
that many batches and answers with images a second. Started by `node bench/engine.ts --numpy`.

Setting: {"sizes": [784, 128, 10], "batch": 32, "activation": "relu" | "sigmoid",
"loss": "squaredError" | "softmaxCrossEntropy" | "sigmoidCrossEntropy", "bias": true,
"optimiser": "sgd" | "adam", "rate": 0.1, "l2": 0, "ink": 0.19, "background": 0}
"""
import json
import sys
import time

import numpy as np

setting = json.loads(sys.argv[1])
batch, loss, rate, l2 = (setting[k] for k in ('batch', 'loss', 'rate', 'l2'))
rng = np.random.default_rng(1)
f32 = np.float32
count = 2000
inputs, hidden, classes = setting['sizes']
images = np.where(rng.random((count, inputs)) < setting['ink'],
                  rng.uniform(0.2, 1, (count, inputs)), setting['background']).astype(f32)
targets = np.eye(classes, dtype=f32)[np.arange(count) % classes]


def xavier(n, m):
    limit = np.sqrt(6 / (n + m))
    return rng.uniform(-limit, limit, (n, m)).astype(f32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


parameters = [xavier(inputs, hidden), np.zeros(hidden, f32),
              xavier(hidden, classes), np.zeros(classes, f32)]
means = [np.zeros_like(p) for p in parameters]
variances = [np.zeros_like(p) for p in parameters]
step = 0
place = 0


def learn():
    global step, place
    if place + batch > count:
        place = 0
    x, t = images[place:place + batch], targets[place:place + batch]
    place += batch
    w1, b1, w2, b2 = parameters
    z = x @ w1
    if setting['bias']:
        z += b1
    h = np.maximum(z, 0) if setting['activation'] == 'relu' else sigmoid(z)
    z2 = h @ w2
    if setting['bias']:
        z2 += b2
    if loss == 'softmaxCrossEntropy':
        e = np.exp(z2 - z2.max(axis=1, keepdims=True))
        d2 = (e / e.sum(axis=1, keepdims=True) - t) / f32(batch)
    else:
        y = sigmoid(z2)
        d2 = (y - t) / f32(batch)
        if loss == 'squaredError':
            d2 *= y * (1 - y)
    d1 = d2 @ w2.T
    d1 *= (z > 0) if setting['activation'] == 'relu' else h * (1 - h)
    gradients = [x.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)]
    if l2:
        gradients[0] += f32(l2) * w1
        gradients[2] += f32(l2) * w2
    step += 1
    for p, g, m, v in zip(parameters, gradients, means, variances):
        if setting['optimiser'] == 'sgd':
            p -= f32(rate) * g
        else:
            m *= f32(0.9)
            m += f32(0.1) * g
            v *= f32(0.999)
            v += f32(0.001) * g * g
            p -= f32(rate / (1 - 0.9**step)) * m / (
                np.sqrt(v) * f32(1 / np.sqrt(1 - 0.999**step)) + f32(1e-8))


for line in sys.stdin:
    steps = int(line)
    begun = time.perf_counter()
    for _ in range(steps):
        learn()
    print(steps * batch / (time.perf_counter() - begun), flush=True)
