"""Writes training.json: losses of PyTorch's training steps from weights and batches that a formula makes.

Both sides draw weights, images and labels from SplitMix64, so that only results are in the file.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

MASK = (1 << 64) - 1


def mixed(state):
    state = (state + 0x9E3779B97F4A7C15).astype(np.uint64)
    state = ((state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)).astype(np.uint64)
    state = ((state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)).astype(np.uint64)
    return state ^ (state >> np.uint64(31))


def units(stream, count):
    """Numbers in 0..<1: the first of SplitMix64 from a state that counts by its increment."""
    with np.errstate(over="ignore"):
        states = np.uint64(stream * 1_000_003 & MASK) + np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (mixed(states) >> np.uint64(11)).astype(np.float64) * 2.0**-53


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.stride, self.missing = stride, outputs - inputs

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.missing or self.stride > 1:
            before = self.missing // 2
            x = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, before, self.missing - before))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        inputs = 16
        for stage, outputs in enumerate((16, 32, 64)):
            blocks = []
            for block in range(3):
                blocks.append(Block(inputs, outputs, 2 if block == 0 and stage > 0 else 1))
                inputs = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.fc(x.mean((2, 3)))


class ConvNetJS(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 16, 5, padding=2), nn.Conv2d(16, 20, 5, padding=2)
        self.conv3, self.fc = nn.Conv2d(20, 20, 5, padding=2), nn.Linear(320, 10)

    def forward(self, x):
        for layer in (self.conv1, self.conv2, self.conv3):
            x = F.max_pool2d(F.relu(layer(x)), 2)
        return self.fc(x.flatten(1))


def fill(model):
    for index, parameter in enumerate(model.parameters()):
        if parameter.dim() > 1:
            bound = 1 / np.sqrt(parameter[0].numel())
            values = (units(index + 1, parameter.numel()) * 2 - 1) * bound
            parameter.data = torch.from_numpy(values.astype(np.float32)).reshape(parameter.shape)
    # Biases and batch norm's shifts start at 0, its scales at 1.
    for name, parameter in model.named_parameters():
        if parameter.dim() == 1:
            parameter.data.fill_(1.0 if "bn" in name and name.endswith("weight") else 0.0)


def run(name, model, steps, batch, settings):
    fill(model)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=settings["lr"], momentum=0.9, nesterov=True, weight_decay=5e-4)
    losses = []
    for step in range(steps):
        x = (units(1000 + step, batch * 3072) * 2 - 1).astype(np.float32).reshape(batch, 3, 32, 32)
        y = (units(5000 + step, batch) * 10).astype(np.int64)
        # The class shows in the image, so that there is something to learn.
        x[np.arange(batch), y % 3] += (y / 10).astype(np.float32)[:, None, None]
        loss = F.cross_entropy(model(torch.from_numpy(x)), torch.from_numpy(y))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return dict(network=name, batch=batch, lr=settings["lr"], losses=losses)


# Steps are small: at 100 times the rate PyTorch's own losses of ResNet-20 in 32 and in 64 bits are 0.05 apart after 10
# steps, and equality would say nothing.
out = dict(torch=torch.__version__, numbers=units(7, 4).tolist(), runs=[
    run("convnetjs", ConvNetJS(), 20, 16, dict(lr=0.01)), run("resnet20", ResNet20(), 10, 16, dict(lr=0.0005))])
pathlib.Path(__file__).with_name("training.json").write_text(json.dumps(out, indent=1) + "\n")
