# HRNet, two streams. Its weights: model.load_state_dict(safetensors.torch.load_file(FILE))
import torch
from torch import nn

class Network(nn.ModuleDict):
    def __init__(self):
        super().__init__({
            "stem": nn.ModuleDict({
                "conv": nn.Conv2d(3, 32, 3, stride=2, padding=1, bias=False),
                "bn": nn.BatchNorm2d(32),
            }),
            "relu1": nn.ReLU(),
            "transition": nn.ModuleDict({
                "conv": nn.Conv2d(32, 64, 3, stride=2, padding=1, bias=False),
                "bn": nn.BatchNorm2d(64),
            }),
            "relu2": nn.ReLU(),
            "stage1": nn.ModuleDict({
                "high": nn.ModuleDict({
                    "conv": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn": nn.BatchNorm2d(32),
                }),
                "low": nn.ModuleDict({
                    "conv": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn": nn.BatchNorm2d(64),
                }),
                "to_high": nn.Conv2d(64, 32, 1),
                "to_low": nn.Conv2d(32, 64, 3, stride=2, padding=1),
            }),
            "relu3": nn.ReLU(),
            "relu4": nn.ReLU(),
            "upsample1": nn.Upsample(scale_factor=2),
            "relu5": nn.ReLU(),
            "relu6": nn.ReLU(),
            "stage2": nn.ModuleDict({
                "high": nn.ModuleDict({
                    "conv": nn.Conv2d(32, 32, 3, padding=1, bias=False),
                    "bn": nn.BatchNorm2d(32),
                }),
                "low": nn.ModuleDict({
                    "conv": nn.Conv2d(64, 64, 3, padding=1, bias=False),
                    "bn": nn.BatchNorm2d(64),
                }),
                "to_high": nn.Conv2d(64, 32, 1),
                "to_low": nn.Conv2d(32, 64, 3, stride=2, padding=1),
            }),
            "relu7": nn.ReLU(),
            "relu8": nn.ReLU(),
            "upsample2": nn.Upsample(scale_factor=2),
            "relu9": nn.ReLU(),
            "relu10": nn.ReLU(),
            "upsample3": nn.Upsample(scale_factor=2),
            "avgpool1": nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            "fc": nn.Linear(96, 10),
        })

    def forward(self, x):
        x = self["stem"]["conv"](x)
        x = self["stem"]["bn"](x)
        x = self["relu1"](x)
        y = self["transition"]["conv"](x)
        y = self["transition"]["bn"](y)
        y = self["relu2"](y)
        x = self["stage1"]["high"]["conv"](x)
        x = self["stage1"]["high"]["bn"](x)
        x = self["relu3"](x)
        y = self["stage1"]["low"]["conv"](y)
        y = self["stage1"]["low"]["bn"](y)
        y = self["relu4"](y)
        z = self["stage1"]["to_high"](y)
        z = self["upsample1"](z)
        u = self["stage1"]["to_low"](x)
        x = x + z
        x = self["relu5"](x)
        y = y + u
        y = self["relu6"](y)
        x = self["stage2"]["high"]["conv"](x)
        x = self["stage2"]["high"]["bn"](x)
        x = self["relu7"](x)
        y = self["stage2"]["low"]["conv"](y)
        y = self["stage2"]["low"]["bn"](y)
        y = self["relu8"](y)
        z = self["stage2"]["to_high"](y)
        z = self["upsample2"](z)
        u = self["stage2"]["to_low"](x)
        x = x + z
        x = self["relu9"](x)
        y = y + u
        y = self["relu10"](y)
        y = self["upsample3"](y)
        x = torch.cat([x, y], 1)
        x = self["avgpool1"](x)
        x = self["fc"](x)
        return x


model = Network()
