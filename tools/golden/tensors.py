#!/usr/bin/env python3
"""Computes the golden values and gradients of the calls in tensors.txt with PyTorch.

Usage: tensors.py OUTPUT.jsonl.gz
The result is checked in; neither building nor testing needs Python.
"""

import pathlib
import re
import sys
import warnings
import zlib

import torch
import torch.nn.functional as F

from encode import about, encode, write

INPUT = re.compile(r"([ftniub])\[([\d,]*)\](?:\((-?\d+):(-?\d+)\))?$")
WHOLE = {"i": torch.int64, "u": torch.uint8, "b": torch.bool}


def calls():
    text = pathlib.Path(__file__).with_name("tensors.txt").read_text()
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, inputs, expression, options = [part.strip() for part in line.split("|")]
            yield {
                "name": name,
                "inputs": [INPUT.match(i).groups() for i in inputs.split()],
                "expression": compile(expression, name, "eval"),
                "options": dict(o.split("=") if "=" in o else (o, "") for o in options.split()),
            }


def sample(kind, shape, low, high, dtype):
    sizes = [int(s) for s in shape.split(",") if s]
    low, high = (-3, 3) if low is None else (int(low), int(high))
    if kind in WHOLE:
        return torch.randint(0 if kind in "ub" else low, 2 if kind == "b" else high + 1, sizes).to(WHOLE[kind])
    if kind == "t":
        return torch.randint(low, high + 1, sizes).to(dtype).requires_grad_(True)
    x = torch.rand(sizes, dtype=torch.float64) * (high - low) + low
    if kind == "n":
        flat = x.flatten()
        flat[0] = float("inf")
        flat[-1] = float("nan")
        if len(flat) > 6:
            flat[8] = float("-inf")
        x = flat.reshape(sizes)
    return x.to(dtype).requires_grad_(True)


def lines():
    yield about()
    for call in calls():
        for dtype in (torch.float64, torch.float32):
            # By name, so that a new call leaves the others' numbers alone.
            torch.manual_seed(zlib.crc32(call["name"].encode()))
            inputs = [sample(*i, dtype) for i in call["inputs"]]
            out = eval(call["expression"], {"x": inputs, "torch": torch, "F": F})
            options = call["options"]
            line = {
                "kind": "call",
                "name": call["name"],
                "inputs": [encode(x) for x in inputs],
                "ulp": float(options.get("ulp", 0)),
                "floor": float(options.get("floor", 0)),
                "dense": "dense" in options,
                "check": "nocheck" not in options,
                "out": encode(out.detach()),
            }
            if out.requires_grad:
                cot = torch.rand_like(out) * 2 - 1
                wanted = [x for x in inputs if x.requires_grad]
                line["cot"] = encode(cot.detach())
                line["grads"] = [encode(g) for g in torch.autograd.grad(out, wanted, cot)]
            yield line
            if not any(x.is_floating_point() for x in inputs):
                break


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    write(sys.argv[1], lines())
