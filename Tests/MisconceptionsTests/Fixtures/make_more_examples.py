#!/usr/bin/env python3
"""Writes more-examples.json: for each rule a problem of another shape than its first example has.

Right answers are PyTorch's; wrong ones follow the words of the rule, by PyTorch where it has an
option that does what the learner does, else by loops over plain numbers. Needs numpy and torch.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(20261128)
examples = []


def whole(*shape, least=-4, most=5):
    return torch.tensor(random.integers(least, most + 1, size=shape), dtype=torch.float64)


def tidy(value):
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    value = round(float(value), 6)
    return int(value) if value == int(value) else value


def add(rule, value, ops, of, right, wrong, upstream=None):
    """One example; in ops tensors stand for grids."""
    def op(entry):
        if isinstance(entry, str):
            return entry
        name, arguments = entry
        return {name: {k: tidy(v) if isinstance(v, (torch.Tensor, list)) else v
                       for k, v in arguments.items()}}
    problem = {"input": tidy(value), "ops": [op(entry) for entry in ops]}
    if upstream is not None:
        problem["upstream"] = tidy(upstream)
    right, wrong = tidy(right), tidy(wrong)
    assert right != wrong, rule
    examples.append({"rule": rule, "problem": problem, "right": right, "wrong": wrong, "of": of})


def gradients(function, values, upstream):
    values = [value.clone().requires_grad_() for value in values]
    function(*values).backward(upstream)
    return [value.grad for value in values]


def windows(shape, kernel, stride, padding, dilation=(1, 1), ceil=False):
    """For each result (row, column) the list of (row, column) that its window covers, ring included."""
    def count(n, k, s, p, d):
        way = n + 2 * p - d * (k - 1) - 1
        places = (-(-way // s) if ceil else way // s) + 1
        return places - 1 if ceil and (places - 1) * s >= n + p else places
    rows, columns = (count(shape[i], kernel[i], stride[i], padding[i], dilation[i]) for i in (0, 1))
    return {(r, c): [(r * stride[0] - padding[0] + i * dilation[0],
                      c * stride[1] - padding[1] + j * dilation[1])
                     for i in range(kernel[0]) for j in range(kernel[1])]
            for r in range(rows) for c in range(columns)}


def inside(cell, shape):
    return 0 <= cell[0] < shape[0] and 0 <= cell[1] < shape[1]


# Rings.

x, weight = whole(1, 1, 4, 5), whole(1, 1, 3, 3)
layer = {"weight": weight, "padding": 1, "padding_mode": "reflect"}
add("copies-forgotten", x, [("conv2d", layer)], "output",
    F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), weight)[0, 0], F.conv2d(x, weight, padding=1)[0, 0])
x = whole(7, 6)
add("same-keeps-size", x, [("conv2d", {"weight": weight, "padding": 1, "stride": 2})], "shape", [4, 3], [7, 6])

# Pools: values.

x = whole(1, 2, 9)
add("pool-steps-by-one", x, [("avg_pool1d", {"kernel_size": 3})], "output[0,1]",
    F.avg_pool1d(x, 3)[0, 1], F.avg_pool1d(x, 3, stride=1)[0, 1])
x = whole(1, 2, 6, 9)
pool = {"kernel_size": [3, 2], "stride": [2, 3]}
add("pool-rounds-up", x, [("max_pool2d", pool)], "output[0,1]",
    F.max_pool2d(x, (3, 2), (2, 3))[0, 1], F.max_pool2d(x, (3, 2), (2, 3), ceil_mode=True)[0, 1],
    whole(1, 2, 2, 3))
add("pool-rounds-up", x, [("max_pool2d", pool), "relu", ("avg_pool2d", {"kernel_size": 2})], "shape",
    [1, 1], [1, 2])
x = whole(5, 8)
pool = {"kernel_size": 2, "stride": 3, "padding": 1, "ceil_mode": True}
add("window-past-the-edge", x, [("max_pool2d", pool)], "shape", [2, 3], [3, 4])
x = whole(2, 4, 5)
pool = {"kernel_size": [3, 2], "stride": [2, 1], "padding": 1}
options = dict(kernel_size=(3, 2), stride=(2, 1), padding=1)
add("ring-not-averaged", x, [("avg_pool2d", pool)], "output[0,1]",
    F.avg_pool2d(x, **options)[1], F.avg_pool2d(x, count_include_pad=False, **options)[1])
for counted in (True, False):
    x = whole(1, 2, 6, 8)
    pool = {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True,
            "count_include_pad": counted}
    places = windows((6, 8), (3, 3), (2, 2), (1, 1), ceil=True)
    right = F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=counted)
    wrong = torch.zeros_like(right)
    for (r, c), cells in places.items():
        real = [cell for cell in cells if inside(cell, (6, 8))]
        number = len(cells)
        if not counted:
            # Along each axis the cells of the ring do not count, those past its end do.
            number = 1
            for axis, n in ((0, 6), (1, 8)):
                number *= len({cell[axis] for cell in cells if cell[axis] not in (-1, n)})
        wrong[..., r, c] = sum(x[..., i, j] for i, j in real) / number
    add("overhang-averaged", x, [("avg_pool2d", pool)], "output[0,1]", right[0, 1], wrong[0, 1])
x = whole(1, 2, 8, most=-1)
pool = {"kernel_size": 3, "stride": 2, "padding": 1}
add("max-sees-zeros", x, [("max_pool1d", pool)], "output[0,1]", F.max_pool1d(x, 3, 2, 1)[0, 1],
    F.max_pool1d(F.pad(x, (1, 1)), 3, 2)[0, 1])
x = whole(1, 2, 4, 6, most=0)
pool = {"kernel_size": [2, 3], "stride": [1, 2], "padding": 1, "ceil_mode": True}
options = dict(kernel_size=(2, 3), stride=(1, 2), padding=1, ceil_mode=True)
add("max-for-mean", x, [("max_pool2d", pool)], "output[0,1]", F.max_pool2d(x, **options)[0, 1],
    F.avg_pool2d(x, **options)[0, 1])
x = whole(1, 2, 5, 7)
add("max-for-mean", x, [("adaptive_avg_pool2d", {"output_size": [2, 3]})], "output[0,1]",
    F.adaptive_avg_pool2d(x, (2, 3))[0, 1], F.adaptive_max_pool2d(x, (2, 3))[0, 1])
still = whole(1, 1, 6, 4)
still[..., 4:, :] = 0
moved = torch.roll(still, 2, 2)
add("pool-hides-any-shift", moved, [("avg_pool2d", {"kernel_size": 2})], "output",
    F.avg_pool2d(moved, 2)[0, 0], F.avg_pool2d(still, 2)[0, 0])

for rule in ("unpool-top-left", "unpool-copies"):
    x = torch.tensor(random.permutation(70), dtype=torch.float64).reshape(1, 2, 5, 7)
    pooled, indices = F.max_pool2d(x, 3, 2, 1, return_indices=True)
    right, wrong = torch.zeros_like(x), torch.zeros_like(x)
    for channel in range(2):
        for (r, c), cells in windows((5, 7), (3, 3), (2, 2), (1, 1)).items():
            cells = [cell for cell in cells if inside(cell, (5, 7))]
            for i, j in cells[:1] if rule == "unpool-top-left" else cells:
                wrong[0, channel, i, j] = pooled[0, channel, r, c]
            place = int(indices[0, channel, r, c])
            right[0, channel, place // 7, place % 7] = pooled[0, channel, r, c]
    pool = ("max_pool2d", {"kernel_size": 3, "stride": 2, "padding": 1})
    add(rule, x, [pool, "max_unpool2d"], "output[0,1]", right[0, 1], wrong[0, 1])

# Pools: gradients.

MAXIMA = {
    "ties-all-get-it": lambda cells: [float(v == max(cells)) for v in cells],
    "ties-share": lambda cells: [float(v == max(cells)) / cells.count(max(cells)) for v in cells],
    "max-gradient-shared": lambda cells: [1 / len(cells)] * len(cells),
}


def dealt(x, upstream, places, shares):
    """The gradient of a pool's input, each result's dealt out to the real cells of its window."""
    gradient = torch.zeros_like(x)
    for n in range(x.shape[0]):
        for channel in range(x.shape[1]):
            for (r, c), cells in places.items():
                cells = [cell for cell in cells if inside(cell, x.shape[2:])]
                numbers = [float(x[n, channel, i, j]) for i, j in cells]
                for (i, j), share in zip(cells, shares(numbers)):
                    gradient[n, channel, i, j] += share * upstream[n, channel, r, c]
    return gradient


for rule, shares in MAXIMA.items():
    x, weight = whole(1, 2, 5, 6, least=0, most=2), whole(2, 2, 1, 1, least=1, most=3)
    weight[0, 1], weight[1, 0] = 0, 0
    upstream = whole(1, 2, 3, 3)
    layers = [("conv2d", {"weight": weight}),
              ("max_pool2d", {"kernel_size": 3, "stride": 2, "padding": 1})]
    mapped = F.conv2d(x, weight)
    back = dealt(mapped, upstream, windows((5, 6), (3, 3), (2, 2), (1, 1)), shares)
    right, = gradients(lambda x: F.max_pool2d(F.conv2d(x, weight), 3, 2, 1), [x], upstream)
    add(rule, x, layers, "gradients.input[0,1]", right[0, 1], F.conv_transpose2d(back, weight)[0, 1],
        upstream)
x, upstream = whole(2, 1, 5, 7), whole(2, 1, 2, 3)
regions = {(r, c): [(i, j) for i in range(r * 5 // 2, -(-(r + 1) * 5 // 2))
                    for j in range(c * 7 // 3, -(-(c + 1) * 7 // 3))]
           for r in range(2) for c in range(3)}
right, = gradients(lambda x: F.adaptive_avg_pool2d(x, (2, 3)), [x], upstream)
add("mean-gradient-whole", x, [("adaptive_avg_pool2d", {"output_size": [2, 3]})],
    "gradients.input[1]", right[1], dealt(x, upstream, regions, lambda cells: [1] * len(cells))[1],
    upstream)
x, upstream = whole(1, 1, 4, 4), whole(1, 1, 3, 3)
right, = gradients(lambda x: F.avg_pool2d(x, 2, 2, 1), [x], upstream)
add("mean-gradient-whole", x, [("avg_pool2d", {"kernel_size": 2, "stride": 2, "padding": 1})],
    "gradients.input", right[0, 0],
    dealt(x, upstream, windows((4, 4), (2, 2), (2, 2), (1, 1)), lambda cells: [1] * len(cells))[0, 0],
    upstream)

# Transposed convolutions.

x, weight = whole(3, 4), whole(3, 2)
layer = {"weight": weight, "stride": [2, 3], "padding": [1, 0], "output_padding": [1, 2]}
for rule, wrong in {
    "size-times-stride": [6, 12], "padding-grows": [10, 13], "kernel-left-out": [4, 12],
    "forward-size": [2, 1], "output-padding-ignored": [5, 11],
}.items():
    right = F.conv_transpose2d(x[None, None], weight[None, None], None, (2, 3), (1, 0), (1, 2))
    add(rule, x, [("conv_transpose2d", layer)], "shape", right.shape[2:], wrong)
x, weight = whole(1, 2, 4), whole(2, 3, 3)
layer = {"weight": weight, "dilation": 2, "padding": 1}
add("stamp-gaps-ignored", x, [("conv_transpose1d", layer)], "output[0,2]",
    F.conv_transpose1d(x, weight, padding=1, dilation=2)[0, 2],
    F.conv_transpose1d(x, weight, padding=1)[0, 2])
x, weight, bias = whole(1, 2, 2, 3), whole(2, 2, 3, 3), whole(2, least=1)
layer = {"weight": weight, "bias": bias, "stride": 2, "padding": 1, "output_padding": [1, 0]}
right = F.conv_transpose2d(x, weight, bias, 2, 1, (1, 0))
wrong = right.clone()
wrong[..., -1, :] = 0
add("output-padding-zeros", x, [("conv_transpose2d", layer)], "output[0,1]", right[0, 1], wrong[0, 1])
x, weight = whole(1, 4, 2, 3), whole(4, 2, 2, 3)
layer = {"weight": weight, "stride": [1, 2], "groups": 2}
add("stamp-turned", x, [("conv_transpose2d", layer)], "output[0,3]",
    F.conv_transpose2d(x, weight, stride=(1, 2), groups=2)[0, 3],
    F.conv_transpose2d(x, weight.flip(2, 3), stride=(1, 2), groups=2)[0, 3])
for groups in (1, 2):
    x, weight, bias = whole(2, 4, 2, 3), whole(4, 3, 3, 2), whole(3 * groups)
    layer = {"weight": weight, "bias": bias, "stride": [1, 2], "padding": [1, 0], "dilation": [1, 2],
             "groups": groups}
    right = F.conv_transpose2d(x, weight, bias, (1, 2), (1, 0), 0, groups, (1, 2))
    wrong = torch.zeros(right.shape[0], right.shape[1], right.shape[2] + 2, right.shape[3])
    for i in range(2):
        for j in range(3):
            for di in range(3):
                for dj in range(2):
                    for o in range(3 * groups):
                        first = o // 3 * (4 // groups)
                        wrong[:, o, i + di, 2 * j + 2 * dj] = sum(
                            x[:, c, i, j] * weight[c, o % 3, di, dj]
                            for c in range(first, first + 4 // groups))
    wrong = wrong[:, :, 1:-1] + bias[:, None, None]
    add("overlap-overwritten", x, [("conv_transpose2d", layer)], "output[1,2]", right[1, 2], wrong[1, 2])
x = whole(1, 2, 2, 3)
add("corners-aligned", x, [("upsample", {"scale_factor": [2, 3], "mode": "bilinear"})], "output[0,1]",
    F.interpolate(x, scale_factor=(2, 3), mode="bilinear")[0, 1],
    F.interpolate(x, scale_factor=(2, 3), mode="bilinear", align_corners=True)[0, 1])

# Columns and matrices.

x = whole(1, 2, 3, 4)
layer = {"kernel_size": [2, 3], "stride": [1, 2], "padding": 1}
columns = F.unfold(x, (2, 3), padding=1, stride=(1, 2))
add("patches-as-rows", x, [("unfold", layer)], "output", columns[0], columns[0].T)
add("channels-interleaved", x, [("unfold", layer)], "output", columns[0],
    columns[0].reshape(2, 6, -1).transpose(0, 1).reshape(12, -1))
for wrong in (6, 12):
    add("columns-per-tap", x, [("unfold", layer)], "shape[2]", columns.shape[2], wrong)
x = whole(1, 8, 6)
layer = {"output_size": [3, 4], "kernel_size": 2}
right, wrong = F.fold(x, (3, 4), 2), torch.zeros(1, 2, 3, 4)
for place in range(6):
    for row in range(8):
        c, i, j = row // 4, row // 2 % 2, row % 2
        wrong[0, c, place // 3 + i, place % 3 + j] = x[0, row, place]
add("folded-without-adding", x, [("fold", layer)], "output[0,1]", right[0, 1], wrong[0, 1])
x = whole(1, 2, 4, 5)
steps = {"kernel_size": [3, 2], "stride": [2, 1], "padding": [1, 0]}
back = dict(steps, output_size=[4, 5])
columns = F.unfold(x, (3, 2), padding=(1, 0), stride=(2, 1))
add("folded-without-adding", x, [("unfold", steps), ("fold", back)], "output[0,1]",
    F.fold(columns, (4, 5), (3, 2), padding=(1, 0), stride=(2, 1))[0, 1], x[0, 1])
x, weight, bias = whole(2, 3), whole(3, 3), whole(3)
add("weights-transposed", x, [("linear", {"weight": weight, "bias": bias})], "output",
    F.linear(x, weight, bias), F.linear(x, weight.T, bias))
x, weight, upstream = whole(3, 2), whole(4, 2), whole(3, 4)
add("outer-product-transposed", x, [("linear", {"weight": weight})], "gradients.0.weight",
    upstream.T @ x, x.T @ upstream, upstream)

# Activations, alone and behind a layer.

x = torch.tensor([[-2.0, -0.5, 0.0], [0.25, 1.5, 3.0]])
upstream = whole(2, 3, least=1)


def slope(rule, layer, function, wrong, value=x, upstream=upstream):
    right, = gradients(function, [value], upstream)
    add(rule, value, [layer], "gradients.input", right, wrong, upstream)


y = torch.sigmoid(x)
slope("sigmoid-slope-from-input", "sigmoid", torch.sigmoid, upstream * x * (1 - x))
slope("sigmoid-twice", "sigmoid", torch.sigmoid,
      upstream * torch.sigmoid(y) * (1 - torch.sigmoid(y)))
slope("tanh-slope-from-input", "tanh", torch.tanh, upstream * (1 - x * x))
slope("elu-slope-from-input", ("elu", {"alpha": 0.5}), lambda x: F.elu(x, 0.5),
      torch.where(x > 0, upstream, upstream * (x + 0.5)))
slope("relu-open-at-zero", "relu", F.relu, torch.where(x >= 0, upstream, 0.0))
slope("leaky-closed", ("leaky_relu", {"negative_slope": 0.2}), lambda x: F.leaky_relu(x, 0.2),
      torch.where(x > 0, upstream, 0.0))
add("leaky-turns-positive", x, [("prelu", {"weight": torch.tensor([0.5])})], "output",
    F.prelu(x, torch.tensor([0.5])), torch.where(x < 0, -0.5 * x, x))
add("leaky-closed", x, [("prelu", {"weight": torch.tensor([0.5])})], "output",
    F.prelu(x, torch.tensor([0.5])), F.relu(x))
add("elu-as-max", 4 * x, [("elu", {"alpha": 0.25})], "output", F.elu(4 * x, 0.25),
    torch.maximum(0.25 * torch.expm1(4 * x), 4 * x))
x, weight, upstream = whole(1, 1, 4, 5), whole(2, 1, 2, 2), whole(1, 2, 3, 4)
z = F.conv2d(x, weight)
right = gradients(lambda x, w: F.relu(F.conv2d(x, w)), [x, weight], upstream)
chain = [("conv2d", {"weight": weight}), "relu"]
for rule, back in {"relu-gates-gradient": upstream.clamp(min=0), "relu-drops-upstream": (z > 0).double()}.items():
    wrong = gradients(F.conv2d, [x, weight], back)
    add(rule, x, chain, "gradients.0.weight[1]", right[1][1], wrong[1][1], upstream)
    add(rule, x, chain, "gradients.input", right[0][0, 0], wrong[0][0, 0], upstream)
x, other = whole(1, 2, 2, 3), whole(1, 2, 2, 3)
add("relu-before-adding", x, [("add", {"other": other}), "relu"], "output[0,1]",
    F.relu(x + other)[0, 1], (other + F.relu(x))[0, 1])

# Softmax and losses.

z = torch.tensor([[1.0, 4, 2, 3], [2, 1, 5, 3], [3, 2, 1, 6]])
add("shares-without-exp", z, ["softmax"], "output", F.softmax(z, 1), z / z.sum(1, keepdim=True))
add("softmax-other-axis", z, ["softmax"], "output", F.softmax(z, 1), F.softmax(z, 0))
target = torch.tensor([2, 0, 1])
p = F.softmax(z, 1)
picked = p[torch.arange(3), target]
right = F.cross_entropy(z, target)
loss = ("cross_entropy", {"target": target})


def lost(rule, wrong, layers=(loss,), right=right):
    add(rule, z, list(layers), "output", right, wrong)


lost("softmax-twice", F.cross_entropy(p, target))
lost("loss-without-minus", -right)
lost("log-of-ten", -torch.log10(picked).mean())
lost("log-of-ten", -torch.log2(picked).mean())
lost("share-without-log", (1 - picked).mean())
lost("share-without-log", -picked.mean())
lost("wrong-class-read", F.cross_entropy(z, target + 1))
lost("wrong-class-read", F.cross_entropy(z, z.argmax(1)))
lost("sum-for-mean", F.cross_entropy(z, target, reduction="sum"))
single = F.cross_entropy(z, target, reduction="none")
lost("share-without-log", 1 - picked, [("cross_entropy", {"target": target, "reduction": "none"})], single)
lost("loss-without-minus", torch.log(picked).sum(),
     ["log_softmax", ("nll_loss", {"target": target, "reduction": "sum"})], single.sum())
right, = gradients(lambda z: F.cross_entropy(z, target), [z], torch.tensor(1.0))
hot = F.one_hot(target, 4)
add("gradient-true-class-only", z, [loss], "gradients.input", right, right * hot)
add("target-minus-share", z, [loss], "gradients.input", right, (hot - p) / 3)
x, weight = whole(3, 2), whole(4, 2)
right = gradients(lambda x, w: F.cross_entropy(F.linear(x, w), target), [x, weight], torch.tensor(1.0))
shares = F.softmax(F.linear(x, weight), 1)
add("gradient-true-class-only", x, [("linear", {"weight": weight}), loss], "gradients.0.weight", right[1],
    ((shares - hot) * hot / 3).T @ x)
z, target = whole(2, 3, 4), whole(2, 4, least=0, most=2).long()
add("softmax-twice", z, [("cross_entropy", {"target": target})], "output", F.cross_entropy(z, target),
    F.cross_entropy(F.softmax(z, 1), target))
x, target = whole(4, 3), whole(4, 3)
loss = ("mse_loss", {"target": target})
right = F.mse_loss(x, target)
add("mean-over-rows", x, [loss], "output", right, ((x - target) ** 2).sum() / 4)
add("sum-for-mean", x, [loss], "output", right, ((x - target) ** 2).sum())
add("squares-halved", x, [loss], "output", right, right / 2)
right, = gradients(lambda x: F.mse_loss(torch.tanh(x), target), [x], torch.tensor(1.0))
add("two-lost", x, ["tanh", loss], "gradients.input", right,
    (torch.tanh(x) - target) * (1 - torch.tanh(x) ** 2) / 12)
add("slope-left-out", x, ["tanh", loss], "gradients.input", right, 2 * (torch.tanh(x) - target) / 12)

# Batch norm and dropout.

x, gamma, beta = whole(2, 2, 2, 3), torch.tensor([2.0, -1.0]), torch.tensor([1.0, 3.0])
wide = lambda row: row[:, None, None]
mean, variance = wide(x.mean((0, 2, 3))), wide(x.var((0, 2, 3), unbiased=False))
unbiased, eps = wide(x.var((0, 2, 3))), 0.5
norm = {"weight": gamma, "bias": beta, "eps": eps}
right = F.batch_norm(x, None, None, gamma, beta, True, eps=eps)
centred = x - mean


def normed(rule, wrong, layer=norm, right=right):
    add(rule, x, [("batch_norm", layer)], "output[1,1]", right[1, 1], wrong[1, 1])


normed("divides-by-variance", wide(gamma) * centred / (variance + eps) + wide(beta))
normed("eps-outside-the-root", wide(gamma) * centred / (variance.sqrt() + eps) + wide(beta))
normed("divides-by-n-minus-one", wide(gamma) * centred / (unbiased + eps).sqrt() + wide(beta))
plain = centred / (variance + eps).sqrt()
for wrong in (plain, wide(gamma) * plain, plain + wide(beta)):
    normed("scale-shift-left-out", wrong)
pixel = (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt()
normed("statistics-per-pixel", wide(gamma) * pixel + wide(beta))
old_mean, old_variance = torch.tensor([0.5, -1.0]), torch.tensor([2.0, 4.0])
memory = dict(norm, running_mean=old_mean, running_var=old_variance)
tested = F.batch_norm(x, old_mean, old_variance, gamma, beta, False, eps=eps)
normed("batch-statistics-at-test", right, memory, tested)
normed("divides-by-variance",
       wide(gamma) * (x - wide(old_mean)) / (wide(old_variance) + eps) + wide(beta), memory, tested)
training = dict(memory, training=True, momentum=0.2)
new_mean, new_variance = old_mean.clone(), old_variance.clone()
F.batch_norm(x, new_mean, new_variance, gamma, beta, True, 0.2, eps)
add("running-variance-by-n", x, [("batch_norm", training)], "running_var", new_variance,
    0.8 * old_variance + 0.2 * variance.flatten())
add("momentum-swapped", x, [("batch_norm", training)], "running_var", new_variance,
    0.2 * old_variance + 0.8 * unbiased.flatten())
add("momentum-swapped", x, [("batch_norm", training)], "running_mean[1]", new_mean[1],
    0.2 * old_mean[1] + 0.8 * mean.flatten()[1])
upstream = whole(2, 2, 2, 3)
right, = gradients(lambda x: F.batch_norm(x, None, None, gamma, beta, True, eps=eps), [x], upstream)
add("statistics-held-still", x, [("batch_norm", norm)], "gradients.input[0,1]", right[0, 1],
    (wide(gamma) * upstream / (variance + eps).sqrt())[0, 1], upstream)


def kept(count, seed, share):
    """The mask of a seed: SplitMix64, as fractions of 2⁵³."""
    mask = []
    for position in range(count):
        bits = (seed + (position + 1) * 0x9E3779B97F4A7C15) % 2 ** 64
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 % 2 ** 64
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB % 2 ** 64
        mask.append(float((bits ^ bits >> 31) >> 11) / 2 ** 53 >= share)
    return torch.tensor(mask, dtype=torch.float64)


x, upstream = whole(2, 6, least=1, most=9), whole(2, 6, least=1, most=9)
mask = kept(12, 7, 0.2).reshape(2, 6)
assert 0 < mask.sum() < 12
layer = ("dropout", {"p": 0.2, "seed": 7})
add("keep-for-drop", x, [layer], "output", x * mask / 0.8, x * mask / 0.2)
add("kept-not-enlarged", x, [layer], "output", x * mask / 0.8, x * mask)
add("gradient-unmasked", x, [layer], "gradients.input", upstream * mask / 0.8, upstream / 0.8, upstream)
add("scaled-at-test", x, [("dropout", {"p": 0.2, "training": False})], "output", x, 0.8 * x)

# Gradients of a convolution.

x, weight, bias = whole(2, 4, 6, 7), whole(4, 2, 3, 2), whole(4)
options = dict(stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2)
layer = {"weight": weight, "bias": bias, "stride": [2, 1], "padding": [1, 0], "dilation": [1, 2], "groups": 2}
layers = [("conv2d", layer)]
upstream = whole(*F.conv2d(x, weight, bias, **options).shape)
right = gradients(lambda x, w, b: F.conv2d(x, w, b, **options), [x, weight, bias], upstream)
turned, = gradients(lambda x: F.conv2d(x, weight.flip(2, 3), **options), [x], upstream)
add("kernel-unturned-going-back", x, layers, "gradients.input[1,2]", right[0][1, 2], turned[1, 2], upstream)
add("weight-gradient-turned", x, layers, "gradients.0.weight[3,1]", right[1][3, 1],
    right[1].flip(2, 3)[3, 1], upstream)
for images in (1, 2):
    corner = torch.zeros_like(upstream)
    corner[:images, :, 0, 0] = upstream[:images, :, 0, 0]
    wrong, = gradients(lambda w: F.conv2d(x, w, **options), [weight], corner)
    add("weight-gradient-from-corner", x, layers, "gradients.0.weight[3,1]", right[1][3, 1], wrong[3, 1],
        upstream)
places = upstream.shape[2] * upstream.shape[3]
for count in (places, 2 * places):
    add("shared-gradient-averaged", x, layers, "gradients.0.weight[3,1]", right[1][3, 1],
        right[1][3, 1] / count, upstream)
padded = F.pad(x, (0, 0, 1, 1))
wrong, back = torch.zeros_like(weight), torch.zeros_like(padded)
for o in range(4):
    for c in range(2):
        for i in range(3):
            for j in range(2):
                channel = o // 2 * 2 + c
                rows, columns = slice(i, i + upstream.shape[2]), slice(2 * j, 2 * j + upstream.shape[3])
                wrong[o, c, i, j] = (upstream[:, o] * padded[:, channel, rows, columns]).sum()
                back[:, channel, rows, columns] += weight[o, c, i, j] * upstream[:, o]
add("stride-lost-going-back", x, layers, "gradients.0.weight[3,1]", right[1][3, 1], wrong[3, 1], upstream)
add("stride-lost-going-back", x, layers, "gradients.input[1,2]", right[0][1, 2], back[:, :, 1:-1][1, 2],
    upstream)
add("bias-gradient-averaged", x, layers, "gradients.0.bias", right[2], upstream.mean((0, 2, 3)), upstream)
add("bias-gradient-per-cell", x, layers, "gradients.0.bias[3]", right[2][3], upstream[1, 3], upstream)
x, weight, bias, upstream = whole(3, 2), whole(4, 2), whole(4), whole(3, 4)
layers = [("linear", {"weight": weight, "bias": bias})]
add("bias-gradient-averaged", x, layers, "gradients.0.bias", upstream.sum(0), upstream.mean(0), upstream)
add("bias-gradient-per-cell", x, layers, "gradients.0.bias", upstream.sum(0), upstream, upstream)
x, weight, kernel = whole(1, 1, 6, 6), whole(2, 1, 3, 3), whole(1, 2, 2, 2)
upstream = whole(1, 1, 3, 3)
layers = [("conv2d", {"weight": weight}), "relu", ("conv2d", {"weight": kernel})]
right, = gradients(lambda w: F.conv2d(F.relu(F.conv2d(x, w)), kernel), [weight], upstream)
hidden = F.conv2d(x, weight)
back = F.conv_transpose2d(upstream, kernel.flip(2, 3)) * (hidden > 0)
wrong, = gradients(lambda w: F.conv2d(x, w), [weight], back)
add("kernel-unturned-going-back", x, layers, "gradients.0.weight[1]", right[1], wrong[1], upstream)

# Several layers.

x, first, second, upstream = whole(3, 2), whole(4, 2), whole(2, 4), whole(3, 2)
layers = [("linear", {"weight": first}), "relu", ("linear", {"weight": second})]
right, = gradients(lambda w: F.linear(F.relu(F.linear(x, w)), second), [first], upstream)
for path in range(2):
    back = upstream[:, path:path + 1] @ second[path:path + 1] * (F.linear(x, first) > 0)
    add("one-path-only", x, layers, "gradients.0.weight", right, back.T @ x, upstream)
add("slope-left-out", x, layers, "gradients.0.weight", right, (upstream @ second).T @ x, upstream)

# Units that decide, ReLU, and upsampling by nearest cells.

rows = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
for weight, bias in (([[2., -3.]], -1.), ([[1., 1.]], -1.)):
    sums = rows @ torch.tensor(weight).T
    layers = [("linear", {"weight": torch.tensor(weight), "bias": torch.tensor([bias])}), "step"]

    def decided(sums):
        return (sums >= 0).double()

    right = decided(sums + bias)
    if bias == -1 and weight[0][1] < 0:
        add("threshold-added", rows, layers, "output", right, decided(sums - bias))
        add("bias-weight-left-out", rows, layers, "output", right, decided(sums))
        add("sum-for-output", rows, layers, "output", right, sums + bias)
    else:
        add("strict-at-zero", rows, layers, "output", right, (sums + bias > 0).double())
x = torch.tensor([[-3., 2., 0., -1., 4.]])
add("relu-as-absolute", x, ["relu"], "output", F.relu(x), x.abs())
add("relu-other-side", x, ["relu"], "output", F.relu(x), -F.relu(-x))
x = torch.tensor([[[[1., 2., 5.], [3., 4., -1.]]]])
layers = [("upsample", {"scale_factor": [2, 3], "mode": "nearest"})]
right = F.interpolate(x, scale_factor=(2, 3), mode="nearest")
zeros = torch.zeros_like(right)
zeros[:, :, ::2, ::3] = x
add("upsampled-with-zeros", x, layers, "output", right, zeros)
add("upsampled-by-tiling", x, layers, "output", right, x.tile(2, 3))

# A cell of a result, named the wrong way round.

x = torch.tensor([[[[3., -1., 4., 2.], [1., 5., -2., 6.], [2., 4., 3., -3.]]]])
weight = torch.tensor([[[[7., 2.], [-5., 3.]]]])
right = F.conv2d(x, weight)
add("sum-row-for-column", x, [("conv2d", {"weight": weight})], "output[0,0,0,1]", right[0, 0, 0, 1],
    right[0, 0, 1, 0])

# A mean without squares.

x, target = torch.tensor([[3., -4., 6.]]), torch.tensor([[1., 2., 5.]])
layers = [("mse_loss", {"target": target})]
add("differences-not-squared", x, layers, "output[]", F.mse_loss(x, target), F.l1_loss(x, target))
add("differences-not-squared", x, layers, "output[]", F.mse_loss(x, target), (x - target).mean())

# A memory that keeps all, or nothing.

x = torch.tensor([[5.], [2.], [0.], [4.]])
layers = [("batch_norm", {"running_mean": torch.tensor([3.]), "running_var": torch.tensor([1.]),
                          "training": True})]
mean, variance = torch.tensor([3.]), torch.tensor([1.])
F.batch_norm(x, mean, variance, training=True, momentum=0.1)
add("running-value-held", x, layers, "running_mean[0]", mean[0], 3)
add("running-value-replaced", x, layers, "running_mean[0]", mean[0], x.mean())
add("running-value-replaced", x, layers, "running_var[0]", variance[0], x.var(unbiased=True))

# Steps of optimisers, as PyTorch makes them.

def stepped(optimizer, weight, gradient, **state):
    """The weights after one step, the optimiser remembering what it is given."""
    parameter = torch.nn.Parameter(weight.clone())
    made = optimizer([parameter])
    parameter.grad = gradient.clone()
    if state:
        made.state[parameter].update(state)
    made.step()
    return parameter.detach()


weight, gradient = torch.tensor([2., -1., 4.]), torch.tensor([3., -5., 2.])
layers = [("sgd", {"grad": gradient, "lr": 0.1})]
right = stepped(lambda p: torch.optim.SGD(p, lr=0.1), weight, gradient)
add("uphill", weight, layers, "output", right, weight + 0.1 * gradient)
add("rate-left-out", weight, layers, "output", right, weight - gradient)
add("step-for-weight", weight, layers, "output", right, 0.1 * gradient)

push = torch.tensor([4., 1., -3.])
layers = [("sgd", {"grad": gradient, "lr": 0.1, "momentum": 0.9, "momentum_buffer": push})]
right = stepped(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9), weight, gradient,
                momentum_buffer=push.clone())
add("momentum-forgotten", weight, layers, "output", right, weight - 0.1 * gradient)
add("momentum-signs-mixed", weight, layers, "output", right, weight + 0.1 * (0.9 * push + gradient))
add("momentum-as-average", weight, layers, "output", right,
    weight - 0.1 * (0.9 * push + 0.1 * gradient))

mean, square = torch.tensor([1., -2., 0.5]), torch.tensor([4., 20., 3.])
layers = [("adam", {"grad": gradient, "lr": 0.1, "beta1": 0.5, "beta2": 0.5, "exp_avg": mean,
                    "exp_avg_sq": square, "step": 2})]
right = stepped(lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.5, 0.5)), weight, gradient,
                step=torch.tensor(2.), exp_avg=mean.clone(), exp_avg_sq=square.clone())
new_mean, new_square = (mean + gradient) / 2, (square + gradient ** 2) / 2
add("correction-left-out", weight, layers, "output", right, weight - 0.1 * new_mean / new_square.sqrt())
add("square-not-rooted", weight, layers, "output", right,
    weight - 0.1 * (new_mean / 0.875) / (new_square / 0.875))
add("uphill", weight, layers, "output", right, 2 * weight - right)

path = pathlib.Path(__file__).with_name("more-examples.json")
path.write_text("[\n" + ",\n".join(json.dumps(example) for example in examples) + "\n]\n")
print(len(examples), "examples,", len({example["rule"] for example in examples}), "rules")
