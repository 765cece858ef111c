#!/usr/bin/env python3
"""Computes the golden values and gradients of the pointwise operators in operators/*.txt with PyTorch.

Usage: operators.py FOLDER [FAMILY...]
writes FOLDER/operators-FAMILY.jsonl.gz for each list, or for the families named, and FOLDER/result-types.jsonl.gz.
The results are checked in; neither building nor testing needs Python.

A list has one line for each operator:

  name | PyTorch expression | range of each input | parameters | dtypes | options

The expression is over a, b, c (the inputs) and p (the list of parameters); `exact` calls mpmath. A range is low:high, or mask. Random
inputs are drawn from it, and gradients are checked within it: the function must be smooth there but for single points.
dtypes: all, numbers (all but bool), float, full (float32 and float64), single, double, float16, bfloat16 or ints; those that PyTorch turns down are left out by themselves.
Options: ulp=n     how many units in the last place values may differ (0: same bits)
         grad=n    the same for gradients; the sign of a zero gradient is free
         floor=x   units are taken at x where the expected value is smaller (terms of that size cancel)
         gfloor=x  the same for gradients
         special=v,...  further special values
         zeros     the sign of a zero is free
         nomax     without the largest finite values
         without=v,...  without these special values; subnormal and tiny, the smallest normal number, of either sign
         constant=i  no gradient with respect to input i
"""

import itertools
import pathlib
import sys
import warnings
import zlib

import mpmath
import numpy
import torch
import torch.nn.functional as F

from encode import about, encode, write

LISTS = pathlib.Path(__file__).with_name("operators")
FLOATS = [torch.float32, torch.float64]
HALVES = [torch.float16, torch.bfloat16]
INTS = [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]
DTYPES = FLOATS + HALVES + INTS + [torch.bool]
SHAPE = (5, 7)


def operators(family):
    text = (LISTS / f"{family}.txt").read_text()
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, expression, ranges, params, dtypes, options = [part.strip() for part in line.split("|")]
            yield {
                "name": name,
                "expression": compile(expression, name, "eval"),
                "ranges": ranges.split(),
                "params": [float(p) for p in params.split()],
                "dtypes": dtypes,
                "options": dict(o.split("=") if "=" in o else (o, "") for o in options.split()),
            }


def chosen(operator):
    if operator["dtypes"] == "all":
        return DTYPES
    if operator["dtypes"] == "float":
        return FLOATS + HALVES
    if operator["dtypes"] == "numbers":
        return FLOATS + HALVES + INTS
    if operator["dtypes"] == "full":
        return FLOATS
    if operator["dtypes"] == "single":
        return [torch.float32]
    if operator["dtypes"] == "double":
        return [torch.float64]
    if operator["dtypes"] in ("float16", "bfloat16"):
        return [getattr(torch, operator["dtypes"])]
    if operator["dtypes"] == "ints":
        return INTS
    raise ValueError(f"{operator['name']}: dtypes {operator['dtypes']}")


def bounds(text):
    low, high = text.split(":")
    return float(low), float(high)


def sample(text, dtype):
    """Random elements of a range; integers reach a little further than the range, bools are coins."""
    if text == "mask" or dtype == torch.bool:
        return torch.rand(SHAPE) < 0.5
    low, high = bounds(text)
    if dtype.is_floating_point:
        return (torch.rand(SHAPE, dtype=torch.float64) * (high - low) + low).to(dtype)
    if dtype == torch.uint8:
        low, high = 0, 3 * high
    return torch.randint(int(low), int(high) + 1, SHAPE).to(dtype)


def special_values(operator, dtype):
    """What formulas get wrong: NaN, infinities, zeros of both signs, ties, bounds and their neighbours, extremes."""
    if dtype == torch.bool:
        return torch.tensor([False, True])
    if not dtype.is_floating_point:
        info = torch.iinfo(dtype)
        return torch.tensor([info.min, info.max, 0, 1, 2], dtype=dtype)
    info = torch.finfo(dtype)
    values = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5]
    if len(operator["ranges"]) == 1:
        tiny = info.tiny * info.eps
        values += [tiny, -tiny, info.tiny, -info.tiny, 1e-3, -1e-3, 8388607.5, 4503599627370495.5]
        values += [] if "nomax" in operator["options"] else [info.max, info.min]
        values += [float(v) for v in operator["options"].get("special", "").split(",") if v]
    left_out = operator["options"].get("without", "").split(",")
    tiny = info.tiny if "tiny" in left_out else info.tiny / 2 if "subnormal" in left_out else 0
    values = [v for v in values if str(v) not in left_out and not 0 < abs(v) <= tiny]
    values = torch.tensor(values, dtype=torch.float64).to(dtype)
    edges = torch.tensor(operator["params"], dtype=dtype)
    if dtype in HALVES:
        return torch.cat([values, edges])
    infinite = torch.tensor(float("inf"), dtype=dtype)
    return torch.cat([values, edges, torch.nextafter(edges, infinite), torch.nextafter(edges, -infinite)])


def special(operator, dtype):
    values = special_values(operator, dtype)
    arity = len(operator["ranges"])
    if arity == 3 and dtype.is_floating_point:
        values = values[:7]
    masks = torch.tensor([True, False])
    grids = torch.meshgrid(
        *[torch.arange(2 if r == "mask" else len(values)) for r in operator["ranges"]], indexing="ij"
    )
    return [
        (masks if r == "mask" else values)[grid.flatten()] for r, grid in zip(operator["ranges"], grids)
    ]


def exact(name, x):
    """A function of mpmath, for those that PyTorch gets wrong: NaN at infinities and where it is complex or has a pole."""
    function = getattr(mpmath, name[:-1] if name[-1] in "01" else name)
    order = [int(name[-1])] if name[-1] in "01" else []

    def value(v):
        try:
            y = function(*order, mpmath.mpf(v)) if abs(v) < float("inf") else mpmath.nan
        except ValueError:
            return float("nan")
        return float(y) if isinstance(y, mpmath.mpf) else float("nan")

    dtype = x.dtype if x.dtype.is_floating_point else torch.float32
    with mpmath.workdps(60):
        # Where the argument is rounded to the dtype first, as in PyTorch.
        values = [value(v) for v in x.to(dtype).double().flatten().tolist()]
    return torch.tensor(values, dtype=torch.float64).reshape(x.shape).to(dtype)


def evaluate(operator, kind, inputs, dtype):
    """Returns the golden line, or None if PyTorch turns the dtype down."""
    differentiable = dtype in FLOATS
    names = dict(zip("abc", inputs), p=operator["params"], torch=torch, F=F, exact=exact, numpy=numpy, HALVES=HALVES)
    constant = int(operator["options"].get("constant", -1))
    for i, x in enumerate(inputs):
        if differentiable and x.is_floating_point() and i != constant:
            x.requires_grad_(True)
    try:
        out = eval(operator["expression"], names)
    except (RuntimeError, TypeError):
        return None
    if out is None:
        return None
    line = {
        "kind": kind,
        "op": operator["name"],
        "dtype": {"dtype": str(dtype).replace("torch.", "")},
        "inputs": [encode(x) for x in inputs],
        "out": encode(out),
    }
    if out.requires_grad:
        # At special values a plain factor, so that it is the operator's own infinities that are seen.
        cot = torch.full_like(out, 1.5) if kind == "special" else torch.rand_like(out) * 2 - 1
        wanted = [x for x in inputs if x.requires_grad]
        try:
            grads = torch.autograd.grad(out, wanted, cot, allow_unused=True)
        except (NotImplementedError, RuntimeError):
            return line
        line["cot"] = encode(cot.detach())
        line["grads"] = [encode(g) for g in grads]
    return line


def lines(family):
    yield about()
    for operator in operators(family):
        options = operator["options"]
        yield {
            "kind": "operator",
            "op": operator["name"],
            "ranges": [[0.0, 1.0] if r == "mask" else list(bounds(r)) for r in operator["ranges"]],
            "params": operator["params"],
            "ulp": float(options.get("ulp", 0)),
            "grad_ulp": float(options.get("grad", 0)),
            "floor": float(options.get("floor", 0)),
            "grad_floor": float(options.get("gfloor", 0)),
            "free_zeros": "zeros" in options,
        }
        for dtype in chosen(operator):
            # By name, so that a new operator leaves the others' numbers alone.
            torch.manual_seed(zlib.crc32(operator["name"].encode()))
            inputs = [sample(r, dtype) for r in operator["ranges"]]
            for kind, values in (("values", inputs), ("special", special(operator, dtype))):
                line = evaluate(operator, kind, values, dtype)
                if line is not None:
                    yield line


def result_types():
    """Rows of: first dtype, its rank, second dtype, its rank, dtype of the sum, of the quotient, of the comparison."""
    numbers = {"int": 3, "float": 2.5}
    for first, second in itertools.product(DTYPES, DTYPES + list(numbers)):
        for ranks in itertools.product("dz", ["number"] if isinstance(second, str) else ["d", "z"]):
            a = torch.ones([2] if ranks[0] == "d" else [], dtype=first)
            if isinstance(second, str):
                b = numbers[second]
            else:
                b = torch.ones([2] if ranks[1] == "d" else [], dtype=second)
            results = [torch.result_type(a, b), (a / b).dtype, (a == b).dtype]
            yield [str(x).replace("torch.", "") for x in (first, ranks[0], second, ranks[1], *results)]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or sorted(path.stem for path in LISTS.glob("*.txt")):
        write(folder / f"operators-{name}.jsonl.gz", lines(name))
    write(folder / "result-types.jsonl.gz", [about(), {"kind": "result_type", "rows": list(result_types())}])
