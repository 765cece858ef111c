#!/usr/bin/env python3
"""Computes the golden values and gradients of the calls in tensors/*.txt with PyTorch.

Usage: tensors.py FOLDER [FAMILY...]
writes FOLDER/tensors-FAMILY.jsonl.gz for each list, or for the families named.
The results are checked in; neither building nor testing needs Python.

A list has one line for each call that is not pointwise; a class of the tests in dev.obor.testing.cases holds the same
call under the same name, and a test fails where one side is missing.

  name | inputs | PyTorch expression | options

The expression is over x, the list of inputs. An input is a kind, a shape and, if it matters, a range:
  f floating-point (the call is made in float64 and in float32), t the same with ties (whole numbers), n the same with
  NaN and infinities, i int64, u uint8, b bool.
Options: ulp=n   how many units in the last place values and gradients may differ (0: same bits)
         floor=x units are taken at x where the expected value is smaller (terms of that size cancel)
         dense   only for dense inputs
         nocheck without numerical gradients, as at ties
"""

import pathlib
import re
import sys
import warnings
import zlib

import torch
import torch.nn.functional as F

from encode import about, encode, write

LISTS = pathlib.Path(__file__).with_name("tensors")
INPUT = re.compile(r"([ftniub])\[([\d,]*)\](?:\((-?\d+):(-?\d+)\))?$")
WHOLE = {"i": torch.int64, "u": torch.uint8, "b": torch.bool}


def calls(family):
    text = (LISTS / f"{family}.txt").read_text()
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


def lines(family):
    yield about()
    for call in calls(family):
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
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or sorted(path.stem for path in LISTS.glob("*.txt")):
        write(folder / f"tensors-{name}.jsonl.gz", lines(name))
