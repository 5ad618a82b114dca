"""scikit-learn's MLPClassifier. `partial_fit` goes once over what it is given, in batches, so a turn of
steps is one call. It has no squared error for classes: `book` is trained with its log-loss."""
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

from turns import images, serve, targets, workload

warnings.filterwarnings('ignore')
batch, count = workload['batchSize'], workload['count']
x_all, labels = images()
# An indicator for each class, not one label, makes the outputs sigmoids and the loss their cross-entropy.
sigmoid_outputs = workload['loss'] == 'sigmoidCrossEntropy'
y_all = targets(labels).astype(int) if sigmoid_outputs else labels
classes = np.arange(workload['classes'])
model = MLPClassifier(
    hidden_layer_sizes=[layer['units'] for layer in workload['layers']],
    activation='relu' if workload['activation'] == 'relu' else 'logistic',
    solver=workload['optimiser'],
    # It divides by the batch's images; our L2 does not.
    alpha=workload['l2'] * batch,
    batch_size=batch,
    learning_rate_init=workload['learningRate'],
    momentum=0,
    random_state=1,
)
place = 0


def learn(steps):
    global place
    left = steps * batch
    while left > 0:
        if place + batch > count:
            place = 0
        size = min(left, (count - place) // batch * batch)
        model.partial_fit(x_all[place:place + size], y_all[place:place + size], classes)
        place += size
        left -= size


def check():
    wanted = model.predict_proba(x_all[:2000]).argmax(axis=1)
    return {'accuracy': float((wanted == labels[:2000]).mean())}


serve(f'scikit-learn {sklearn.__version__}', learn, check)
