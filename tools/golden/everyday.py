#!/usr/bin/env python3
"""Computes with PyTorch what the calls in everyday.txt return.

Usage: everyday.py FOLDER
writes FOLDER/everyday.jsonl.gz. The results are checked in; neither building nor testing needs Python.

A line is a call as people write it every day, in Java, and, after a bar, the same in Python where that is not what
`python` below makes of it. EverydayCallsTest compiles the Java, so a line fails if an overload is missing, and compares
the results. Both sides see the inputs that `inputs` makes, afresh for each call, and a generator seeded with 0.
"""

import math
import pathlib
import re
import sys
import warnings

import torch
import torch.nn.functional as F

from encode import about, encode, write

SPACES = {"Obor": "torch", "Linalg": "torch.linalg", "Special": "torch.special", "Init": "torch.nn.init"}


def wave(*sizes):
    """Numbers that are no whole ones, have both signs, and are the same in Java."""
    count = math.prod(sizes)
    numbers = [((37 * i + 11) % 101 - 50) / 16 for i in range(count)]
    return torch.tensor(numbers).reshape(sizes).clone()


def inputs():
    return {
        "x": wave(3, 4),
        "y": wave(3, 4).flip(0, 1),
        "q": wave(2, 3, 4),
        "v": wave(4),
        "s": torch.tensor(2.5),
        "w": wave(5, 4),
        "b": wave(5),
        "A": wave(3, 3) + 4 * torch.eye(3),
        "P": wave(3, 3) @ wave(3, 3).t() + 4 * torch.eye(3),
        "p": wave(3, 4).sigmoid(),
        "k": torch.tensor([[3, 1, 2, 1], [0, 2, 2, 5], [1, 1, 4, 0]]),
        "i": torch.tensor([2, 0, 1]),
        "m": torch.tensor([[True, False, True, True], [False, False, True, False], [True, True, False, False]]),
        "seq": wave(1, 2, 6),
        "img": wave(1, 2, 4, 4),
        "vol": wave(1, 2, 4, 4, 4),
        "ker": wave(3, 2, 3, 3),
    }


def python(java):
    text = re.sub(r"new (?:int|double|float|long)\[\] \{([^}]*)\}", r"[\1]", java)
    text = re.sub(r"List\.of\(([^()]*)\)", r"[\1]", text)
    text = re.sub(r"\b(Obor|Linalg|Special|Init)\.", lambda found: SPACES[found.group(1)] + ".", text)
    text = re.sub(r"(?<=[.])([a-z]\w*)(?=\()", lambda found: re.sub(r"(?<!^)([A-Z])", r"_\1", found.group(1)).lower(), text)
    return re.sub(r"\b(true|false)\b", lambda found: found.group(1).capitalize(), text)


def parts(value):
    """The tensors and numbers of a result, one after the other."""
    if isinstance(value, (list, tuple)):
        return [part for item in value for part in parts(item)]
    return [str(value).replace("torch.", "") if isinstance(value, (torch.dtype, torch.device)) else value]


def lines(calls):
    wrong = []
    yield about()
    for call in calls:
        java, _, given = (part.strip() for part in call.partition("|"))
        code = given or python(java)
        torch.manual_seed(0)
        try:
            value = eval(code, {"torch": torch, "F": F, "math": math, "inf": math.inf}, inputs())
        except Exception as error:
            wrong.append(f"{java}: {code}: {error}")
            continue
        yield {"kind": "call", "java": java, "python": code, "out": [encode(part) for part in parts(value)]}
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    text = pathlib.Path(__file__).with_name("everyday.txt").read_text()
    wanted = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    write(pathlib.Path(sys.argv[1]) / "everyday.jsonl.gz", lines(wanted))
