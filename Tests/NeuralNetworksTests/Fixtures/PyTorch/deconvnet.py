# DeconvNet, two levels. Its weights: model.load_state_dict(safetensors.torch.load_file(FILE))
import torch
from torch import nn

class Network(nn.ModuleDict):
    def __init__(self):
        super().__init__({
            "conv1": nn.Conv2d(3, 32, 3, padding=1),
            "relu1": nn.ReLU(),
            "pool1": nn.MaxPool2d(2),
            "conv2": nn.Conv2d(32, 64, 3, padding=1),
            "relu2": nn.ReLU(),
            "pool2": nn.MaxPool2d(2),
            "conv3": nn.Conv2d(64, 64, 3, padding=1),
            "relu3": nn.ReLU(),
            "deconv2": nn.ConvTranspose2d(64, 32, 3, padding=1),
            "relu4": nn.ReLU(),
            "deconv1": nn.ConvTranspose2d(32, 32, 3, padding=1),
            "relu5": nn.ReLU(),
            "score": nn.Conv2d(32, 21, 1),
        })

    def forward(self, x):
        x = self["conv1"](x)
        x = self["relu1"](x)
        y = self["pool1"](x)
        y = self["conv2"](y)
        y = self["relu2"](y)
        z = self["pool2"](y)
        z = self["conv3"](z)
        z = self["relu3"](z)
        _, i = nn.functional.max_pool2d(y, 2, return_indices=True)
        y = nn.functional.max_unpool2d(z, i, 2, output_size=y.shape[2:])
        y = self["deconv2"](y)
        y = self["relu4"](y)
        _, i = nn.functional.max_pool2d(x, 2, return_indices=True)
        x = nn.functional.max_unpool2d(y, i, 2, output_size=x.shape[2:])
        x = self["deconv1"](x)
        x = self["relu5"](x)
        x = self["score"](x)
        return x


model = Network()
