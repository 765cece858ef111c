"""Writes golden cases of recurrent networks, attention and transformers with random arguments: python3 sequences.py FILE.jsonl.gz

Each is a module with weights, inputs, results and, in float64, gradients, in the form that `obor conformance` reads; then the
starting weights that a module draws after a seed. A float key_padding_mask beside a float attn_mask is left out: 1.13 takes
the bits of its numbers for truths, later versions add it, as Obor does.
"""

import random
import sys

import torch
from torch import nn

from encode import encode, write

CASES = 100
STARTS = 30


def construct(made):
    """Returns the JSON form of a module's construction."""
    return {
        "module": "nn." + made["class"],
        "args": [construct(x) if isinstance(x, dict) else encode(x) for x in made["args"]],
        "kwargs": {name: encode(x) for name, x in made["kwargs"].items()},
    }


def build(made):
    return getattr(nn, made["class"])(*[build(x) if isinstance(x, dict) else x for x in made["args"]], **made["kwargs"])


def module(name, *args, **kwargs):
    return {"class": name, "args": list(args), "kwargs": kwargs}


def tensors(value):
    """Returns the tensors with gradients in nested tuples."""
    if isinstance(value, torch.Tensor):
        return [value] if value.requires_grad else []
    return [x for item in value for x in tensors(item)] if isinstance(value, (list, tuple)) else []


def maybe(kwargs, name, *values):
    if random.random() < 0.5:
        kwargs[name] = random.choice(values)


class Sizes:
    """The shapes and dtype of a case."""

    def __init__(self):
        self.dtype = random.choice([torch.float64, torch.float64, torch.float32])
        self.batch = random.choice([1, 2, 3])
        self.steps = random.choice([1, 2, 4, 7])
        self.keys = random.choice([1, 3, 5])
        self.batched = random.random() < 0.7
        self.batch_first = random.random() < 0.5

    def random(self, *sizes):
        return torch.randn(*sizes, dtype=self.dtype).requires_grad_(True)

    def sequence(self, steps, features):
        if not self.batched:
            return self.random(steps, features)
        return self.random(*((self.batch, steps) if self.batch_first else (steps, self.batch)), features)

    def padding(self, steps):
        return self.hidden(*([self.batch, steps] if self.batched else [steps]))

    def hidden(self, *sizes):
        mask = torch.rand(*sizes) < 0.3
        mask[..., 0] = False
        return mask

    def mask(self, heads, queries, keys):
        sizes = [queries, keys]
        if random.random() < 0.5:
            sizes = [(self.batch if self.batched else 1) * heads] + sizes
        return self.hidden(*sizes) if random.random() < 0.5 else torch.randn(*sizes, dtype=self.dtype)


def recurrent(s):
    name = random.choice(["LSTM", "GRU", "RNN"])
    features, hidden, layers = random.choice([1, 3, 5]), random.choice([2, 3, 6]), random.choice([1, 1, 2, 3])
    kwargs = {"num_layers": layers, "batch_first": s.batch_first, "bidirectional": random.random() < 0.5}
    maybe(kwargs, "bias", True, False)
    out = hidden
    if name == "LSTM":
        maybe(kwargs, "proj_size", 1, hidden - 1)
        out = kwargs.get("proj_size", hidden)
    if name == "RNN":
        maybe(kwargs, "nonlinearity", "relu", "tanh")
    inputs = [s.sequence(s.steps, features)]
    if random.random() < 0.5:
        lead = [layers * (2 if kwargs["bidirectional"] else 1)] + ([s.batch] if s.batched else [])
        h = s.random(*lead, out)
        inputs.append((h, s.random(*lead, hidden)) if name == "LSTM" else h)
    return module(name, features, hidden, **kwargs), inputs, {}


def cell(s):
    name = random.choice(["LSTMCell", "GRUCell", "RNNCell"])
    features, hidden, kwargs = random.choice([1, 3]), random.choice([2, 4]), {}
    maybe(kwargs, "bias", True, False)
    if name == "RNNCell":
        maybe(kwargs, "nonlinearity", "relu", "tanh")
    lead = [s.batch] if s.batched else []
    inputs = [s.random(*lead, features)]
    if random.random() < 0.5:
        h = s.random(*lead, hidden)
        inputs.append((h, s.random(*lead, hidden)) if name == "LSTMCell" else h)
    return module(name, features, hidden, **kwargs), inputs, {}


def attention(s):
    heads = random.choice([1, 2, 3])
    features = heads * random.choice([1, 2, 4])
    kwargs = {"batch_first": s.batch_first}
    maybe(kwargs, "kdim", features, 3, 5)
    maybe(kwargs, "vdim", features, 2, 4)
    for name in ("bias", "add_bias_kv", "add_zero_attn"):
        maybe(kwargs, name, True, False)
    inputs = [
        s.sequence(s.steps, features),
        s.sequence(s.keys, kwargs.get("kdim", features)),
        s.sequence(s.keys, kwargs.get("vdim", features)),
    ]
    call = {}
    maybe(call, "attn_mask", s.mask(heads, s.steps, s.keys))
    maybe(call, "key_padding_mask", s.padding(s.keys))
    maybe(call, "need_weights", True, False)
    maybe(call, "average_attn_weights", True, False)
    return module("MultiheadAttention", features, heads, **kwargs), inputs, call


def transformer(s):
    heads = random.choice([1, 2])
    # A norm over two features tells only which is larger.
    features = heads * random.choice([3, 4])
    kwargs = {"dropout": 0.0, "batch_first": s.batch_first, "norm_first": random.random() < 0.5}
    maybe(kwargs, "activation", "relu", "gelu")
    maybe(kwargs, "layer_norm_eps", 1e-3)
    name = random.choice(["Encoder", "EncoderLayer", "Decoder", "DecoderLayer", ""])
    source, call = s.sequence(s.keys, features), {}
    if name.startswith("Encoder"):
        layer = name.endswith("Layer")
        maybe(call, "src_mask" if layer else "mask", s.mask(heads, s.keys, s.keys))
        maybe(call, "src_key_padding_mask", s.padding(s.keys))
        inputs = [source]
    else:
        maybe(call, "tgt_mask", s.mask(heads, s.steps, s.steps))
        maybe(call, "memory_mask", s.mask(heads, s.steps, s.keys))
        maybe(call, "tgt_key_padding_mask", s.padding(s.steps))
        maybe(call, "memory_key_padding_mask", s.padding(s.keys))
        inputs = [s.sequence(s.steps, features), source]
    if name == "":
        maybe(call, "src_mask", s.mask(heads, s.keys, s.keys))
        maybe(call, "src_key_padding_mask", s.padding(s.keys))
        layers = random.choice([1, 2]), random.choice([1, 2])
        return module("Transformer", features, heads, *layers, 6, **kwargs), inputs[::-1], call
    if name.endswith("Layer"):
        return module("Transformer" + name, features, heads, 6, **kwargs), inputs, call
    norm = [module("LayerNorm", features)] if random.random() < 0.5 else []
    layer = module("Transformer" + name + "Layer", features, heads, 6, **kwargs)
    return module("Transformer" + name, layer, random.choice([1, 2]), *norm), inputs, call


def case(number):
    s = Sizes()
    made, inputs, call = random.choice([recurrent, cell, attention, attention, transformer, transformer])(s)
    it = build(made).to(s.dtype)
    with torch.no_grad():
        for parameter in it.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.5)
    out = it(*inputs, **call)
    section = {"out": encode(out)}
    if s.dtype == torch.float64:
        outs, given, parameters = tensors(out), tensors([*inputs, *call.values()]), dict(it.named_parameters())
        cot = [torch.randn_like(x) for x in outs]
        found = torch.autograd.grad(outs, given + list(parameters.values()), cot, allow_unused=True)
        gradients = [None if g is None else encode(g) for g in found]
        section["cot"] = [encode(c) for c in cot]
        section["grad_inputs"] = gradients[: len(given)]
        section["grad_params"] = dict(zip(parameters, gradients[len(given) :]))
    return {
        "id": f"sequences/{number}/{made['class']}",
        "kind": "module",
        "module": construct(made),
        "dtype": str(s.dtype)[6:],
        "state_dict": {name: encode(x.detach()) for name, x in it.state_dict().items()},
        "parameters": [name for name, _ in it.named_parameters()],
        "inputs": [encode(x) for x in inputs],
        "kwargs": {name: encode(x) for name, x in call.items()},
        "repr": repr(it),
        "train": section,
        "eval": "as train",
    }


def start(number):
    dtype = random.choice([torch.float32, torch.float64])
    encoder, decoder = module("TransformerEncoderLayer", 4, 2, 5), module("TransformerDecoderLayer", 4, 2, 5)
    made = random.choice(
        [
            module("MultiheadAttention", 6, 2, add_bias_kv=True),
            module("MultiheadAttention", 6, 2, kdim=3, bias=False),
            encoder,
            decoder,
            module("TransformerEncoder", encoder, 2),
            module("Transformer", 4, 2, 2, 1, 5),
            module("LSTM", 3, 4, num_layers=2, bidirectional=True, proj_size=2),
            module("GRU", 3, 4, num_layers=2, bias=False),
            module("RNN", 3, 4),
            module("GRUCell", 3, 4),
        ]
    )
    torch.set_default_dtype(dtype)
    torch.manual_seed(number)
    state = build(made).state_dict()
    torch.set_default_dtype(torch.float32)
    return {
        "id": f"sequences/start/{number}/{made['class']}",
        "kind": "default_weights",
        "default_dtype": str(dtype)[6:],
        "seed": number,
        "module": construct(made),
        "state_dict": {name: encode(x) for name, x in state.items()},
    }


if __name__ == "__main__":
    random.seed(1)
    torch.manual_seed(1)
    cases = [case(number) for number in range(CASES)]
    write(sys.argv[1], cases + [start(number) for number in range(STARTS)])
