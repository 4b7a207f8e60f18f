#!/usr/bin/env python3
"""Writes optimizers.json and schedules.json: what PyTorch's optimisers and schedulers do.

Written with Python 3.11 and torch 2.15.0:

    python3 -m venv .venv
    .venv/bin/pip install torch==2.15.0 --index-url https://download.pytorch.org/whl/cpu
    .venv/bin/python make_optimizer_fixture.py            # rewrite the files beside this script
    .venv/bin/python make_optimizer_fixture.py --check    # compare only; exit 1 when one is stale

Parameters and gradients are multiples of 1/256, so that the file has them exactly. All is computed in
float32, as in training.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler

FOLDER = Path(__file__).resolve().parent
COUNT = 35  # two vectors of sixteen and a rest
STEPS = 20

# name, class, settings as PyTorch's; "lrs" is one rate for each step, where it changes
OPTIMIZERS = [
    ("sgd", "SGD", dict(lr=0.1)),
    ("sgd, weight decay", "SGD", dict(lr=0.1, weight_decay=0.05)),
    ("sgd, momentum", "SGD", dict(lr=0.05, momentum=0.9)),
    ("sgd, momentum, dampening", "SGD", dict(lr=0.1, momentum=0.9, dampening=0.25)),
    ("sgd, momentum, weight decay", "SGD", dict(lr=0.05, momentum=0.8, weight_decay=5e-4)),
    ("sgd, nesterov", "SGD", dict(lr=0.03, momentum=0.9, nesterov=True)),
    (
        "sgd, nesterov, weight decay, falling rate",
        "SGD",
        dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=5e-2, falling=0.8),
    ),
    ("adagrad", "Adagrad", dict()),
    ("adagrad, rate decay", "Adagrad", dict(lr=0.5, lr_decay=0.1)),
    ("adagrad, weight decay", "Adagrad", dict(lr=0.1, weight_decay=0.1, eps=1e-3)),
    ("rmsprop", "RMSprop", dict()),
    ("rmsprop, alpha", "RMSprop", dict(lr=0.02, alpha=0.8, eps=1e-4)),
    ("rmsprop, momentum", "RMSprop", dict(lr=0.01, momentum=0.9)),
    ("rmsprop, centered", "RMSprop", dict(lr=0.01, centered=True)),
    (
        "rmsprop, centered, momentum, weight decay",
        "RMSprop",
        dict(lr=0.01, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.01),
    ),
    ("adadelta", "Adadelta", dict()),
    ("adadelta, rho", "Adadelta", dict(lr=0.5, rho=0.6, eps=1e-4)),
    ("adadelta, weight decay", "Adadelta", dict(weight_decay=0.1)),
    ("adam", "Adam", dict()),
    ("adam, betas", "Adam", dict(lr=0.02, betas=(0.5, 0.9), eps=1e-4)),
    ("adam, short memory", "Adam", dict(lr=0.02, betas=(0.25, 0.5))),
    ("adam, weight decay", "Adam", dict(lr=0.01, weight_decay=0.1)),
    ("adam, amsgrad", "Adam", dict(lr=0.01, amsgrad=True, betas=(0.9, 0.9))),
    ("adam, falling rate", "Adam", dict(lr=0.1, falling=0.7)),
    ("adamw", "AdamW", dict()),
    ("adamw, weight decay", "AdamW", dict(lr=0.05, weight_decay=0.2)),
    ("adamw, no weight decay", "AdamW", dict(lr=0.05, weight_decay=0.0)),
    ("adamw, amsgrad", "AdamW", dict(lr=0.05, amsgrad=True, weight_decay=0.1)),
]


def numbers(count: int, seed: int) -> torch.Tensor:
    """Multiples of 1/256 between -1 and 1."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(-256, 257, (count,), generator=generator).float() / 256


def listed(tensor: torch.Tensor) -> list[float]:
    """The shortest texts that give the same float32 numbers."""
    return [float(f"{number:.9g}") for number in tensor.tolist()]


def optimizers() -> dict:
    start = numbers(COUNT, 1)
    gradients = [numbers(COUNT, 100 + step) for step in range(STEPS)]
    # One gradient is always zero: nothing but weight decay may move its parameter.
    for gradient in gradients:
        gradient[7] = 0
    cases = []
    for name, kind, given in OPTIMIZERS:
        settings = dict(given)
        falling = settings.pop("falling", 1.0)
        parameter = torch.nn.Parameter(start.clone())
        optimizer = getattr(torch.optim, kind)([parameter], **settings)
        base = optimizer.param_groups[0]["lr"]
        rates, after = [], {}
        for step in range(STEPS):
            rate = base * falling**step
            optimizer.param_groups[0]["lr"] = rate
            rates.append(rate)
            parameter.grad = gradients[step].clone()
            optimizer.step()
            if step + 1 in (1, 2, STEPS):
                after[str(step + 1)] = listed(parameter.detach())
        state = {
            key: listed(value)
            for key, value in optimizer.state[parameter].items()
            if value is not None and value.ndim == 1
        }
        if "betas" in settings:
            settings["beta1"], settings["beta2"] = settings.pop("betas")
        cases.append(
            dict(
                name=name, method=kind.lower(), settings=settings, rates=rates, parameters=after,
                state=state,
            )
        )
    defaults = {}
    for kind in ("SGD", "Adagrad", "RMSprop", "Adadelta", "Adam", "AdamW"):
        group = getattr(torch.optim, kind)([torch.nn.Parameter(start.clone())]).param_groups[0]
        if "betas" in group:
            group["beta1"], group["beta2"] = group["betas"]
        defaults[kind.lower()] = {
            key: value for key, value in group.items() if isinstance(value, (int, float))
        }
    return dict(
        torch=torch.__version__.split("+")[0], start=listed(start),
        gradients=[listed(gradient) for gradient in gradients], defaults=defaults, cases=cases,
    )


def warmed(make, steps: int, start: float, total: int):
    """A scheduler behind a linear warm-up."""

    def build(optimizer):
        first = lr_scheduler.LinearLR(optimizer, start_factor=start, total_iters=steps)
        return lr_scheduler.SequentialLR(
            optimizer, [first, make(optimizer, total - steps)], milestones=[steps]
        )

    return build


# text of the schedule, peak, total steps, steps per epoch, PyTorch's scheduler
SCHEDULES = [
    ("constant", 0.1, 10, 5, lambda o: lr_scheduler.ConstantLR(o, factor=1.0)),
    ("step:every:4:0.5", 0.2, 18, 6, lambda o: lr_scheduler.StepLR(o, 4, 0.5)),
    ("step:every:2ep", 1.0, 30, 5, lambda o: lr_scheduler.StepLR(o, 10, 0.1)),
    ("step:3,9,10:0.3", 0.1, 16, 4, lambda o: lr_scheduler.MultiStepLR(o, [3, 9, 10], 0.3)),
    ("step:50%,75%:0.1", 0.1, 40, 7, lambda o: lr_scheduler.MultiStepLR(o, [20, 30], 0.1)),
    ("step:3ep,5ep:0.2", 0.1, 40, 7, lambda o: lr_scheduler.MultiStepLR(o, [21, 35], 0.2)),
    ("cosine", 0.1, 24, 4, lambda o: lr_scheduler.CosineAnnealingLR(o, 24)),
    ("cosine:0.1", 0.4, 25, 4, lambda o: lr_scheduler.CosineAnnealingLR(o, 25, eta_min=0.04)),
    ("one-cycle", 0.03, 100, 10, lambda o: one_cycle(o, 0.03, 100)),
    ("one-cycle", 0.2, 17, 10, lambda o: one_cycle(o, 0.2, 17)),
    ("one-cycle", 0.2, 3, 10, lambda o: one_cycle(o, 0.2, 3)),
    ("one-cycle", 0.2, 1, 10, lambda o: one_cycle(o, 0.2, 1)),
    (
        "one-cycle:0.5:10:100", 1.0, 21, 10,
        lambda o: one_cycle(o, 1.0, 21, pct_start=0.5, div_factor=10, final_div_factor=100),
    ),
    (
        "warm-up:5:0.1+constant", 0.1, 12, 4,
        warmed(lambda o, _: lr_scheduler.ConstantLR(o, factor=1.0), 5, 0.1, 12),
    ),
    (
        "warm-up:6+cosine", 0.1, 30, 4,
        warmed(lambda o, rest: lr_scheduler.CosineAnnealingLR(o, rest), 6, 0.01, 30),
    ),
    (
        "warm-up:2ep:0.25+step:every:3:0.5", 0.1, 30, 4,
        warmed(lambda o, _: lr_scheduler.StepLR(o, 3, 0.5), 8, 0.25, 30),
    ),
]


def one_cycle(optimizer, peak: float, total: int, **settings):
    return lr_scheduler.OneCycleLR(
        optimizer, max_lr=peak, total_steps=total, cycle_momentum=False, **settings
    )


def schedules() -> dict:
    cases = []
    for text, peak, total, epoch, make in SCHEDULES:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
        scheduler = make(optimizer)
        rates = []
        for step in range(total):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if step + 1 < total:
                scheduler.step()
        cases.append(dict(schedule=text, peak=peak, steps_per_epoch=epoch, rates=rates))
    return dict(torch=torch.__version__.split("+")[0], cases=cases)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the optimisers' fixtures with PyTorch.")
    parser.add_argument("--check", action="store_true", help="compare only; write nothing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    stale = False
    for name, content in (("optimizers", optimizers()), ("schedules", schedules())):
        path = FOLDER / f"{name}.json"
        lines = [f' "{key}": {json.dumps(value)}' for key, value in content.items() if key != "cases"]
        cases = ",\n".join("  " + json.dumps(case) for case in content["cases"])
        text = "{\n" + ",\n".join(lines) + ',\n "cases": [\n' + cases + "\n ]\n}\n"
        print(f"{len(content['cases'])} cases, {len(text) / 1024:.1f} KB: {path.name}")
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"stale: {path.name}", file=sys.stderr)
            stale = True
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
