"""The convolutional workload in numpy, float32: convolutions as matrix products over unrolled patches
(im2col), 2 x 2 max-pooling, inverted dropout, Adam. Images are [batch, row, column, channel]."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from turns import batches, images, numpy_version, serve, targets, workload

f32 = np.float32
batch, rate, classes = workload['batchSize'], workload['learningRate'], workload['classes']
side = workload['side']
conv1, pool1, conv2, pool2, dense, dropout = workload['layers']
assert [conv1['width'], conv2['height'], pool1['size'], pool2['size']] == [5, 5, 2, 2]
c1, c2, units, keep = conv1['channels'], conv2['channels'], dense['units'], 1 - dropout['rate']
x_all, labels = images()
t_all = targets(labels)
rng = np.random.default_rng(1)


def normal(n, m):
    return (0.05 * rng.standard_normal((n, m))).astype(f32)


quarter = side // 4
parameters = [
    normal(25, c1), np.full(c1, 0.1, f32),
    normal(25 * c1, c2), np.full(c2, 0.1, f32),
    normal(quarter * quarter * c2, units), np.full(units, 0.1, f32),
    normal(units, classes), np.full(classes, 0.1, f32),
]
means = [np.zeros_like(p) for p in parameters]
variances = [np.zeros_like(p) for p in parameters]
step = 0
places = batches()


def unroll(x):
    """[b, n, n, c] to [b * n * n, 25 * c]: the 5 x 5 patch around every pixel, zeros outside."""
    b, n, _, c = x.shape
    padded = np.pad(x, ((0, 0), (2, 2), (2, 2), (0, 0)))
    patches = sliding_window_view(padded, (5, 5), axis=(1, 2))  # [b, n, n, c, 5, 5]
    return patches.transpose(0, 1, 2, 4, 5, 3).reshape(b * n * n, 25 * c)


def roll_up(d_patches, b, n, c):
    """The derivative of `unroll`: every patch is added back where it came from."""
    d = d_patches.reshape(b, n, n, 5, 5, c)
    padded = np.zeros((b, n + 4, n + 4, c), f32)
    for i in range(5):
        for j in range(5):
            padded[:, i:i + n, j:j + n] += d[:, :, :, i, j]
    return padded[:, 2:-2, 2:-2]


def pool(x):
    """The largest of each 2 x 2 pixels, and its place among the four: [b, n / 2, n / 2, c]."""
    b, n, _, c = x.shape
    fours = x.reshape(b, n // 2, 2, n // 2, 2, c).transpose(0, 1, 3, 5, 2, 4)
    fours = fours.reshape(b, n // 2, n // 2, c, 4)
    at = fours.argmax(axis=4)[..., None]
    return np.take_along_axis(fours, at, axis=4)[..., 0], at


def spread(d, at):
    """The derivative of `pool`."""
    b, m, _, c = d.shape
    fours = np.zeros((b, m, m, c, 4), f32)
    np.put_along_axis(fours, at, d[..., None], axis=4)
    return fours.reshape(b, m, m, c, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(b, 2 * m, 2 * m, c)


def forward(x, mask):
    """Everything that backward needs; `mask` [batch, units] or 1."""
    b = len(x)
    w1, b1, w2, b2, w3, b3, w4, b4 = parameters
    p1 = unroll(x.reshape(b, side, side, 1))
    h1, at1 = pool(np.maximum(p1 @ w1 + b1, 0).reshape(b, side, side, c1))
    p2 = unroll(h1)
    h2, at2 = pool(np.maximum(p2 @ w2 + b2, 0).reshape(b, side // 2, side // 2, c2))
    f2 = h2.reshape(b, -1)
    h3 = np.maximum(f2 @ w3 + b3, 0) * mask
    z = h3 @ w4 + b4
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return p1, h1, at1, p2, h2, at2, f2, h3, e / e.sum(axis=1, keepdims=True)


def learn_batch():
    global step
    start, end = next(places)
    mask = (rng.random((batch, units), f32) < keep) / f32(keep)
    p1, h1, at1, p2, h2, at2, f2, h3, y = forward(x_all[start:end], mask)
    _, _, w2, _, w3, _, w4, _ = parameters
    d4 = (y - t_all[start:end]) / f32(batch)
    d3 = d4 @ w4.T
    d3 *= mask * (h3 > 0)
    # A pooled value is zero where its pixels were not above zero: no derivative passes there.
    d_h2 = (d3 @ w3.T).reshape(h2.shape) * (h2 > 0)
    d2 = spread(d_h2, at2).reshape(-1, c2)
    d_h1 = roll_up(d2 @ w2.T, batch, side // 2, c1) * (h1 > 0)
    d1 = spread(d_h1, at1).reshape(-1, c1)
    gradients = [p1.T @ d1, d1.sum(axis=0), p2.T @ d2, d2.sum(axis=0),
                 f2.T @ d3, d3.sum(axis=0), h3.T @ d4, d4.sum(axis=0)]
    step += 1
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
    outputs = forward(x_all[:1000], 1)[-1]
    return {'accuracy': float((outputs.argmax(axis=1) == labels[:1000]).mean())}


serve(numpy_version(), learn, check)
