"""Makes the files that the tests of the module io read: NumPy's, PyTorch's, pickles, images.

    /usr/bin/python3 tools/golden/files/files.py io/src/test/resources/dev/obor/io/golden

Element i of every array is a function of i alone, `values` here and `ArraySamples.golden` in the tests. Needs NumPy,
PyTorch and Pillow; the files that are checked in come from 1.24.2, 1.13.0 and 9.4.0.
"""
import collections
import gzip
import io
import os
import pickle
import struct
import sys

import numpy
import torch

DTYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"]


def values(dtype, *shape):
    """The array of a dtype and shape; bfloat16 as its bits in two bytes."""
    count = int(numpy.prod(shape)) if shape else 1
    i = numpy.arange(count)
    number = i * 37 % 101
    if dtype == "bool":
        a = i % 3 == 0
    elif dtype == "uint8":
        a = number.astype(dtype)
    elif dtype.startswith("int"):
        a = (number - 50).astype(dtype)
    elif dtype == "bfloat16":
        a = ((number - 50) / 8).astype("<f4").view("<u4") >> 16
        return a.astype("<u2").view("<V2").reshape(shape)
    else:
        a = ((number - 50) / 8).astype(dtype)
    return a.reshape(shape)


def tensor(dtype, *shape):
    if dtype == "bfloat16":
        return torch.from_numpy(values("float32", *shape)).to(torch.bfloat16)
    return torch.from_numpy(values(dtype, *shape))


def npy(folder):
    for dtype in DTYPES:
        numpy.save(f"{folder}/{dtype}.npy", values(dtype, 2, 3))
        a = values(dtype, 2, 3, 4)
        if dtype == "bfloat16":
            # NumPy does not swap the bytes of V2; it does keep a column-major order.
            swapped = numpy.asfortranarray(a)
        else:
            swapped = numpy.asfortranarray(a.astype(a.dtype.newbyteorder(">")))
        numpy.save(f"{folder}/{dtype}-swapped.npy", swapped)
    for version in (2, 3):
        with open(f"{folder}/version{version}.npy", "wb") as f:
            numpy.lib.format.write_array(f, values("float32", 2, 3), version=(version, 0))
    numpy.save(f"{folder}/number.npy", values("float64"))
    numpy.save(f"{folder}/empty.npy", values("float64", 0, 3))


def npz(folder):
    arrays = {dtype: values(dtype, 2, 3) for dtype in DTYPES}
    arrays["layer.0/weight ü"] = numpy.asfortranarray(values("float32", 3, 5))
    arrays["number"] = values("int64")
    numpy.savez(f"{folder}/stored.npz", **arrays)
    numpy.savez_compressed(f"{folder}/compressed.npz", zeros=numpy.zeros((300, 100)), **arrays)


def network():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2, bias=False))
    with torch.no_grad():
        for value in net.state_dict().values():
            value.copy_(tensor(str(value.dtype)[6:], *value.shape))
    return net


def checkpoint():
    base = tensor("float32", 4, 6)
    net = network()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.5)
    net(torch.ones(2, 3)).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
    state = optimizer.state_dict()
    for entry in state["state"].values():
        for value in entry.values():
            value.copy_(tensor("float32", *value.shape))
    return {
        "model": network().state_dict(),
        "optimizer": state,
        "dtypes": {dtype: tensor(dtype, 2, 3) for dtype in DTYPES},
        "views": [base, base.t(), base[1], base[:, 2:5:2], base[0, 0].expand(3, 2), base[2:2]],
        "parameter": torch.nn.Parameter(tensor("float64", 2)),
        "tracked": tensor("float32", 2).requires_grad_(),
        "number": tensor("int64"),
        "size": torch.Size([2, 3]),
        "dtype": torch.bfloat16,
        "none": None,
        "truth": (True, False),
        "ints": [0, 255, 256, -1, 65535, 65536, -(2**31), 2**31, 2**63 - 1, -(2**63), 2**63, -(2**100)],
        "floats": (0.1, -0.0, float("inf"), 1e-310),
        "texts": ["", "plain", "Ünïcödé 🔥", "x" * 300],
        "bytes": b"\x00\xff\n",
        7: {"nested": [[], {}, ()], 0.5: "half", None: "none", True: "yes"},
        "set": {1, 2, 3},
        "best": numpy.float64(0.25),
        "step": numpy.int64(12),
        "array": values("float32", 2, 2),
    }


def pt(folder):
    for name, legacy in (("zip", False), ("legacy", True)):
        save = lambda value, file: torch.save(value, file, _use_new_zipfile_serialization=not legacy)
        save(network().state_dict(), f"{folder}/state-{name}.pt")
        save(checkpoint(), f"{folder}/checkpoint-{name}.pt")
        save(tensor("float32", 2, 3), f"{folder}/tensor-{name}.pt")
    torch.jit.script(torch.nn.Linear(2, 2)).save(f"{folder}/script.pt")


class Python2(pickle._Pickler):
    """Writes texts and bytes as Python 2 did, as byte strings without an encoding."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_text(self, value):
        data = value.encode("latin-1") if isinstance(value, str) else value
        if self.bin and len(data) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(data)]) + data)
        elif self.bin:
            self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)
        else:
            self.write(pickle.STRING + repr(data)[1:].encode("ascii") + b"\n")
        self.memoize(value)

    dispatch[str] = save_text
    dispatch[bytes] = save_text


def pickles(folder):
    def pair(n):
        return values("float32", n, 4), values("int64", n)

    value = (pair(3), pair(2), pair(1))
    for protocol in range(6):
        with open(f"{folder}/pairs-{protocol}.pkl", "wb") as f:
            pickle.dump(value, f, protocol)
    for protocol in range(3):
        buffer = io.BytesIO()
        Python2(buffer, protocol).dump(value)
        pickle.loads(buffer.getvalue(), encoding="latin1")
        with gzip.GzipFile(f"{folder}/pairs-python2-{protocol}.pkl.gz", "wb", mtime=0) as f:
            f.write(buffer.getvalue())
    everything = {
        "arrays": {dtype: values(dtype, 2, 3) for dtype in DTYPES if dtype != "bfloat16"},
        "swapped": values("float64", 2, 3).astype(">f8"),
        "column": numpy.asfortranarray(values("int16", 2, 3)),
        "scalars": [numpy.float32(0.5), numpy.int8(-3), numpy.bool_(True), numpy.uint8(200)],
        "values": [None, True, False, 1, -1, 300, 70000, 2**40, -(2**90), 0.5, "ü", b"\x80", bytearray(b"ab")],
        "containers": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], {}, {1}, frozenset([2]),
                       collections.OrderedDict(a=1)],
        "dtype": numpy.dtype("float32"),
    }
    for protocol in range(6):
        with open(f"{folder}/everything-{protocol}.pkl", "wb") as f:
            pickle.dump(everything, f, protocol)


def images(folder):
    from PIL import Image

    rgb = values("uint8", 5, 7, 3)
    rgba = values("uint8", 5, 7, 4)
    grey = values("uint8", 5, 7)
    Image.fromarray(rgb).save(f"{folder}/rgb.png")
    Image.fromarray(rgba).save(f"{folder}/rgba.png")
    Image.fromarray(grey).save(f"{folder}/grey.png")
    Image.fromarray(numpy.dstack([grey, 255 - grey]), "LA").save(f"{folder}/grey-alpha.png")
    Image.fromarray(grey.astype("<u2") * 257).save(f"{folder}/grey16.png")
    Image.fromarray(grey > 50).save(f"{folder}/bits.png")
    Image.fromarray(rgb).quantize(200).save(f"{folder}/palette.png")
    ramp = numpy.add.outer(numpy.arange(24) * 5, numpy.arange(40) * 3).astype("uint8")
    Image.fromarray(numpy.dstack([ramp, 255 - ramp, ramp // 2])).save(f"{folder}/rgb.jpg", quality=95, subsampling=0)
    Image.fromarray(ramp).save(f"{folder}/grey.jpg", quality=95)


if __name__ == "__main__":
    target = sys.argv[1]
    os.makedirs(target, exist_ok=True)
    for make in (npy, npz, pt, pickles, images):
        make(target)
