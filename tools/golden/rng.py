"""Writes GoldenNumbers.java, the numbers of PyTorch's CPU generator that the tests of dev.obor.random compare with.

Run with a PyTorch built without MKL (made with 1.13):
    python3 tools/golden/rng.py core/src/test/java/dev/obor/random/GoldenNumbers.java
"""
import hashlib
import struct
import sys
import zlib

import numpy
import torch

SIZES = [1, 15, 16, 17, 100]
SEEDS = [0, 10, 42, 123456789, -1, 4611686018427387]
F16, BF16, F32, F64 = torch.float16, torch.bfloat16, torch.float32, torch.float64
INTS = [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]


def name(dtype):
    return str(dtype)[len("torch."):]


def full(n, value, dtype):
    return torch.full((n,), value, dtype=dtype)


def empty(n, dtype):
    return torch.empty(n, dtype=dtype)


def strided(n, dtype):
    return torch.empty(n, 2, dtype=dtype)[:, 0]


def rows():
    """Yields label, whether all bits must agree, function of the size, and the pairs of size and seed."""
    every = [(n, seed) for n in SIZES for seed in SEEDS]
    turn = 0

    def some():
        nonlocal turn
        turn += 1
        return [(17, SEEDS[turn % 6]), (100, SEEDS[(turn + 3) % 6])]

    for d in (F32, F64):
        yield f"rand {name(d)}", True, lambda n, d=d: torch.rand(n, dtype=d), every
        yield f"randn {name(d)}", False, lambda n, d=d: torch.randn(n, dtype=d), every
    yield "randperm", True, torch.randperm, every
    for d in (F16, BF16):
        yield f"rand {name(d)}", True, lambda n, d=d: torch.rand(n, dtype=d), some()
        yield f"randn {name(d)}", True, lambda n, d=d: torch.randn(n, dtype=d), some() + [(15, 42)]
    for d in (F16, BF16, F32, F64):
        yield f"uniform {name(d)}", True, lambda n, d=d: empty(n, d).uniform_(-2.3, 3.1), some()
    for d in (F32, F64):
        yield f"normal {name(d)}", False, lambda n, d=d: empty(n, d).normal_(1.3, 2.7), some()
        yield f"strided {name(d)}", False, lambda n, d=d: strided(n, d).normal_(1.3, 2.7), some()
    for d in INTS + [F16, BF16, F32, F64]:
        yield f"all {name(d)}", True, lambda n, d=d: empty(n, d).random_(), some()
        yield f"between {name(d)}", True, lambda n, d=d: empty(n, d).random_(0, 2), some()
    for d in (torch.int8, torch.int64, F32):
        yield f"from {name(d)}", True, lambda n, d=d: empty(n, d).random_(3, None), some()
    wide = {"small": (-5, 17), "word": (0, 2**32), "huge": (-2**63, 2**63 - 1)}
    for label, (low, high) in wide.items():
        yield f"{label} int64", True, lambda n, a=low, b=high: torch.randint(a, b, (n,)), some()
    yield "full int64", True, lambda n: empty(n, torch.int64).random_(-2**63, None), some()
    yield "full int32", True, lambda n: empty(n, torch.int32).random_(-2**31, None), some()
    yield "rounded float32", True, lambda n: empty(n, F32).random_(-16777219, 98765432101), some()
    yield "rounded float16", True, lambda n: empty(n, F16).random_(-2049, 5001), some()
    for d in (F32, F64):
        yield f"bernoulli {name(d)}", True, lambda n, d=d: empty(n, d).bernoulli_(0.3), some()
        yield f"bernoullis {name(d)}", True, lambda n, d=d: torch.bernoulli(full(n, 0.3, d)), some()
        yield f"exponential {name(d)}", False, lambda n, d=d: empty(n, d).exponential_(1.7), some()
        yield f"cauchy {name(d)}", False, lambda n, d=d: empty(n, d).cauchy_(0, 2.5), some()
        yield f"logNormal {name(d)}", False, lambda n, d=d: empty(n, d).log_normal_(0.5, 0.7), some()
        for shape in (0.5, 2.5):
            yield f"gamma{shape} {name(d)}", False, lambda n, d=d, a=shape: torch._standard_gamma(full(n, a, d)), some()
        for count, p in ((5, 0.3), (100, 0.4), (1000, 0.95)):
            yield (f"binomial{count} {name(d)}", True,
                   lambda n, d=d, c=count, p=p: torch.binomial(full(n, c, d), full(n, p, d)), some())
    yield "geometric float32", True, lambda n: empty(n, F32).geometric_(0.3), some()
    yield "geometric int64", True, lambda n: empty(n, torch.int64).geometric_(0.3), some()
    for rate in (0.5, 37.5):
        yield f"poisson{rate} float64", True, lambda n, r=rate: torch.poisson(full(n, r, F64)), some()


def line(label, exact, make, n, seed):
    torch.manual_seed(seed)
    values = make(n).flatten()
    then = torch.randint(0, 2**31, (1,)).item()
    whole = not values.dtype.is_floating_point
    items = [int(v) for v in values.tolist()] if whole else values.tolist()
    packed = struct.pack(f"<{n}{'q' if whole else 'd'}", *items)
    shown = items if n <= 3 else items[:1] + items[-2:]
    texts = [str(numpy.float32(v)) if values.dtype == F32 else repr(v) for v in shown]
    crc = f"{zlib.crc32(packed):08x}" if exact else "-"
    return f"{label};{n};{seed};{crc};{then};{' '.join(texts)}"


def state(seed, draws):
    torch.manual_seed(seed)
    if draws:
        torch.randn(draws)
    return hashlib.sha256(bytes(torch.get_rng_state().tolist())).hexdigest()


def main(path):
    lines = [line(label, exact, make, n, s) for label, exact, make, pairs in rows() for n, s in pairs]
    # An odd count of draws leaves a normal number in the state, whose last bit hangs on the platform's sine.
    states = [f"{s};{draws};{state(s, draws)}" for s, draws in [(s, d) for s in SEEDS for d in (0, 4, 624)] + [(42, 3)]]
    head = f"""package dev.obor.random;

/// What PyTorch {torch.__version__} draws; written by tools/golden/rng.py.
final class GoldenNumbers {{
    /// What is drawn; how many; seed; CRC-32 of all as 8 bytes each, where all bits must agree; what
    /// `randint(0, 2**31)` gives next; the first and the last two.
    static final String DRAWS = \"\"\"
"""
    middle = '''""";

    /// Seed; how many normal numbers are drawn; SHA-256 of the bytes of `get_rng_state()` then.
    static final String STATES = """
'''
    indent = " " * 8
    with open(path, "w", encoding="utf-8") as out:
        out.write(head + "".join(indent + x + "\n" for x in lines) + indent + middle)
        out.write("".join(indent + x + "\n" for x in states) + indent + '""";\n\n    private GoldenNumbers() {}\n}\n')


if __name__ == "__main__":
    main(sys.argv[1])
