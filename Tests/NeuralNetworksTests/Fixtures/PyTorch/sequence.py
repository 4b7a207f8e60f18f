# A network of your own. Its weights: model.load_state_dict(safetensors.torch.load_file(FILE))
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 8, (5, 3), padding=(2, 1)),
    nn.BatchNorm2d(8),
    nn.ReLU(),
    nn.MaxPool2d(3, stride=2, ceil_mode=True),
    nn.Dropout(0.2),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(8, 10),
)
