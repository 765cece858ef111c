"""Writes golden files: gzipped JSON lines with tensors and numbers encoded as dev.obor.testing.Golden reads them."""

import gzip
import json
import math
import platform

import torch


def number(x):
    if isinstance(x, bool) or isinstance(x, int):
        return x
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    return x


def encode(value):
    """Returns the JSON form of a Python value."""
    if isinstance(value, torch.Tensor):
        data = value.detach()
        if data.dtype in (torch.float16, torch.bfloat16):
            data = data.to(torch.float32)
        result = {
            "t": str(value.dtype).replace("torch.", ""),
            "s": list(value.shape),
            "d": [number(x) for x in data.flatten().tolist()],
        }
        if value.requires_grad and value.is_leaf:
            result["g"] = True
        return result
    if isinstance(value, float):
        return {"f": number(value)}
    if isinstance(value, (list, tuple)):
        return {"l": [encode(x) for x in value]}
    return value


def about():
    """Returns the line that says where the values come from."""
    return {"kind": "about", "torch": torch.__version__, "python": platform.python_version()}


def write(path, lines):
    """Writes lines; the same lines give the same bytes."""
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        for line in lines:
            packed.write((json.dumps(line) + "\n").encode())
