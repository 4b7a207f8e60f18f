# ResNet-20. Its weights: model.load_state_dict(safetensors.torch.load_file(FILE))
import torch
from torch import nn

class Network(nn.ModuleDict):
    def __init__(self):
        super().__init__({
            "conv1": nn.Conv2d(3, 16, 3, padding=1, bias=False),
            "bn1": nn.BatchNorm2d(16),
            "relu1": nn.ReLU(),
            "layer1": nn.ModuleDict({
                "0": nn.ModuleDict({
                    "conv1": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(16),
                    "conv2": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(16),
                }),
                "1": nn.ModuleDict({
                    "conv1": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(16),
                    "conv2": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(16),
                }),
                "2": nn.ModuleDict({
                    "conv1": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(16),
                    "conv2": nn.Conv2d(16, 16, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(16),
                }),
            }),
            "relu2": nn.ReLU(),
            "relu3": nn.ReLU(),
            "relu4": nn.ReLU(),
            "relu5": nn.ReLU(),
            "relu6": nn.ReLU(),
            "relu7": nn.ReLU(),
            "layer2": nn.ModuleDict({
                "0": nn.ModuleDict({
                    "conv1": nn.Conv2d(16, 32, 3, stride=2, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(32),
                    "conv2": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(32),
                }),
                "1": nn.ModuleDict({
                    "conv1": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(32),
                    "conv2": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(32),
                }),
                "2": nn.ModuleDict({
                    "conv1": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(32),
                    "conv2": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(32),
                }),
            }),
            "relu8": nn.ReLU(),
            "relu9": nn.ReLU(),
            "relu10": nn.ReLU(),
            "relu11": nn.ReLU(),
            "relu12": nn.ReLU(),
            "relu13": nn.ReLU(),
            "layer3": nn.ModuleDict({
                "0": nn.ModuleDict({
                    "conv1": nn.Conv2d(32, 64, 3, stride=2, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(64),
                    "conv2": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(64),
                }),
                "1": nn.ModuleDict({
                    "conv1": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(64),
                    "conv2": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(64),
                }),
                "2": nn.ModuleDict({
                    "conv1": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn1": nn.BatchNorm2d(64),
                    "conv2": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn2": nn.BatchNorm2d(64),
                }),
            }),
            "relu14": nn.ReLU(),
            "relu15": nn.ReLU(),
            "relu16": nn.ReLU(),
            "relu17": nn.ReLU(),
            "relu18": nn.ReLU(),
            "relu19": nn.ReLU(),
            "avgpool1": nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            "fc": nn.Linear(64, 10),
        })

    def forward(self, x):
        x = self["conv1"](x)
        x = self["bn1"](x)
        x = self["relu1"](x)
        y = self["layer1"]["0"]["conv1"](x)
        y = self["layer1"]["0"]["bn1"](y)
        y = self["relu2"](y)
        y = self["layer1"]["0"]["conv2"](y)
        y = self["layer1"]["0"]["bn2"](y)
        x = y + x
        x = self["relu3"](x)
        y = self["layer1"]["1"]["conv1"](x)
        y = self["layer1"]["1"]["bn1"](y)
        y = self["relu4"](y)
        y = self["layer1"]["1"]["conv2"](y)
        y = self["layer1"]["1"]["bn2"](y)
        x = y + x
        x = self["relu5"](x)
        y = self["layer1"]["2"]["conv1"](x)
        y = self["layer1"]["2"]["bn1"](y)
        y = self["relu6"](y)
        y = self["layer1"]["2"]["conv2"](y)
        y = self["layer1"]["2"]["bn2"](y)
        x = y + x
        x = self["relu7"](x)
        y = self["layer2"]["0"]["conv1"](x)
        y = self["layer2"]["0"]["bn1"](y)
        y = self["relu8"](y)
        y = self["layer2"]["0"]["conv2"](y)
        y = self["layer2"]["0"]["bn2"](y)
        x = nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 8, 8))
        x = y + x
        x = self["relu9"](x)
        y = self["layer2"]["1"]["conv1"](x)
        y = self["layer2"]["1"]["bn1"](y)
        y = self["relu10"](y)
        y = self["layer2"]["1"]["conv2"](y)
        y = self["layer2"]["1"]["bn2"](y)
        x = y + x
        x = self["relu11"](x)
        y = self["layer2"]["2"]["conv1"](x)
        y = self["layer2"]["2"]["bn1"](y)
        y = self["relu12"](y)
        y = self["layer2"]["2"]["conv2"](y)
        y = self["layer2"]["2"]["bn2"](y)
        x = y + x
        x = self["relu13"](x)
        y = self["layer3"]["0"]["conv1"](x)
        y = self["layer3"]["0"]["bn1"](y)
        y = self["relu14"](y)
        y = self["layer3"]["0"]["conv2"](y)
        y = self["layer3"]["0"]["bn2"](y)
        x = nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 16, 16))
        x = y + x
        x = self["relu15"](x)
        y = self["layer3"]["1"]["conv1"](x)
        y = self["layer3"]["1"]["bn1"](y)
        y = self["relu16"](y)
        y = self["layer3"]["1"]["conv2"](y)
        y = self["layer3"]["1"]["bn2"](y)
        x = y + x
        x = self["relu17"](x)
        y = self["layer3"]["2"]["conv1"](x)
        y = self["layer3"]["2"]["bn1"](y)
        y = self["relu18"](y)
        y = self["layer3"]["2"]["conv2"](y)
        y = self["layer3"]["2"]["bn2"](y)
        x = y + x
        x = self["relu19"](x)
        x = self["avgpool1"](x)
        x = self["fc"](x)
        return x


model = Network()
