"""What the contenders in Python share: reading the workload, and training in turns.

A contender is started with the workload as JSON (see ../workload.ts) as its only argument. It says
its versions in one line of JSON, then waits; for each line on stdin, a number of steps, it trains
that many batches and answers with images a second. Python and numpy only.
"""
import json
import sys
import time

import numpy as np

workload = json.loads(sys.argv[1])


def images(dtype=np.float32):
    """The network's inputs [count, pixels] and labels [count]."""
    pixels = np.fromfile(workload['images'], np.uint8).reshape(workload['count'], -1)
    inputs = pixels.astype(dtype)
    inputs *= dtype(workload['scale'] / 255)
    inputs += dtype(workload['offset'])
    return inputs, np.fromfile(workload['labels'], np.uint8).astype(np.int64)


def targets(labels, dtype=np.float32):
    """What the outputs should be, [count, classes]."""
    low, high = workload['targets']
    wanted = np.full((len(labels), workload['classes']), low, dtype)
    wanted[np.arange(len(labels)), labels] = high
    return wanted


def batches():
    """Where each next batch begins and ends, over and over; whole batches only."""
    size = workload['batchSize']
    while True:
        for start in range(0, workload['count'] - size + 1, size):
            yield start, start + size


def numpy_version():
    """With the BLAS it was built for, where it says so (numpy 1.25 or newer)."""
    built = getattr(np.__config__, 'CONFIG', {}).get('Build Dependencies', {}).get('blas', {})
    blas = f" ({built['name']} {built['version']})" if built else ''
    return f'numpy {np.__version__}{blas}'


def serve(version, learn, check=lambda: {}):
    """`learn(steps)` trains that many batches; `check()` says what they came to, for a person."""
    print(json.dumps({'version': version}), flush=True)
    for line in sys.stdin:
        if line.strip() == 'check':
            print(json.dumps(check()), flush=True)
            continue
        steps = int(line)
        begun = time.perf_counter()
        learn(steps)
        print(steps * workload['batchSize'] / (time.perf_counter() - begun), flush=True)
