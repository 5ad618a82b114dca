"""PyTorch as its tutorials use it: modules, a loss, autograd, an optimiser. Batches are slices of one
tensor, which is several times as fast as a DataLoader."""
import torch
from torch import nn

from turns import batches, images, serve, targets, workload

torch.set_num_threads(workload['threads'])
torch.manual_seed(1)
side, classes, rate = workload['side'], workload['classes'], workload['learningRate']
loss_name, l2 = workload['loss'], workload['l2']
inputs, labels = images()
x_all, labels = torch.from_numpy(inputs), torch.from_numpy(labels)
t_all = torch.from_numpy(targets(labels.numpy()))
convolves = workload['layers'][0]['kind'] == 'convolution'


def build():
    activation = nn.ReLU if workload['activation'] == 'relu' else nn.Sigmoid
    layers, channels, n = [], 1, side
    if convolves:
        layers.append(nn.Unflatten(1, (1, side, side)))
    features = side * side
    for layer in workload['layers']:
        if layer['kind'] == 'convolution':
            kernel = (layer['height'], layer['width'])
            layers += [nn.Conv2d(channels, layer['channels'], kernel, padding='same'), activation()]
            channels = layer['channels']
        elif layer['kind'] == 'maxPooling':
            layers.append(nn.MaxPool2d(layer['size']))
            n //= layer['size']
            features = channels * n * n
        elif layer['kind'] == 'dense':
            if isinstance(layers[-1] if layers else None, nn.MaxPool2d):
                layers.append(nn.Flatten())
            layers += [nn.Linear(features, layer['units'], bias=workload['bias']), activation()]
            features = layer['units']
        else:
            layers.append(nn.Dropout(layer['rate']))
    layers.append(nn.Linear(features, classes, bias=workload['bias']))
    if loss_name == 'squaredError':
        layers.append(nn.Sigmoid())
    return nn.Sequential(*layers)


model = build()
if workload['optimiser'] == 'adam':
    optimiser = torch.optim.Adam(model.parameters(), lr=rate, weight_decay=l2)
else:
    # Weights only: the workloads leave biases out of the penalty.
    weights = [p for p in model.parameters() if p.dim() > 1]
    biases = [p for p in model.parameters() if p.dim() == 1]
    groups = [{'params': weights, 'weight_decay': l2}, {'params': biases}]
    optimiser = torch.optim.SGD([g for g in groups if g['params']], lr=rate)

if loss_name == 'softmaxCrossEntropy':
    wanted, criterion = labels, nn.CrossEntropyLoss()
elif loss_name == 'sigmoidCrossEntropy':
    wanted, criterion = t_all, nn.BCEWithLogitsLoss(reduction='sum')
else:
    wanted, criterion = t_all, nn.MSELoss(reduction='sum')
# Of a sum: our losses are means over the batch, and the squared error is halved.
share = {'softmaxCrossEntropy': 1, 'sigmoidCrossEntropy': 1 / workload['batchSize'],
         'squaredError': 0.5 / workload['batchSize']}[loss_name]
places = batches()


def learn(steps):
    model.train()
    for _ in range(steps):
        start, end = next(places)
        optimiser.zero_grad(set_to_none=True)
        loss = criterion(model(x_all[start:end]), wanted[start:end])
        if share != 1:
            loss = loss * share
        loss.backward()
        optimiser.step()


def check():
    model.eval()
    with torch.no_grad():
        outputs = model(x_all[:2000])
    return {'accuracy': (outputs.argmax(1) == labels[:2000]).double().mean().item()}


serve(f'PyTorch {torch.__version__}', learn, check)
