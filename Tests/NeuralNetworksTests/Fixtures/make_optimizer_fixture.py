"""Writes optimizers.json: 20 steps of PyTorch's optimisers and the rates of its schedules.

The loss is 0.5 * sum(c * (p - t)^2) over eight numbers, so that a gradient is c * (p - t).
"""
import json
import pathlib

import torch

START = [1.0, -2.0, 0.5, 3.0, -0.25, 0.0, 4.0, -1.5]
TARGET = [0.5, 1.0, -1.0, 2.0, 0.25, 3.0, -2.0, 0.125]
CURVE = [1.0, 0.5, 2.0, 0.25, 4.0, 1.5, 0.125, 3.0]
CASES = [
    ("sgd", dict(lr=0.1)), ("sgd", dict(lr=0.1, weight_decay=0.05)), ("sgd", dict(lr=0.05, momentum=0.9)),
    ("sgd", dict(lr=0.05, momentum=0.9, nesterov=True, weight_decay=5e-4)),
    ("adagrad", dict(lr=0.1)), ("adagrad", dict(lr=0.1, weight_decay=0.01)), ("rmsprop", dict(lr=0.01)),
    ("rmsprop", dict(lr=0.01, momentum=0.9, weight_decay=0.01)), ("adadelta", dict(lr=1.0)),
    ("adadelta", dict(lr=0.5, weight_decay=0.01)), ("adam", dict(lr=0.05)), ("adam", dict(lr=0.05, weight_decay=0.01)),
    ("adamw", dict(lr=0.05)), ("adamw", dict(lr=0.05, weight_decay=0.1)),
]
METHODS = dict(sgd=torch.optim.SGD, adagrad=torch.optim.Adagrad, rmsprop=torch.optim.RMSprop,
               adadelta=torch.optim.Adadelta, adam=torch.optim.Adam, adamw=torch.optim.AdamW)


def run(method, settings):
    p = torch.nn.Parameter(torch.tensor(START))
    optimizer = METHODS[method]([p], **settings)
    rows = []
    for _ in range(20):
        optimizer.zero_grad()
        (0.5 * torch.tensor(CURVE) * (p - torch.tensor(TARGET)) ** 2).sum().backward()
        optimizer.step()
        rows.append(p.detach().tolist())
    return dict(method=method, settings={k: float(v) for k, v in settings.items()}, values=rows)


def rates(make, peak, total):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
    schedule = make(optimizer)
    values = []
    for _ in range(total):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step() if len(values) < total else None
    return values


S = torch.optim.lr_scheduler
schedules = [
    dict(text="one-cycle", peak=0.2, rates=rates(lambda o: S.OneCycleLR(o, 0.2, total_steps=50, cycle_momentum=False), 0.2, 50)),
    dict(text="one-cycle", peak=0.03, rates=rates(lambda o: S.OneCycleLR(o, 0.03, total_steps=391, cycle_momentum=False), 0.03, 391)),
    dict(text="cosine", peak=0.1, rates=rates(lambda o: S.CosineAnnealingLR(o, 40), 0.1, 40)),
    dict(text="step:50,75:0.1", peak=0.1, rates=rates(lambda o: S.MultiStepLR(o, [20, 30], 0.1), 0.1, 40)),
    dict(text="constant", peak=0.1, rates=rates(lambda o: S.ConstantLR(o, 1), 0.1, 5)),
]
out = dict(torch=torch.__version__, start=START, target=TARGET, curve=CURVE, cases=[run(*c) for c in CASES], schedules=schedules)
pathlib.Path(__file__).with_name("optimizers.json").write_text(json.dumps(out) + "\n")
