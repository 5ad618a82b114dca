"""The loop of Rashid's *Make Your Own Neural Network* (2016), part 2, written anew with its arithmetic:
float64, one image at a time as a column, matrices transposed by numpy, errors passed back through the
weights, as the reader of the book runs it."""
import numpy as np

from turns import images, numpy_version, serve, workload

(hidden,) = [layer['units'] for layer in workload['layers']]
inputs, outputs = workload['side']**2, workload['classes']
rate = workload['learningRate']
x_all, labels = images(np.float64)
rng = np.random.default_rng(1)
low, high = workload['targets']


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


w_input_hidden = rng.normal(0, inputs**-0.5, (hidden, inputs))
w_hidden_output = rng.normal(0, hidden**-0.5, (outputs, hidden))
place = 0


def query(values):
    x = np.array(values, ndmin=2).T
    hidden_outputs = sigmoid(np.dot(w_input_hidden, x))
    return x, hidden_outputs, sigmoid(np.dot(w_hidden_output, hidden_outputs))


def train(values, label):
    global w_input_hidden, w_hidden_output
    wanted = np.zeros(outputs) + low
    wanted[label] = high
    t = np.array(wanted, ndmin=2).T
    x, hidden_outputs, final_outputs = query(values)
    output_errors = t - final_outputs
    hidden_errors = np.dot(w_hidden_output.T, output_errors)
    w_hidden_output += rate * np.dot(
        output_errors * final_outputs * (1 - final_outputs), np.transpose(hidden_outputs))
    w_input_hidden += rate * np.dot(
        hidden_errors * hidden_outputs * (1 - hidden_outputs), np.transpose(x))


def learn(steps):
    global place
    for _ in range(steps):
        train(x_all[place], labels[place])
        place = (place + 1) % len(labels)


def check():
    right = [query(x_all[i])[2].argmax() == labels[i] for i in range(2000)]
    return {'accuracy': float(np.mean(right))}


serve(numpy_version(), learn, check)
