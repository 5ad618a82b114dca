"""What a person would write: the same files into one array, in one thread. Prints the seconds of the reading."""
import gzip
import os
import sys
import time

task, path = sys.argv[1:]
if task == "pillow":
    from PIL import Image

    started = time.perf_counter()
    names = sorted(name for name in os.listdir(path) if name.endswith(".jpg"))
    with Image.open(os.path.join(path, names[0])) as first:
        area = first.width * first.height
    pixels = bytearray(len(names) * area)
    for i, name in enumerate(names):
        with Image.open(os.path.join(path, name)) as image:
            pixels[i * area : (i + 1) * area] = image.convert("L").tobytes()
    print(time.perf_counter() - started)
elif task == "numpy":
    import numpy

    started = time.perf_counter()
    arrays = []
    for split in ("train", "t10k"):
        for kind, header in (("images-idx3", 16), ("labels-idx1", 8)):
            with gzip.open(os.path.join(path, f"{split}-{kind}-ubyte.gz")) as file:
                arrays.append(numpy.frombuffer(file.read(), numpy.uint8, offset=header))
    print(time.perf_counter() - started)
elif task == "forget":
    # The system forgets the content of all files below: the next reading comes from the disk.
    for folder, _, names in os.walk(path):
        for name in names:
            file = os.open(os.path.join(folder, name), os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)
