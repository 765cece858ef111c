"""Makes the pickle of MNIST that many courses use from the published IDX files.

    python3 tools/golden/files/mnist.py FOLDER_WITH_THE_IDX_FILES mnist.pkl.gz

The result is ((images, labels), (images, labels), (images, labels)) for training, validation (the last sixth of the
published training set) and test; images are float32 of shape (n, 784), pixel / 256, labels are int64. It is written as
Python 2 wrote it; in Python 3 read it with `pickle.load(file, encoding="latin1")`, in Java with `Pickle.load`.
"""
import gzip
import os
import sys

import numpy

from python2 import Python2


def idx(folder, name):
    path = os.path.join(folder, name)
    with open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb") as file:
        data = file.read()
    sizes = numpy.frombuffer(data, ">i4", data[3], 4)
    return numpy.frombuffer(data, "u1", -1, 4 + 4 * data[3]).reshape(sizes)


def pair(folder, name):
    images = idx(folder, name + "-images-idx3-ubyte")
    labels = idx(folder, name + "-labels-idx1-ubyte")
    return images.reshape(len(images), -1).astype("float32") / 256, labels.astype("int64")


def main(folder, target):
    images, labels = pair(folder, "train")
    kept = len(images) * 5 // 6
    sets = (images[:kept], labels[:kept]), (images[kept:], labels[kept:]), pair(folder, "t10k")
    # A fixed time: the same files give the same bytes.
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        Python2(file, 2).dump(sets)


if __name__ == "__main__":
    main(*sys.argv[1:])
