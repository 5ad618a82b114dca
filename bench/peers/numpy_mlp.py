"""One hidden layer in numpy, float32, as one writes it by hand: whole batches, gradients derived on
paper, updates in place. The loss itself is not computed, as nothing needs it. `np.dot` rather than `@`,
which keeps off BLAS where a batch has one image, and takes 15 times as long."""
import numpy as np

from turns import batches, images, numpy_version, serve, targets, workload

f32 = np.float32
batch, rate, l2 = workload['batchSize'], workload['learningRate'], workload['l2']
loss, activation, bias = workload['loss'], workload['activation'], workload['bias']
(hidden,) = [layer['units'] for layer in workload['layers']]
x_all, labels = images()
t_all = targets(labels)
rng = np.random.default_rng(1)


def xavier(n, m):
    limit = np.sqrt(6 / (n + m))
    return rng.uniform(-limit, limit, (n, m)).astype(f32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


w1, w2 = xavier(x_all.shape[1], hidden), xavier(hidden, workload['classes'])
b1, b2 = np.zeros(hidden, f32), np.zeros(workload['classes'], f32)
parameters = [w1, w2, b1, b2] if bias else [w1, w2]
means = [np.zeros_like(p) for p in parameters]
variances = [np.zeros_like(p) for p in parameters]
step = 0
places = batches()


def forward(x):
    z1 = np.dot(x, w1)
    if bias:
        z1 += b1
    h = np.maximum(z1, 0) if activation == 'relu' else sigmoid(z1)
    z2 = np.dot(h, w2)
    if bias:
        z2 += b2
    return h, softmax(z2) if loss == 'softmaxCrossEntropy' else sigmoid(z2)


def learn_batch():
    global step
    start, end = next(places)
    x, t = x_all[start:end], t_all[start:end]
    h, y = forward(x)
    d2 = (y - t) / f32(batch)
    if loss == 'squaredError':
        d2 *= y * (1 - y)
    d1 = np.dot(d2, w2.T)
    d1 *= h > 0 if activation == 'relu' else h * (1 - h)
    gradients = [np.dot(x.T, d1), np.dot(h.T, d2)]
    if l2:
        gradients[0] += f32(l2) * w1
        gradients[1] += f32(l2) * w2
    if bias:
        gradients += [d1.sum(axis=0), d2.sum(axis=0)]
    step += 1
    if workload['optimiser'] == 'sgd':
        for p, g in zip(parameters, gradients):
            g *= f32(rate)
            p -= g
        return
    size, scale = f32(rate / (1 - 0.9**step)), f32(1 / np.sqrt(1 - 0.999**step))
    for p, g, m, v in zip(parameters, gradients, means, variances):
        m *= f32(0.9)
        m += f32(0.1) * g
        v *= f32(0.999)
        v += f32(0.001) * g * g
        p -= size * m / (np.sqrt(v) * scale + f32(1e-8))


def learn(steps):
    for _ in range(steps):
        learn_batch()


def check():
    return {'accuracy': float((forward(x_all)[1].argmax(axis=1) == labels).mean())}


serve(numpy_version(), learn, check)
