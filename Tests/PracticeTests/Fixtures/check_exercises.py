#!/usr/bin/env python3
"""Works out exercises by other means, and compares: every family, many seeds, every level.

    Tests/PracticeTests/Fixtures/check_exercises.py .build/debug/convscope --seeds 200

Values and gradients come from PyTorch, which is given the exercise's problem; what is counted comes from the
numbers in the question's own words. For each exercise it checks that

  - the answer is right, and the program says so to it;
  - what a misconception leads to is another answer, and the commoner ones differ among each other, or are
    counted as ambiguous (the program then asks which it was);
  - it is not degenerate: no grid of equal numbers, no answer that is already among what is given as such.

Needs torch; exits 1 where something is wrong.
"""
import argparse
import collections
import json
import math
import re
import subprocess
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def written(text):
    """A grid as problem files write it: rows parted by strokes, numbers by blanks or commas."""
    rows = [[float(n.replace("−", "-")) for n in re.split(r"[,\s]+", row.strip())]
            for row in text.split("/")]
    return rows if len(rows) > 1 else rows[0]


def tensor(value):
    if isinstance(value, str):
        value = written(value)
    return torch.tensor(value, dtype=torch.float64)


def arguments(spec, first):
    """An op's parameters; a lone value stands for its first parameter."""
    return spec if isinstance(spec, dict) else {first: spec}


def image(x, rank):
    """Leading axes of 1 up to a rank."""
    while x.dim() < rank:
        x = x.unsqueeze(0)
    return x


class Run:
    """A problem as PyTorch runs it."""

    def __init__(self, problem):
        self.input = tensor(problem["input"])
        self.leaves = {}
        self.extras = {}
        self.switches = None
        value = None
        for index, op in enumerate(problem["ops"]):
            name, spec = next(iter(op.items())) if isinstance(op, dict) else (op, {})
            if value is None:
                value = self.start(name)
                value.requires_grad_()
                self.leaves["input"] = value
            value = getattr(self, name)(index, spec, value)
        self.output = value
        upstream = problem.get("upstream")
        if value.requires_grad:
            ones = torch.ones_like(value)
            flow = ones if upstream is None else tensor(upstream).reshape(value.shape) * ones
            names = list(self.leaves)
            found = torch.autograd.grad(
                value, [self.leaves[n] for n in names], flow, allow_unused=True)
            self.gradients = dict(zip(names, found))

    def start(self, name):
        x = self.input
        if name.endswith("1d"):
            return image(x, 3)
        if name in ("linear", "softmax", "cross_entropy", "batch_norm", "mse_loss"):
            return image(x, 2)
        if name == "upsample" and x.dim() == 1:
            return image(x, 3)
        return image(x, 4)

    def leaf(self, index, name, value):
        self.leaves[f"{index}.{name}"] = value.requires_grad_()
        return value

    def convolve(self, index, spec, x, axes, transposed=False):
        weight = image(tensor(spec["weight"]), axes + 2)
        weight = self.leaf(index, "weight", weight)
        bias = None
        if "bias" in spec:
            bias = tensor(spec["bias"]).reshape(-1)
            bias = self.leaf(index, "bias", bias.expand(weight.shape[0]).clone())
        used = torch.flip(weight, list(range(2, axes + 2))) if spec.get("flip") else weight
        stride, dilation = spec.get("stride", 1), spec.get("dilation", 1)
        if transposed:
            f = [F.conv_transpose1d, F.conv_transpose2d][axes - 1]
            return f(x, used, bias, stride, spec.get("padding", 0), spec.get("output_padding", 0))
        padding = spec.get("padding", 0)
        mode = spec.get("padding_mode", "zeros")
        sides = padding if isinstance(padding, list) and axes == 1 else None
        if mode != "zeros":
            x = F.pad(x, [padding] * (2 * axes), mode=mode)
            padding = 0
        elif sides:
            x, padding = F.pad(x, sides), 0
        return [F.conv1d, F.conv2d][axes - 1](
            x, used, bias, stride, padding, dilation, spec.get("groups", 1))

    def conv1d(self, i, spec, x):
        return self.convolve(i, spec, x, 1)

    def conv2d(self, i, spec, x):
        return self.convolve(i, spec, x, 2)

    def conv_transpose1d(self, i, spec, x):
        return self.convolve(i, spec, x, 1, transposed=True)

    def conv_transpose2d(self, i, spec, x):
        return self.convolve(i, spec, x, 2, transposed=True)

    def max_pool2d(self, i, spec, x):
        out, self.switches = F.max_pool2d(x, **arguments(spec, "kernel_size"), return_indices=True)
        self.pool, self.before = arguments(spec, "kernel_size"), x.shape
        return out

    def max_pool1d(self, i, spec, x):
        return F.max_pool1d(x, **arguments(spec, "kernel_size"))

    def max_unpool2d(self, i, spec, x):
        spec = arguments(spec, "kernel_size")
        return F.max_unpool2d(
            x, self.switches, spec["kernel_size"], spec.get("stride"), output_size=self.before[2:])

    def avg_pool2d(self, i, spec, x):
        return F.avg_pool2d(x, **arguments(spec, "kernel_size"))

    def avg_pool1d(self, i, spec, x):
        return F.avg_pool1d(x, **arguments(spec, "kernel_size"))

    def upsample(self, i, spec, x):
        mode = spec.get("mode", "nearest")
        return F.interpolate(
            x, scale_factor=spec["scale_factor"], mode=mode,
            align_corners=None if mode == "nearest" else spec.get("align_corners", False))

    def unfold(self, i, spec, x):
        spec = arguments(spec, "kernel_size")
        return F.unfold(x, **spec)

    def fold(self, i, spec, x):
        return F.fold(x, spec["output_size"], spec["kernel_size"])

    def linear(self, i, spec, x):
        weight = self.leaf(i, "weight", image(tensor(spec["weight"]), 2))
        bias = tensor(spec["bias"]).reshape(-1) if "bias" in spec else None
        return F.linear(x, weight, bias)

    def step(self, i, spec, x):
        return (x >= 0).double()

    def relu(self, i, spec, x):
        return F.relu(x)

    def leaky_relu(self, i, spec, x):
        return F.leaky_relu(x, arguments(spec, "negative_slope").get("negative_slope", 0.01))

    def sigmoid(self, i, spec, x):
        return torch.sigmoid(x)

    def tanh(self, i, spec, x):
        return torch.tanh(x)

    def add(self, i, spec, x):
        return x + tensor(arguments(spec, "other")["other"])

    def softmax(self, i, spec, x):
        return F.softmax(x, dim=arguments(spec, "dim").get("dim", -1))

    def cross_entropy(self, i, spec, x):
        target = torch.tensor(arguments(spec, "target")["target"]).reshape(-1)
        return F.cross_entropy(x, target)

    def mse_loss(self, i, spec, x):
        return F.mse_loss(x, tensor(arguments(spec, "target")["target"]).reshape(x.shape))

    def batch_norm(self, i, spec, x):
        def row(name, usual):
            return tensor(spec.get(name, usual)).reshape(-1).expand(x.shape[1]).clone()
        mean, variance = row("running_mean", 0), row("running_var", 1)
        training = spec.get("training", "running_mean" not in spec)
        out = F.batch_norm(
            x, mean, variance, row("weight", 1), row("bias", 0), training=training, momentum=0.1)
        self.extras = {"running_mean": mean, "running_var": variance}
        return out

    def optimised(self, optimizer, spec, x, **state):
        parameter = torch.nn.Parameter(x.detach().clone())
        made = optimizer([parameter])
        parameter.grad = tensor(spec["grad"]).reshape(x.shape)
        if state:
            made.state[parameter].update(
                {name: tensor(value).expand(x.shape).clone() if name != "step" else tensor(value)
                 for name, value in state.items()})
        made.step()
        return parameter.detach()

    def sgd(self, i, spec, x):
        momentum = spec.get("momentum", 0)
        state = {name: spec[name] for name in ["momentum_buffer"] if name in spec}
        return self.optimised(
            lambda p: torch.optim.SGD(p, lr=spec["lr"], momentum=momentum), spec, x, **state)

    def adam(self, i, spec, x):
        betas = (spec["beta1"], spec["beta2"])
        return self.optimised(
            lambda p: torch.optim.Adam(p, lr=spec["lr"], betas=betas), spec, x,
            step=spec["step"], exp_avg=spec["exp_avg"], exp_avg_sq=spec["exp_avg_sq"])

    def dropout(self, i, spec, x):
        return F.dropout(x, spec["p"], training=spec.get("training", True))


def numbers(text):
    return [int(n) for n in re.findall(r"\d+", text)]


def square(n):
    return n[0] * n[1]


# What is counted, from the numbers in the question, in the order in which they stand there.
COUNTS = {
    "parameters": lambda n: n[3] * (n[0] * n[4] * n[5] + 1),
    "weights-in-groups": lambda n: n[1] * (n[0] // n[4] * n[2] * n[3] + 1),
    "depthwise": lambda n: n[0] * n[1] * n[2] * n[3],
    "maps-out": lambda n: n[1],
    "multiply-adds": lambda n: n[0] * n[1] * n[2] * n[3] * n[4] * n[5],
    "operations": lambda n: 2 * n[0] * n[1] * n[2] * n[3] * n[4] * n[5],
    "dense-parameters": lambda n: n[0] * n[1] + n[1],
    "flattened": lambda n: n[0] * n[1] * n[2],
    "pool-parameters": lambda n: 0,
    "batch-norm-parameters": lambda n: 2 * n[0],
    "im2col-size": lambda n: n[2] * n[3] * (n[0] - n[2] + 1) * (n[1] - n[3] + 1),
}


def signed(text):
    """The numbers of a question with their signs, those of names such as w₁ left out."""
    return [float(n.replace("−", "-")) for n in re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", text)]


def named(question, name):
    """The numbers that stand behind a name in a question."""
    match = re.search(name + r" (?:(?:is|are|was) )?((?:−?[\d.]*\d(?:, )?)+)", question)
    return signed(match.group(1))


def perceptron(question, signs=False):
    """Weights and bias after a step of the rule on the numbers of a question."""
    w, (b,) = named(question, "weights"), named(question, "bias")
    x = named(question, "row")
    (wanted,) = named(question, "class") if signs else named(question, "and")
    (rate,) = named(question, "rate(?! ·)")
    fires = sum(a * c for a, c in zip(w, x)) + b >= 0
    said = (1 if fires else -1) if signs else int(fires)
    assert said != wanted, "the unit is right"
    push = rate * (wanted if signs else wanted - said)
    return [a + push * c for a, c in zip(w, x)], b + push


def xor(question):
    (w1, w2), (b,) = named(question, "weights"), named(question, "bias")
    return sum((w1 * p + w2 * q + b >= 0) == (p != q) for p in (0, 1) for q in (0, 1))


def chain(question):
    w1, w2, x, y = (torch.tensor(n) for n in signed(question[question.index("Now"):])[:4])
    w1.requires_grad_()
    loss = (w2 * w1 * x - y) ** 2
    loss.backward()
    return (w1 - 0.1 * w1.grad).item()


def batch(question):
    gradients = named(question, "gradients")
    return named(question, "weight")[0] - 0.1 * sum(gradients) / len(gradients)


def steps(question):
    images, size, epochs = (int(n) for n in signed(question))
    return epochs * len(range(0, images, size))


def best(question):
    losses = named(question, "held out")
    return losses.index(min(losses)) + 1


# The arithmetic of training, from the question's own words.
TRAINING = {
    "perceptron-weights": lambda q: [perceptron(q)[0]],
    "perceptron-bias": lambda q: perceptron(q)[1],
    "perceptron-signs": lambda q: [perceptron(q, signs=True)[0]],
    "unit-and-xor": xor,
    "batch-step": batch,
    "two-weights-step": chain,
    "steps-of-epochs": steps,
    "epochs-of-steps": lambda q: signed(q)[0] * signed(q)[1] / signed(q)[2],
    "best-epoch": best,
}


def field(layers):
    """The cells that a result sees, found by walking back from one of them."""
    first = last = 0
    for kernel, stride, dilation in reversed(layers):
        first, last = first * stride, last * stride + dilation * (kernel - 1)
    return last - first + 1


def layers(family, n, words):
    if family == "two-layers":
        return [(n[0], 1, 1), (n[2], 1, 1)]
    if family == "with-a-pool":
        return [(n[0], 1, 1), (n[2], n[4], 1), (n[5], 1, 1)]
    if family == "strided-stack":
        return [(n[0], n[2], 1), (n[3], n[5], 1), (n[6], n[8], 1)]
    return [(n[0], 1, d) for d in n[2:5]]


def expected(exercise):
    family, question = exercise["family"], exercise["question"]
    if family in COUNTS:
        return COUNTS[family](numbers(question))
    if family in TRAINING:
        return TRAINING[family](question)
    if exercise["topic"] == "receptive-fields":
        return field(layers(family, numbers(question), question))
    run = Run(exercise["problem"])
    of = exercise["of"]
    if of.startswith("gradient:"):
        value = run.gradients[of.split(":")[1]]
    elif of in run.extras:
        value = run.extras[of]
    else:
        value = run.output
    if exercise["kind"] == "size":
        return list(value.shape[2:])
    if exercise["kind"] == "count":
        return value.numel()
    value = value.detach()
    if exercise["kind"] == "number":
        cell = exercise["cell"] or []
        return value.reshape(-1)[0].item() if not cell else value[tuple(cell[-value.dim():])].item()
    while value.dim() > 2:
        value = value[0]
    return image(value, 2).tolist()


def worked(exercise):
    """The products of a cell of a convolution without padding, row by row."""
    spec = next(iter(exercise["problem"]["ops"][0].values()))
    kernel, (row, column) = spec["weight"], exercise["cell"][-2:]
    image = exercise["problem"]["input"]
    return [[w * image[row + i][column + j] for j, w in enumerate(weights)]
            for i, weights in enumerate(kernel)]


def flat(answer):
    return [x for part in answer for x in flat(part)] if isinstance(answer, list) else [answer]


def same(one, other):
    one, other = flat(one), flat(other)
    return len(one) == len(other) and all(
        abs(a - b) <= 1e-9 + 1e-9 * abs(a) for a, b in zip(one, other))


def close(right, given):
    """Whether the program takes an answer for the right one."""
    right, given = flat(right), flat(given)
    return len(right) == len(given) and all(
        abs(a - b) < 1e-9 if a == round(a) else near(a, b) for a, b in zip(right, given))


def near(right, given):
    """Whether a number is off by a thousandth at most, or is right to three digits or more."""
    unit = 10.0 ** (math.floor(math.log10(abs(right))) - 2)
    distance, digits = abs(right - given), given / unit
    return distance <= 1e-3 * abs(right) or (
        abs(digits - round(digits)) < 1e-6 and distance <= unit / 2 * (1 + 1e-9))


# Where what is asked for is nearly all among what is given: what an op copies or keeps.
COPIES = {"relu", "dropout-at-test", "nearest", "im2col", "unpooling", "max-pool", "leaky-relu"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--family")
    options = parser.parse_args()
    listed = json.loads(
        subprocess.run([options.program, "practice", "--list", "--json"], capture_output=True,
                       text=True, check=True).stdout)
    wrong = checked = 0
    unclear = collections.Counter()
    for entry in listed:
        family = entry["family"]
        if options.family not in (None, family):
            continue
        for level in range(1, entry["levels"] + 1):
            count = options.seeds // entry["levels"] + (level <= options.seeds % entry["levels"])
            done = subprocess.run(
                [options.program, "practice", family, "--seed", str(options.first), "--level",
                 str(level), "--count", str(count), "--json"], capture_output=True, text=True)
            if done.returncode:
                print(f"{family} level {level}: {done.stderr}")
                wrong += 1
                continue
            for exercise in json.loads(done.stdout):
                checked += 1
                place = f"{family} --level {level} --seed {exercise['seed']}"
                right = expected(exercise)
                products = exercise.get("products")
                if products and not same(worked(exercise), products):
                    print(f"{place}: the products {products} for {worked(exercise)}")
                    wrong += 1
                if not same(right, exercise["answer"]):
                    print(f"{place}: {exercise['answer']} for {right}")
                    wrong += 1
                values = flat(exercise["answer"])
                if exercise["kind"] == "grid" and len(values) > 1 and len(set(values)) == 1:
                    print(f"{place}: a constant grid")
                    wrong += 1
                slips = exercise["slips"]
                for slip in slips:
                    if close(exercise["answer"], slip["answer"]):
                        print(f"{place}: {slip['rule']} leads to the right answer")
                        wrong += 1
                groups = collections.defaultdict(set)
                for slip in slips:
                    groups[json.dumps(slip["answer"])].add(slip["rule"])
                unclear[family] += any(len(rules) > 1 for rules in groups.values())
                given = (flat(tensor(exercise["problem"]["input"]).tolist())
                         if exercise["problem"] else [])
                if (exercise["kind"] == "grid" and family not in COPIES
                        and values == [float(x) for x in given]):
                    print(f"{place}: the answer is what is given")
                    wrong += 1
        print(f"{family}: {unclear[family]} of {options.seeds} with slips that look alike", flush=True)
    print(f"{checked} exercises, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
