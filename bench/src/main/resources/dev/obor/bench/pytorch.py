"""PyTorch's side of the workloads W1 to W14: the same names and sizes, a line of JSON for each.

    python3 pytorch.py THREADS [PREFIX ...]

A workload is called once (first_ms), warmed up, and repeated for at least 0.8 s and seven times; calls of less than two
milliseconds are timed in batches. Times are milliseconds a call.
"""
import json
import os
import statistics
import subprocess
import sys
import time

THREADS = int(sys.argv[1])
ONLY = sys.argv[2:]
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(THREADS)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(THREADS)
torch.manual_seed(0)


def begins(name, prefix):
    return name.startswith(prefix) and not name[len(prefix):len(prefix) + 1].isdigit()


def wants(name):
    return not ONLY or any(begins(name, prefix) or begins(prefix, name) for prefix in ONLY)


def seconds(call, times=1):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def emit(name, samples, **numbers):
    milliseconds = [1e3 * sample for sample in samples]
    print(json.dumps({"workload": name, "threads": THREADS, "median_ms": statistics.median(milliseconds),
                      "min_ms": min(milliseconds), "repeats": len(milliseconds), **numbers}), flush=True)


def measure(name, call):
    if not wants(name):
        return
    first = seconds(call)
    start = time.perf_counter()
    calls = 0
    while calls < 2 or time.perf_counter() - start < 0.3:
        call()
        calls += 1
    batch = max(1, int(0.002 / max(seconds(call), 1e-7)))
    samples = []
    start = time.perf_counter()
    while len(samples) < 7 or (time.perf_counter() - start < 0.8 and len(samples) < 200):
        samples.append(seconds(call, batch))
    emit(name, samples, first_ms=1e3 * first)


def measure_whole(name, call, repeats):
    if wants(name):
        first = seconds(call)
        emit(name, [seconds(call) for _ in range(repeats)], first_ms=1e3 * first)


def matmul():
    b = torch.randn(784, 10)
    few, many = torch.randn(5, 784), torch.randn(50000, 784)
    measure("W1a_mm_5x784_784x10_f32", lambda: few @ b)
    measure("W1b_mm_50000x784_784x10_f32", lambda: many @ b)
    for n in (64, 256, 512, 1024, 2048, 4096):
        x, y = torch.randn(n, n), torch.randn(n, n)
        measure(f"W1c_mm_{n}_f32", lambda: x @ y)
    x, y = torch.randn(1024, 1024).double(), torch.randn(1024, 1024).double()
    measure("W1d_mm_1024_f64", lambda: x @ y)
    x, y = torch.randn(1024, 1024), torch.randn(1024, 1024)
    measure("W1e_mm_1024_f32_xT", lambda: x.t() @ y)
    measure("W1e_mm_1024_f32_yT", lambda: x @ y.t())


def train(net, optimizer, steps, x, y):
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()


def toy():
    x, y = torch.rand(20, 3), torch.rand(20, 2)

    def run():
        net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Sigmoid())
        train(net, torch.optim.Adam(net.parameters(), 0.01), 10000, x, y)

    measure_whole("W2_toy_adam_10000", run, 3)


def full_batch():
    x = torch.rand(1000, 784)
    y = F.one_hot(torch.randint(0, 10, (1000,)), 10).float()

    def run():
        torch.manual_seed(1)
        net = nn.Sequential(nn.Linear(784, 2000), nn.ReLU(), nn.Linear(2000, 400), nn.ReLU(), nn.Linear(400, 10), nn.Softmax(1))
        train(net, torch.optim.SGD(net.parameters(), 10.), 100, x, y)

    measure_whole("W3_mlp_fullbatch_100", run, 3)


def categories():
    n = 10_000_000
    p = torch.tensor([.05, .1, .1, .2, .15, .4])
    cdf = p.cumsum(0)
    measure("W4_categorical_10M_comparesum", lambda: (torch.rand(n)[:, None] > cdf[None]).sum(1).bincount(minlength=6))
    measure("W4_categorical_10M_searchsorted", lambda: torch.searchsorted(cdf, torch.rand(n)).bincount(minlength=6))
    measure("W4_categorical_10M_multinomial", lambda: p.multinomial(n, True).bincount(minlength=6))
    z = torch.searchsorted(cdf, torch.rand(n))
    measure("W4_bincount_10M", lambda: z.bincount(minlength=6))
    measure("W4_rand_10M", lambda: torch.rand(n))
    measure("W4_randn_10M", lambda: torch.randn(n))
    into = torch.empty(n)
    measure("W4_rand_10M_inplace", into.uniform_)
    measure("W4_randn_10M_inplace", into.normal_)


def poisson_mixture():
    from torch.distributions import Gamma, Poisson
    for n in (1000, 1_000_000):
        x = torch.poisson(torch.tensor([3., 12.])[(torch.rand(n) < .4).long()])
        log_prior = torch.tensor([.5, .5]).log()
        prior = Gamma(1., 1.)

        def rate(chosen):
            return x[chosen].sum() / (1. + chosen.sum())

        def by_distributions():
            r = torch.tensor([1., 20.])
            for _ in range(20):
                z = (Poisson(r).log_prob(x[:, None]) + log_prior).argmax(1)
                r = torch.stack([rate(z == 0), rate(z == 1)])
                joint = prior.log_prob(r).sum() + (Poisson(r[z]).log_prob(x) + log_prior[z]).sum()
            return joint

        def by_hand():
            factorials = torch.lgamma(x + 1).sum()
            r = torch.tensor([1., 20.])
            for _ in range(20):
                z = (x.outer(r.log()) + (log_prior - r)).argmax(1)
                count, total = z.bincount(minlength=2).float(), z.bincount(x, 2).float()
                r = total / (1. + count)
                joint = (-r).sum() + (total * r.log() - count * r + count * log_prior).sum() - factorials
            return joint

        measure(f"W5_poisson_map_{n}_distributions", by_distributions)
        measure(f"W5_poisson_map_{n}_hand", by_hand)


def distances():
    x = torch.randn(2000, 64)
    measure("W6_dist_2000x64_broadcast", lambda: (x[:, None] - x[None]).pow(2).sum(-1).sqrt())
    measure("W6_dist_2000x64_cdist", lambda: torch.cdist(x, x))


def pointwise():
    n = 10_000_000
    a, b, c, o = (torch.randn(n) for _ in range(4))
    for name, call in {
            "add": lambda: a + b, "muladd": lambda: a * b + c, "exp": a.exp, "sigmoid": a.sigmoid, "tanh": a.tanh,
            "relu": a.relu, "sum": a.sum, "mul_scalar": lambda: a * 2., "log1p_abs": lambda: o.abs_().log1p(),
            "empty_fill": lambda: torch.ones(n)}.items():
        measure(f"W7_{name}_10M", call)
    for name, call in {
            "add": lambda: torch.add(a, b, out=o), "muladd_addcmul": lambda: torch.addcmul(c, a, b, out=o),
            "exp": lambda: torch.exp(a, out=o), "sigmoid": lambda: torch.sigmoid(a, out=o), "tanh": lambda: torch.tanh(a, out=o),
            "relu_clampmin": lambda: torch.clamp_min(a, 0, out=o), "copy": lambda: o.copy_(a),
            "fill": lambda: o.fill_(1.)}.items():
        measure(f"W7_{name}_10M_out", call)
    a2, b2, o2 = torch.randn(100_000), torch.randn(100_000), torch.empty(100_000)
    for name, call in {
            "add": lambda: torch.add(a2, b2, out=o2), "exp": lambda: torch.exp(a2, out=o2),
            "tanh": lambda: torch.tanh(a2, out=o2), "sigmoid": lambda: torch.sigmoid(a2, out=o2), "sum": a2.sum}.items():
        measure(f"W7_{name}_100k_out", call)


def reductions_and_moves():
    a = torch.randn(10_000_000)
    m = torch.randn(3162, 3162)
    measure("W7_sum_dim0_3162", lambda: m.sum(0))
    measure("W7_sum_dim1_3162", lambda: m.sum(1))
    s = torch.randn(10000, 1000)
    into = torch.empty_like(s)
    measure("W7_softmax_rows_10000x1000", lambda: s.softmax(1))
    measure("W7_softmax_rows_10000x1000_out", lambda: torch.softmax(s, 1, out=into))
    measure("W7_logsumexp_rows_10000x1000", lambda: s.logsumexp(1))
    measure("W7_argmax_rows_10000x1000", lambda: s.argmax(1))
    t = torch.randn(64, 512, 512)
    target = torch.empty_like(t)
    measure("W7_transpose_copy_64x512x512", lambda: t.permute(0, 2, 1).contiguous())
    measure("W7_transpose_copy_64x512x512_out", lambda: target.copy_(t.permute(0, 2, 1)))
    u, v, total = torch.randn(4000, 1), torch.randn(1, 4000), torch.empty(4000, 4000)
    measure("W7_broadcast_add_4000", lambda: u + v)
    measure("W7_broadcast_add_4000_out", lambda: torch.add(u, v, out=total))
    measure("W7_mask_select_10M", lambda: a[a > 0])
    measure("W7_cumsum_10M", lambda: a.cumsum(0))
    columns, rows = torch.randint(0, 1000, (10000, 100)), torch.randperm(10000)
    measure("W7_gather_dim1_10000x1000_k100", lambda: s.gather(1, columns))
    measure("W7_index_select_rows_10000x1000", lambda: s.index_select(0, rows))
    q = torch.randn(1000, 10000)
    measure("W7_sort_rows_1000x10000", lambda: q.sort(1))


def convolutions():
    net = nn.Sequential(nn.Conv2d(1, 20, 5), nn.ReLU(), nn.Conv2d(20, 20, 5), nn.ReLU())
    x = torch.randn(64, 1, 28, 28)
    conv = nn.Conv2d(64, 64, 3, padding=1)
    y = torch.randn(16, 64, 56, 56, requires_grad=True)

    def forward(module, image):
        with torch.no_grad():
            module(image)

    def backward(module, image):
        module.zero_grad()
        image.grad = None
        module(image).sum().backward()

    measure("W8_smallconv_fwd", lambda: forward(net, x))
    measure("W8_smallconv_fwdbwd", lambda: backward(net, x))
    measure("W8_resconv_fwd", lambda: forward(conv, y))
    measure("W8_resconv_fwdbwd", lambda: backward(conv, y))


def mini_batches():
    images, labels = torch.rand(60000, 784), torch.randint(0, 10, (60000,))
    # Without flushing PyTorch becomes slower from epoch to epoch, as Adam's moments turn denormal: this is its better setting.
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(net.parameters())

    def epoch():
        order = torch.randperm(60000)
        for i in range(0, 60000, 64):
            batch = order[i:i + 64]
            optimizer.zero_grad()
            F.cross_entropy(net(images[batch]), labels[batch]).backward()
            optimizer.step()

    measure_whole("W9_minibatch_epoch", epoch, 5)
    torch.set_flush_denormal(False)


def small():
    x, o = torch.rand(10), torch.empty(10)
    a, b = torch.rand(10, 10), torch.rand(10, 10)
    leaf = torch.rand(10, requires_grad=True)

    def backward():
        leaf.grad = None
        (leaf * leaf).sum().backward()

    for name, call in {
            "add": lambda: x + x, "add_out": lambda: torch.add(x, x, out=o), "mul_scalar": lambda: x * 2, "sum": x.sum,
            "view": lambda: x.view(2, 5), "mm10x10": lambda: a @ b, "relu": x.relu, "item": lambda: x[0].item(),
            "index_row": lambda: a[3], "add_requires_grad": lambda: leaf + leaf, "sq_sum_fwd": lambda: (x * x).sum(),
            "sq_sum_fwd_requires_grad": lambda: (leaf * leaf).sum(), "sq_sum_fwd_bwd": backward}.items():
        measure(f"W10_{name}", call)


def einsum():
    a, b = torch.randn(512, 512), torch.randn(512, 512)
    measure("W11_einsum_ik_kj_512", lambda: torch.einsum("ik,kj->ij", a, b))
    p, q = torch.randn(128, 64, 64), torch.randn(128, 64, 64)
    measure("W11_einsum_bij_bij_b_128x64x64", lambda: torch.einsum("bij,bij->b", p, q))
    measure("W11_mulsum_bij_128x64x64", lambda: (p * q).sum((1, 2)))
    c, d = torch.randn(8, 8, 256, 64), torch.randn(8, 8, 256, 64)
    measure("W11_einsum_bhqd_bhkd_8x8x256x64", lambda: torch.einsum("bhqd,bhkd->bhqk", c, d))


def start_up():
    code = "import torch; x = torch.ones(3); print((x + x).sum())"
    memory = code + "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    samples = [seconds(lambda: subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL)) for _ in range(8)]
    shown = subprocess.run([sys.executable, "-c", memory], stdout=subprocess.PIPE, text=True).stdout
    emit("W12_startup", samples[1:], first_ms=1e3 * samples[0], peak_mb=float(shown.split()[-1]))


def scaling():
    for millions in (1, 10, 100):
        size = f"W13_scale_{millions}M"
        if wants(size):
            a = torch.randn(millions * 1_000_000)
            rows = a.view(-1, 1000)
            measure(size + "_mul", lambda: a * 2.)
            measure(size + "_exp", a.exp)
            measure(size + "_sum", a.sum)
            measure(size + "_cumsum", lambda: a.cumsum(0))
            measure(size + "_argmax", a.argmax)
            measure(size + "_softmax_rows", lambda: rows.softmax(1))
            measure(size + "_transpose", lambda: rows.t().contiguous())
            measure(size + "_sort_rows", lambda: rows.sort(1))


def everyday():
    m10, labels, column = torch.randn(1000, 10), torch.randint(0, 10, (1000,)), torch.randn(1000, 1)
    m64, m100, few, m128 = torch.randn(8192, 64), torch.randn(10_000, 100), torch.randn(64, 128), torch.randn(512, 128)
    b3, images = torch.randn(32, 50, 64), torch.randn(16, 32, 28, 28)
    big, other, row = torch.randn(1000, 1000), torch.randn(1000, 1000), torch.randn(1000)
    positive, mask = other.abs(), big > 0
    weight, bias, scale, shift = torch.randn(128, 128), torch.randn(128), torch.randn(64), torch.randn(64)
    norm, conv, depthwise = nn.BatchNorm2d(32), nn.Conv2d(32, 32, 3), nn.Conv2d(32, 32, 3, groups=32)
    attention, lstm = nn.MultiheadAttention(64, 4), nn.LSTM(64, 64, 1)
    words, table, some = torch.randint(0, 1000, (64, 50)), torch.randn(1000, 64), torch.randint(0, 512, (300,))
    places, picked = torch.randint(0, 128, (512, 20)), torch.randn(512, 20)
    classes = torch.randint(0, 10, (512,))
    net = nn.Sequential(nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))
    adam = torch.optim.Adam(net.parameters(), 1e-3)

    def step():
        adam.zero_grad()
        loss = F.cross_entropy(net(m128), classes)
        loss.backward()
        adam.step()
        return loss

    for name, call in {
            "softmax_1000x10": lambda: m10.softmax(1), "logsumexp_1000x10": lambda: m10.logsumexp(1),
            "cross_entropy_1000x10": lambda: F.cross_entropy(m10, labels), "sum_rows_8192x64": lambda: m64.sum(1),
            "sum_rows_10000x100": lambda: m100.sum(1), "sum_columns_64x128": lambda: few.sum(0),
            "sum_middle_32x50x64": lambda: b3.sum(1), "mean_channels_16x32x28x28": lambda: images.mean((0, 2, 3)),
            "var_rows_512x128": lambda: m128.var(1), "max_rows_512x128": lambda: m128.max(1),
            "topk_rows_512x128": lambda: m128.topk(5, 1), "mv_1000x1000": lambda: big.mv(row),
            "bmm_32x50x64": lambda: b3 @ b3.transpose(1, 2),
            "linear_512x128x128": lambda: F.linear(m128, weight, bias),
            "layer_norm_32x50x64": lambda: F.layer_norm(b3, (64,), scale, shift),
            "batch_norm_16x32x28x28": lambda: norm(images), "conv_3x3_16x32x28x28": lambda: conv(images),
            "conv_depthwise_16x32x28x28": lambda: depthwise(images),
            "max_pool_16x32x28x28": lambda: F.max_pool2d(images, 2),
            "attention_32x50x64_4": lambda: attention(b3, b3, b3), "lstm_32x50x64": lambda: lstm(b3),
            "pow_1M": lambda: positive.pow(3.5), "remainder_1M": lambda: big % other,
            "floor_divide_1M": lambda: big // other, "gelu_1M": lambda: F.gelu(big), "compare_1M": lambda: big > 0,
            "and_1M": lambda: mask.logical_and(mask), "where_1M": lambda: torch.where(mask, big, other),
            "masked_fill_1M": lambda: big.masked_fill(mask, 0), "row_times_matrix_1000x1000": lambda: big * row,
            "column_times_matrix_1000x10": lambda: m10 * column,
            "embedding_64x50_of_1000x64": lambda: F.embedding(words, table),
            "index_select_300_of_512x128": lambda: m128.index_select(0, some),
            "gather_512x20_of_512x128": lambda: m128.gather(1, places),
            "scatter_add_512x20_to_512x128": lambda: m128.scatter_add(1, places, picked),
            "cat_columns_512x128": lambda: torch.cat((m128, m128), 1),
            "stack_512x128": lambda: torch.stack((m128, m128), 1),
            "pad_16x32x28x28": lambda: F.pad(images, (1, 1, 1, 1)), "flip_1000x1000": lambda: big.flip(1),
            "permute_16x32x28x28": lambda: images.permute(0, 2, 3, 1).contiguous(), "mlp_step_512x128x64x10": step}.items():
        measure(f"W14_{name}", call)


FAMILIES = {
    "W1": [matmul], "W2": [toy], "W3": [full_batch], "W4": [categories], "W5": [poisson_mixture], "W6": [distances],
    "W7": [pointwise, reductions_and_moves], "W8": [convolutions], "W9": [mini_batches], "W10": [small], "W11": [einsum],
    "W12": [start_up], "W13": [scaling], "W14": [everyday]}

for family, parts in FAMILIES.items():
    if wants(family):
        for part in parts:
            part()
