"""One hidden layer in PyTorch tensors without autograd: derivatives written by hand, updates in place."""
import torch

from turns import batches, images, serve, targets, workload

torch.set_num_threads(workload['threads'])
torch.manual_seed(1)
batch, rate, l2 = workload['batchSize'], workload['learningRate'], workload['l2']
loss, activation, bias = workload['loss'], workload['activation'], workload['bias']
(hidden,) = [layer['units'] for layer in workload['layers']]
inputs, labels = images()
x_all, t_all = torch.from_numpy(inputs), torch.from_numpy(targets(labels))
labels = torch.from_numpy(labels)


def xavier(n, m):
    return torch.nn.init.xavier_uniform_(torch.empty(n, m))


w1, w2 = xavier(x_all.shape[1], hidden), xavier(hidden, workload['classes'])
b1, b2 = torch.zeros(hidden), torch.zeros(workload['classes'])
parameters = [w1, w2, b1, b2] if bias else [w1, w2]
means = [torch.zeros_like(p) for p in parameters]
variances = [torch.zeros_like(p) for p in parameters]
step = 0
places = batches()


def forward(x):
    z1 = torch.addmm(b1, x, w1) if bias else x @ w1
    h = z1.relu_() if activation == 'relu' else z1.sigmoid_()
    z2 = torch.addmm(b2, h, w2) if bias else h @ w2
    return h, z2.softmax(1) if loss == 'softmaxCrossEntropy' else z2.sigmoid_()


def learn_batch():
    global step
    start, end = next(places)
    x, t = x_all[start:end], t_all[start:end]
    h, y = forward(x)
    d2 = (y - t).div_(batch)
    if loss == 'squaredError':
        d2 *= y * (1 - y)
    d1 = d2 @ w2.t()
    d1 *= h > 0 if activation == 'relu' else h * (1 - h)
    if workload['optimiser'] == 'sgd':
        # The product, the penalty and the step in one call.
        w1.addmm_(x.t(), d1, beta=1 - rate * l2, alpha=-rate)
        w2.addmm_(h.t(), d2, beta=1 - rate * l2, alpha=-rate)
        if bias:
            b1.sub_(d1.sum(0), alpha=rate)
            b2.sub_(d2.sum(0), alpha=rate)
        return
    step += 1
    gradients = [x.t() @ d1, h.t() @ d2, d1.sum(0), d2.sum(0)]
    size, scale = rate / (1 - 0.9**step), (1 - 0.999**step)**-0.5
    for p, g, m, v in zip(parameters, gradients, means, variances):
        m.mul_(0.9).add_(g, alpha=0.1)
        v.mul_(0.999).addcmul_(g, g, value=0.001)
        p.addcdiv_(m, v.sqrt().mul_(scale).add_(1e-8), value=-size)


def learn(steps):
    with torch.no_grad():
        for _ in range(steps):
            learn_batch()


def check():
    return {'accuracy': (forward(x_all)[1].argmax(1) == labels).double().mean().item()}


serve(f'PyTorch {torch.__version__}', learn, check)
