"""The other side of compare_pytorch.py: PyTorch training or running one of the same networks.

usage: pytorch_peer.py NETWORK train|forward nchw|channels_last BATCH THREADS SECONDS

Prints one JSON object. The images are normalised tensors in memory, so that PyTorch's data pipeline costs next to
nothing; the optimiser is SGD with momentum, as in `convscope bench train`.
"""

import json
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

WARM_UP_STEPS = 3
IMAGES = 2048


class Block(nn.Module):
    """Two 3×3 convolutions with a shortcut that is subsampled and padded with zeros (option A)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.stride, self.padding = stride, (outputs - inputs) // 2

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.stride > 1:
            x = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.padding, self.padding))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        blocks, inputs = [], 16
        for outputs in (16, 32, 64):
            for number in range(3):
                blocks.append(Block(inputs, outputs, 2 if number == 0 and outputs > 16 else 1))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        return self.fc(self.blocks(F.relu(self.bn1(self.conv1(x)))).mean((2, 3)))


def convnetjs():
    layers = []
    for inputs, outputs in ((3, 16), (16, 20), (20, 20)):
        layers += [nn.Conv2d(inputs, outputs, 5, 1, 2), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(320, 10))


def lenet5():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def vggsmall():
    layers, inputs = [], 3
    for outputs in (64, 128, 256):
        for _ in range(2):
            layers += [nn.Conv2d(inputs, outputs, 3, 1, 1), nn.ReLU()]
            inputs = outputs
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4096, 10))


NETWORKS = {"resnet20": ResNet20, "convnetjs": convnetjs, "lenet5": lenet5, "vggsmall": vggsmall}


def main():
    name, mode, layout, batch, threads, seconds = sys.argv[1:7]
    batch, seconds = int(batch), float(seconds)
    torch.manual_seed(0)
    torch.set_num_threads(int(threads))
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    model = NETWORKS[name]().to(memory_format=memory_format)
    images = torch.randn(max(IMAGES, batch), 3, 32, 32).contiguous(memory_format=memory_format)
    labels = torch.randint(0, 10, (len(images),))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)

    def train():
        picked = torch.randint(0, len(images), (batch,))
        x = images[picked].contiguous(memory_format=memory_format)
        optimizer.zero_grad()
        F.cross_entropy(model(x), labels[picked]).backward()
        optimizer.step()

    fixed = images[:batch].contiguous(memory_format=memory_format)

    def forward():
        with torch.inference_mode():
            model(fixed)

    step = train if mode == "train" else forward
    model.train(mode == "train")
    for _ in range(WARM_UP_STEPS):
        step()
    start, steps = time.perf_counter(), 0
    while True:
        step()
        steps += 1
        passed = time.perf_counter() - start
        if passed >= seconds:
            break
    print(json.dumps({
        "images_per_second": steps * batch / passed,
        "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "parameters": sum(p.numel() for p in model.parameters()),
        "torch": torch.__version__,
    }))


if __name__ == "__main__":
    main()
