#!/usr/bin/env python3
"""Computes golden cases of torch.distributions: of every class its moments, densities, gradients and draws, of every pair of
classes the divergence, of every transform both directions, of every constraint its check.

usage: distributions.py FILE.jsonl.gz

The cases have the format that `obor conformance` reads.
"""
import gzip
import io
import itertools
import json
import math
import sys
import warnings

import torch
import torch.distributions as D
from torch.distributions import constraints as C
from torch.distributions import transforms as T

warnings.simplefilter("ignore")


def number(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def tensor(value, grad=False):
    value_ = value.detach()
    flat = value_.reshape(-1).tolist()
    data = [number(x) if isinstance(x, float) else x for x in flat]
    result = {"t": str(value.dtype)[6:], "s": list(value.shape), "d": data}
    if grad:
        result["g"] = True
    return result


def encode(value):
    if isinstance(value, torch.Tensor):
        return tensor(value, value.requires_grad)
    if isinstance(value, bool) or isinstance(value, int) or value is None:
        return value
    if isinstance(value, float):
        return {"f": number(value)}
    if isinstance(value, (torch.Size, list, tuple)):
        return {"l": [encode(item) for item in value]}
    if isinstance(value, Made):
        return value.text()
    raise TypeError(type(value))


class Made:
    """An object to construct, with its arguments."""

    def __init__(self, kind, name, *args, **kwargs):
        self.kind, self.name, self.args, self.kwargs = kind, name, args, kwargs

    def text(self):
        result = {self.kind: self.name}
        if self.args:
            result["args"] = [encode(arg) for arg in self.args]
        if self.kwargs:
            result["kwargs"] = {key: encode(arg) for key, arg in self.kwargs.items()}
        return result

    def value(self, **more):
        args = [unwrap(arg) for arg in self.args]
        kwargs = {key: unwrap(arg) for key, arg in self.kwargs.items()}
        if self.kind == "dist":
            return getattr(D, self.name)(*args, **kwargs, **more)
        if self.kind == "transform":
            name = self.name[:-4] if self.name.endswith(".inv") else self.name
            made = getattr(T, name)(*args, **kwargs)
            return made.inv if self.name.endswith(".inv") else made
        found = getattr(C, self.name)
        return found(*args, **kwargs) if args or kwargs else found

    def copy(self):
        """Returns the same with tensors of its own."""
        args = [copied(arg) for arg in self.args]
        return Made(self.kind, self.name, *args, **{key: copied(arg) for key, arg in self.kwargs.items()})

    def tracked(self):
        found = []
        for value in list(self.args) + list(self.kwargs.values()):
            found += tracked(value)
        return found


def copied(value):
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if isinstance(value, Made):
        return value.copy()
    return [copied(item) for item in value] if isinstance(value, list) else value


def unwrap(value):
    if isinstance(value, Made):
        return value.value()
    if isinstance(value, list):
        return [unwrap(item) for item in value]
    return value


def tracked(value):
    if isinstance(value, torch.Tensor):
        return [value] if value.requires_grad else []
    if isinstance(value, Made):
        return value.tracked()
    if isinstance(value, list):
        return [found for item in value for found in tracked(item)]
    return []


def dist(name, *args, **kwargs):
    return Made("dist", name, *args, **kwargs)


def transform(name, *args, **kwargs):
    return Made("transform", name, *args, **kwargs)


def constraint(name, *args, **kwargs):
    return Made("constraint", name, *args, **kwargs)


def t(*data, grad=True):
    data = data[0] if len(data) == 1 else list(data)
    return torch.tensor(data, dtype=torch.float64, requires_grad=grad)


def distributions():
    """Returns samples of every class, and values to ask for besides draws."""
    loc, scale = t(0.3, -2.0, 4.0), t(0.7, 2.0, 1e-2)
    rows, columns = t([[0.4], [1.7], [6.0]]), t([[0.6, 2.5]])
    cov = t([[2.0, 0.3, 0.1], [0.3, 1.5, -0.4], [0.1, -0.4, 0.8]])
    covs = t([[[2.0, 0.3], [0.3, 1.0]], [[1.0, -0.2], [-0.2, 0.5]]])
    tril = t([[1.2, 0.0, 0.0], [0.3, 0.8, 0.0], [-0.5, 0.2, 2.0]])
    real = [-3.0, -0.5, 0.0, 1.0, 7.0]
    above = [0.0, 1e-4, 0.3, 1.0, 2.5, 30.0]
    unit = [0.0, 1e-5, 0.2, 0.5, 0.97, 1.0]
    whole = [0.0, 1.0, 2.0, 5.0, 17.0]
    for name in ("Normal", "Laplace", "Cauchy", "Gumbel"):
        yield dist(name, loc, scale), real
        yield dist(name, t([[0.0], [-1.0]]), t(0.5, 3.0)), real
        yield dist(name, t(1.5), t(2.5)), real
        yield dist(name, 0.5, 1.5), real
    for name in ("LogNormal",):
        yield dist(name, loc, t(0.7, 1.3, 0.2)), above
        yield dist(name, t([[0.0], [-1.0]]), t(0.5, 1.0)), above
        yield dist(name, 0.0, 1.0), above
    for name in ("Gamma", "FisherSnedecor", "Weibull", "Pareto"):
        yield dist(name, rows, columns), above + [9.0]
        yield dist(name, t(2.0), t(3.5)), above
        yield dist(name, t(5.0, 0.5), t(6.5, 4.2)), above
        yield dist(name, 3.0, 4.5), above
    for name in ("Beta", "Kumaraswamy"):
        yield dist(name, rows, columns), unit
        yield dist(name, t(2.0, 1.0, 0.3), t(3.5, 1.0, 0.2)), unit
        yield dist(name, t(1.0), t(3.0)), unit
        yield dist(name, 2.0, 3.0), unit
    for name in ("Exponential", "HalfNormal", "HalfCauchy", "Chi2"):
        yield dist(name, rows), above
        yield dist(name, t(1.0, 4.5)), above
        yield dist(name, 2.0), above
    yield dist("Poisson", t(0.0, 0.5, 30.0)), whole
    yield dist("Poisson", t([[1.0], [7.5]])), whole
    yield dist("Poisson", 4.0), whole
    yield dist("StudentT", rows, t([[0.0, 1.0]]), columns), real
    yield dist("StudentT", t(2.0, 3.5)), real
    yield dist("StudentT", df=5.0), real
    yield dist("Uniform", t(-1.0, 0.0), t(2.0, 0.25)), real + [0.1]
    yield dist("Uniform", t([[0.0], [1.0]]), t(2.0, 3.0)), real
    yield dist("Uniform", 0.0, 2.0), real
    for name, values in (("Bernoulli", [0.0, 1.0]), ("Geometric", whole), ("ContinuousBernoulli", unit)):
        yield dist(name, probs=t(0.1, 0.5, 0.9)), values
        yield dist(name, probs=t([[0.4999, 0.5001], [0.02, 0.7]])), values
        yield dist(name, logits=t([[-3.0], [0.0], [1.5]])), values
        yield dist(name, logits=t(0.7)), values
        yield dist(name, probs=0.25), values
    yield dist("Bernoulli", probs=t(0.0, 1.0)), [0.0, 1.0]
    yield dist("Geometric", probs=t(1.0, 0.5)), whole
    yield dist("Binomial", 5, probs=t(0.1, 0.5, 1.0)), [0.0, 1.0, 5.0]
    yield dist("Binomial", t(3.0, 9.0), logits=t([[-1.0], [0.0]])), [0.0, 1.0, 3.0]
    yield dist("Binomial", total_count=t(4.0), probs=t(0.3)), [0.0, 1.0, 4.0]
    yield dist("NegativeBinomial", 5, probs=t(0.1, 0.5, 0.9)), whole
    yield dist("NegativeBinomial", t(0.0, 2.5), logits=t([[-1.0], [0.5]])), whole
    for name in ("Categorical", "OneHotCategorical", "OneHotCategoricalStraightThrough"):
        yield dist(name, probs=t(0.2, 0.5, 1.3)), []
        yield dist(name, probs=t([[0.2, 0.8, 0.0], [1.0, 1.0, 1.0]])), []
        yield dist(name, logits=t([[0.1, -2.0, 1.0, 0.0], [3.0, 0.0, 0.0, -1.0]])), []
    for name in ("Multinomial",):
        yield dist(name, 4, probs=t(0.2, 0.5, 1.3)), []
        yield dist(name, 7, logits=t([[0.1, -2.0, 1.0], [3.0, 0.0, -1.0]])), []
    yield dist("Dirichlet", t(0.4, 1.0, 3.0)), []
    yield dist("Dirichlet", t([[0.4, 0.3, 0.9], [5.0, 2.0, 1.0]])), []
    yield dist("VonMises", t(0.5, -2.0), t([[0.3], [5.0]])), real
    yield dist("LogisticNormal", t(0.0, 1.0, -0.5), t(1.0, 0.5, 2.0)), []
    yield dist("LogisticNormal", t([[0.0, 1.0], [2.0, -1.0]]), t(1.0, 0.5)), []
    yield dist("MultivariateNormal", t(0.5, -1.0, 2.0), covariance_matrix=cov), []
    yield dist("MultivariateNormal", t([[0.5, -1.0], [0.0, 1.0]]), precision_matrix=covs), []
    yield dist("MultivariateNormal", t([[0.5, -1.0, 0.0], [0.0, 1.0, 2.0]]), scale_tril=tril), []
    yield dist("MultivariateNormal", t([[[0.5, -1.0]], [[0.0, 1.0]]]), covariance_matrix=covs), []
    yield dist("LowRankMultivariateNormal", t(0.5, -1.0, 2.0), t([[1.0], [0.5], [-0.3]]), t(1.0, 0.5, 2.0)), []
    yield dist("LowRankMultivariateNormal", t([[0.5, -1.0, 2.0], [0.0, 0.0, 1.0]]),
               t([[[1.0, 0.1], [0.5, 0.3], [-0.3, 1.0]]]), t([[1.0, 0.5, 2.0], [0.2, 1.0, 1.0]])), []
    yield dist("LKJCholesky", 3, t(0.5, 2.0)), []
    yield dist("LKJCholesky", 4, t(1.5)), []
    yield dist("Wishart", t(4.5), covariance_matrix=cov), []
    yield dist("Wishart", t(3.0, 5.5), scale_tril=tril), []
    yield dist("Wishart", t(3.0, 2.5), precision_matrix=covs), []
    yield dist("RelaxedBernoulli", t(0.6), probs=t(0.1, 0.5, 0.8)), unit[1:-1]
    yield dist("RelaxedBernoulli", t(0.6, 2.0), logits=t([[0.1], [-1.0]])), unit[1:-1]
    yield dist("RelaxedOneHotCategorical", t(0.6), probs=t(0.2, 0.5, 0.3)), []
    yield dist("RelaxedOneHotCategorical", t(1.7), logits=t([[0.1, -2.0, 1.0], [3.0, 0.0, -1.0]])), []
    yield dist("Independent", dist("Normal", t([[0.0, 1.0], [2.0, 3.0]]), t(1.0, 0.5)), 1), []
    yield dist("Independent", dist("Bernoulli", probs=t([[0.3, 0.6, 0.5]])), 2), []
    yield dist("Independent", dist("Dirichlet", t([[0.4, 1.0, 3.0], [1.0, 2.0, 0.5]])), 1), []
    yield dist("MixtureSameFamily", dist("Categorical", t(0.2, 0.3, 0.5)),
               dist("Normal", t(-1.0, 0.0, 2.0), t(0.5, 1.0, 2.0))), real
    yield dist("MixtureSameFamily", dist("Categorical", logits=t([[0.1, 0.7], [1.0, -1.0]])),
               dist("Gamma", t([[1.0, 2.0], [3.0, 4.0]]), t(1.0, 2.0))), above
    yield dist("MixtureSameFamily", dist("Categorical", t(0.4, 0.6)),
               dist("Independent", dist("Normal", t([[0.0, 1.0, 2.0], [3.0, 1.0, -1.0]]), t(1.0, 0.5, 2.0)), 1)), []
    yield dist("MixtureSameFamily", dist("Categorical", t(0.4, 0.6)),
               dist("Poisson", t(1.0, 6.0))), whole
    yield dist("TransformedDistribution", dist("Normal", t(0.0, 1.0), t(1.0, 0.5)),
               [transform("AffineTransform", t(1.0), t(2.0, -3.0)), transform("ExpTransform")]), above
    yield dist("TransformedDistribution", dist("Normal", t([[0.0, 1.0], [2.0, 0.0]]), t(1.0, 0.5)),
               [transform("StickBreakingTransform")]), []
    yield dist("TransformedDistribution", dist("Uniform", t(0.0, 0.0), t(1.0, 1.0)),
               [transform("SigmoidTransform.inv"), transform("AffineTransform", 2.0, 0.5)]), real
    yield dist("TransformedDistribution", dist("Normal", t(0.0, 1.0, 2.0), t(1.0, 0.5, 2.0)),
               [transform("AffineTransform", t(1.0, 0.0, 0.5), t(2.0, -3.0, 1.5), event_dim=1)]), []
    yield dist("TransformedDistribution", dist("Normal", t(0.0, 1.0), t(1.0, 0.5)),
               [transform("TanhTransform")]), [-0.9, 0.0, 0.5]
    yield dist("TransformedDistribution", dist("MultivariateNormal", t(0.5, -1.0, 2.0), covariance_matrix=cov),
               [transform("ExpTransform")]), []


def attempt(body):
    try:
        return body()
    except Exception as e:  # noqa
        return {"error": type(e).__name__, "message": str(e).split("\n")[0]}


def grads(body, inputs):
    output = body()
    if not inputs:
        return []
    if not output.requires_grad:
        return [None] * len(inputs)
    found = torch.autograd.grad(output.sum(), inputs, allow_unused=True)
    return [None if g is None else tensor(g) for g in found]


ATTRIBUTES = ("loc", "scale", "probs", "logits", "concentration", "concentration0", "concentration1", "rate", "df", "df1", "df2",
              "temperature", "low", "high", "alpha", "covariance_matrix", "precision_matrix", "scale_tril", "cov_factor",
              "cov_diag", "param_shape")


def dist_case(number_, made, extra):
    d = made.value()
    cls = made.name
    case = {"id": "dist/%s/%d" % (cls, number_), "kind": "dist", "class": cls, "dist": made.text()}
    case["batch_shape"], case["event_shape"] = list(d.batch_shape), list(d.event_shape)
    case["has_rsample"], case["has_enumerate_support"] = d.has_rsample, d.has_enumerate_support
    case["support"] = repr(d.support)
    for name in ("mean", "variance", "stddev", "mode"):
        case[name] = attempt(lambda: tensor(getattr(made.value(), name)))
    case["attributes"] = {}
    for name in ATTRIBUTES:
        if hasattr(d, name):
            case["attributes"][name] = encode(getattr(d, name))
            value = case["attributes"][name]
            if isinstance(value, dict):
                value.pop("g", None)
    case["entropy"] = attempt(lambda: tensor(d.entropy()))
    if "error" not in case["entropy"]:
        case["entropy_grads"] = attempt(lambda: grads(lambda: made.value().entropy(), made.tracked()))
    if d.has_enumerate_support:
        case["enumerate_support"] = attempt(lambda: tensor(d.enumerate_support()))
        case["enumerate_support_unexpanded"] = attempt(lambda: tensor(d.enumerate_support(False)))
    case["sample_shape_2"] = list(d.sample((2,)).shape)
    discrete = bool(d.support.is_discrete)
    case["support_discrete"] = discrete
    torch.manual_seed(number_)
    values = [d.sample((2,)), d.sample()]
    shape = d.batch_shape + d.event_shape
    values += [torch.full(shape, v, dtype=torch.float64) for v in extra]
    case["at"] = []
    for value in values:
        value = value.detach().clone()
        if not discrete:
            value.requires_grad_()
        at = {"value": encode(value), "log_prob": attempt(lambda: tensor(made.value().log_prob(value)))}
        if "error" not in at["log_prob"]:
            inputs = made.tracked() + ([] if discrete else [value])
            at["log_prob_grads"] = attempt(lambda: grads(lambda: made.value().log_prob(value), inputs))
        cdf = attempt(lambda: tensor(made.value().cdf(value)))
        if "error" not in cdf:
            at["cdf"] = cdf
            at["cdf_grads"] = attempt(lambda: grads(lambda: made.value().cdf(value), inputs))
        at["in_support"] = tensor(d.support.check(value))
        case["at"].append({k: v for k, v in at.items() if not (isinstance(v, dict) and "error" in v)})
    case["icdf"] = []
    if not discrete and not d.event_shape:
        for q in (0.05, 0.5, 0.99, 0.0, 1.0):
            q = torch.full(d.batch_shape, q, dtype=torch.float64)
            found = attempt(lambda: tensor(d.icdf(q)))
            if "error" not in found:
                case["icdf"].append({"q": tensor(q), "icdf": found})
    case["repr"] = repr(d)
    larger = attempt(lambda: d.expand((2,) + d.batch_shape))
    if isinstance(larger, dict):
        case["expand"] = larger
    else:
        case["expand"] = {"batch_shape": list(larger.batch_shape), "event_shape": list(larger.event_shape),
                          "log_prob": attempt(lambda: tensor(larger.log_prob(values[1])))}
    return case


def sample_case(number_, made, seed):
    case = {"id": "sample/%s/%d/%d" % (made.name, number_, seed), "kind": "sample", "seed": seed, "dist": made.text()}
    torch.manual_seed(seed)
    case["sample()"] = tensor(made.value().sample())
    torch.manual_seed(seed)
    case["sample((3,))"] = tensor(made.value().sample((3,)))
    if made.value().has_rsample:
        torch.manual_seed(seed)
        case["rsample((3,))"] = tensor(made.value().rsample((3,)))
        torch.manual_seed(seed)
        found = attempt(lambda: grads(lambda: made.value().rsample((3,)), made.tracked()))
        if isinstance(found, list):
            case["rsample_grads"] = found
    return case


def kl_case(i, p, j, q):
    case = {"id": "kl/%s%d/%s%d" % (p.name, i, q.name, j), "kind": "kl", "p": p.text(), "q": q.text()}
    found = attempt(lambda: D.kl_divergence(p.value(), q.value()))
    if isinstance(found, dict):
        if found["error"] != "NotImplementedError":
            return None
        return {**case, **found}
    case["kl"] = tensor(found)
    case["grads"] = attempt(lambda: grads(lambda: D.kl_divergence(p.value(), q.value()), p.tracked() + q.tracked()))
    return case


def transforms():
    x = t([[1.5, -0.3, -2.2], [0.6, -1.1, 4.0]])
    positive = t([[1.5, 0.3, 2.2], [0.6, 1.1, 4.0]])
    for name in ("ExpTransform", "SigmoidTransform", "SoftplusTransform", "TanhTransform", "AbsTransform", "SoftmaxTransform",
                 "StickBreakingTransform", "CorrCholeskyTransform"):
        yield transform(name), x
    yield transform("ExpTransform.inv"), positive
    yield transform("SoftplusTransform.inv"), positive
    yield transform("SigmoidTransform"), t(-800.0, -50.0, -20.0, 20.0, 37.0, 60.0)
    yield transform("SoftplusTransform"), t(-800.0, -50.0, 0.0, 19.0, 60.0)
    yield transform("TanhTransform"), t(-30.0, -5.0, 0.0, 15.0, 21.0)
    yield transform("StickBreakingTransform"), t(-60.0, 3.0, 40.0, -1.0)
    yield transform("CorrCholeskyTransform"), t([[0.3], [-1.2]])
    yield transform("CorrCholeskyTransform"), t(0.3, -1.2, 0.5, 0.1, 2.0, -0.7)
    yield transform("CorrCholeskyTransform.inv"), t([[1.0, 0.0], [0.6, 0.8]])
    yield transform("StickBreakingTransform.inv"), t([[0.2, 0.3, 0.5], [0.6, 0.1, 0.3]])
    yield transform("PowerTransform", t(0.5, 2.0, -1.5)), positive
    yield transform("PowerTransform", 3.0), positive
    yield transform("AffineTransform", t(1.0, 0.0, -1.0), t(-2.0, 0.5, 3.0)), x
    yield transform("AffineTransform", 1.0, -2.5), x
    yield transform("AffineTransform", t(1.0), t(2.0, 0.5, -1.0), event_dim=1), x
    yield transform("AffineTransform", 0.5, 2.0, event_dim=1), x
    yield transform("LowerCholeskyTransform"), t([[0.3, 1.0], [-0.5, -1.0]])
    yield transform("ReshapeTransform", [2, 3], [3, 2]), x
    yield transform("ReshapeTransform", [3], [1, 3]), x
    yield transform("IndependentTransform", transform("ExpTransform"), 1), x
    yield transform("IndependentTransform", transform("AffineTransform", t(1.0), t(2.0)), 2), x
    yield transform("ComposeTransform", [transform("AffineTransform", t(1.0), t(2.0)), transform("ExpTransform")]), x
    yield transform("ComposeTransform", [transform("ExpTransform"), transform("StickBreakingTransform")]), x
    yield transform("ComposeTransform.inv", [transform("AffineTransform", t(1.0), t(2.0)), transform("ExpTransform")]), positive
    yield transform("ComposeTransform", []), x
    yield transform("CatTransform", [transform("ExpTransform"), transform("AffineTransform", t(0.0), t(3.0))], dim=1,
                    lengths=[1, 2]), x
    yield transform("CatTransform", [transform("ExpTransform"), transform("SigmoidTransform")], dim=0), x
    yield transform("CatTransform", [transform("StickBreakingTransform"), transform("ExpTransform")], dim=-1, lengths=[2, 1]), x
    yield transform("StackTransform", [transform("ExpTransform"), transform("SigmoidTransform"), transform("TanhTransform")],
                    dim=1), x
    yield transform("StackTransform", [transform("ExpTransform"), transform("SigmoidTransform")], dim=-2), x
    yield transform("CumulativeDistributionTransform", dist("Normal", t(0.5), t(2.0))), x
    yield transform("CumulativeDistributionTransform", dist("Gumbel", t(0.5), t(2.0))), x


def transform_case(number_, made, x):
    made_ = made.value()
    case = {"id": "transform/%s/%d" % (made.name, number_), "kind": "transform", "transform": made.text(), "x": encode(x)}
    y = attempt(lambda: made_(x))
    if isinstance(y, dict):
        return None
    case["y"] = tensor(y)
    inputs = made.tracked() + [x]
    case["y_grads"] = grads(lambda: made.value()(x), inputs)
    case["bijective"] = made_.bijective
    case["domain_event_dim"], case["codomain_event_dim"] = made_.domain.event_dim, made_.codomain.event_dim
    sign = attempt(lambda: made_.sign)
    case["sign"] = {"error": "NotImplementedError", "message": ""} if isinstance(sign, dict) else encode(sign)
    if isinstance(case["sign"], dict):
        case["sign"].pop("g", None)
    case["inverse"] = attempt(lambda: tensor(made_.inv(y.detach())))
    volume = attempt(lambda: made_.log_abs_det_jacobian(x, y))
    case["log_abs_det_jacobian"] = volume if isinstance(volume, dict) else tensor(volume)
    if not isinstance(volume, dict):
        def again():
            fresh = made.value()
            return fresh.log_abs_det_jacobian(x, fresh(x))
        case["log_abs_det_jacobian_grads"] = grads(again, inputs)
    case["forward_shape"] = attempt(lambda: encode(made_.forward_shape(x.shape)))
    case["inverse_shape"] = attempt(lambda: encode(made_.inverse_shape(y.shape)))
    return case


def constraints():
    for name in ("boolean", "one_hot", "nonnegative_integer", "positive_integer", "real", "real_vector", "positive", "nonnegative",
                 "unit_interval", "simplex", "lower_triangular", "lower_cholesky", "corr_cholesky", "square", "symmetric",
                 "positive_semidefinite", "positive_definite"):
        yield constraint(name)
    yield constraint("integer_interval", 0, 3)
    for name in ("greater_than", "greater_than_eq", "less_than"):
        yield constraint(name, 0.5)
    yield constraint("interval", -1.0, 2.0)
    yield constraint("half_open_interval", -1.0, 2.0)
    yield constraint("interval", t(-1.0, 0.0, 0.5, grad=False), 2.0)
    yield constraint("multinomial", 3)
    yield constraint("independent", constraint("positive"), 1)
    yield constraint("independent", constraint("simplex"), 1)
    yield constraint("cat", [constraint("positive"), constraint("real")], dim=-1, lengths=[1, 2])
    yield constraint("stack", [constraint("positive"), constraint("real"), constraint("unit_interval")], dim=-1)


def values():
    nan, inf = float("nan"), float("inf")
    yield "vector", t([[0.0, 1.0, 2.0], [-1.0, 0.5, 3.0], [0.2, 0.3, 0.5], [nan, inf, -inf], [1.0, 0.0, 0.0]], grad=False)
    low = [[1.0, 0.0, 0.0], [0.3, 0.9, 0.0], [0.1, -0.3, 1.2]]
    yield "matrix", t([[[2.0, 0.6, 0.1], [0.6, 1.0, -0.2], [0.1, -0.2, 1.5]], low,
                       [[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [0.0, 0.6, 0.8]],
                       [[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
                       [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]], grad=False)
    for i, rows in enumerate(([[2.0, 0.6], [0.6, 1.0]], [[1.0, 2.0], [2.0, 1.0]], [[1.0, 0.0], [0.0, 0.0]])):
        yield "square%d" % i, t(rows, grad=False)
    yield "oblong", t([[1.5, -0.3, -2.2], [0.6, -1.1, -1.4]], grad=False)


def constraint_cases():
    for i, made in enumerate(constraints()):
        c = made.value()
        for name, value in values():
            check = attempt(lambda: tensor(c.check(value)))
            if "error" in check:
                continue
            yield {"id": "constraint/%s/%d/%s" % (made.name, i, name), "kind": "constraint", "constraint": made.text(),
                   "is_discrete": c.is_discrete, "event_dim": c.event_dim, "value": tensor(value), "check": check}
        for registry in ("biject_to", "transform_to"):
            case = {"id": "%s/%s/%d" % (registry, made.name, i), "kind": "constraint_transform", "registry": registry,
                    "constraint": made.text()}
            found = attempt(lambda: getattr(D, registry)(c))
            if isinstance(found, dict):
                yield {**case, **found}
                continue
            x = t([[-0.5, 0.6, -0.3], [0.7, -0.2, 1.9], [-1.4, -0.8, 0.6]], grad=False)
            y = attempt(lambda: found(x))
            if isinstance(y, dict):
                continue
            yield {**case, "x": tensor(x), "y": tensor(y), "inverse": tensor(found.inv(y)), "in_constraint": tensor(c.check(y))}


def cases():
    D.Distribution.set_default_validate_args(False)
    made = list(distributions())
    counts = {}
    numbered = []
    for d, extra in made:
        n = counts.get(d.name, 0)
        counts[d.name] = n + 1
        numbered.append((n, d))
        yield dist_case(n, d, extra)
        for seed in (0, 42):
            yield sample_case(n, d, seed)
    for (i, p), (j, q) in itertools.product(numbered, numbered):
        # Of one kind the first two, of different kinds the first. PyTorch's divergence of Wishart distributions adds up the batch.
        if p.name == q.name and max(i, j) < 2 and (p.name != "Wishart" or i == j == 0) or i == 0 and j == 0:
            case = kl_case(i, p, j, q.copy())
            if case:
                yield case
    for i, (made_, x) in enumerate(transforms()):
        case = transform_case(i, made_, x)
        if case:
            yield case
    yield from constraint_cases()


def main(file):
    text = io.StringIO()
    count = 0
    for case in cases():
        text.write(json.dumps(case, separators=(",", ":")) + "\n")
        count += 1
    with open(file, "wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as out:
            out.write(text.getvalue().encode())
    print(count, "cases")


if __name__ == "__main__":
    main(sys.argv[1])
