"""Compares networks in PyTorch, as `convscope inspect --pytorch` prints them, with convscope's own.

    python3 check_pytorch_code.py .build/debug/convscope

needs torch, and a minute or so. Networks that can be trained are trained for two steps; the module that
is printed has to take the weights (strictly), and to give the probabilities of `convscope predict`. The
others have to run, with as many parameters as `convscope inspect` counts.
"""

import json
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

TEXTS = [
    "conv 8 5x5 pad 2, relu, pool 2, fc 10",
    "conv 6 3x3 stride 2 nobias, bn, leaky_relu, avgpool 3x2 stride 2 pad 1, dropout 0.3, globalpool, fc 10",
    "conv 4 2x2 pad same, elu, pool 3 stride 2 ceil, depthwise 3x3 pad 1, tanh, flatten, fc 12 nobias, softplus, fc 10",
    "conv 8 3x3 pad 1, res(conv 8 3x3 pad 1, bn, relu, conv 8 3x3 pad 1), relu, "
    "res(conv 12 3x3 stride 2 pad 1), concat(conv 4 1x1 | | pool 3 stride 1 pad 1), globalpool, fc 10",
    "conv 4 3x3 stride 4 pad 1, convtranspose 5 2x2 stride 2, sigmoid, upsample 2 bilinear, "
    "res(conv 6 1x1 | conv 6 3x3 pad 1), conv 8 3x3 stride 2 groups 2 dilation 2, fc 10",
]


def safetensors(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__")
    types = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = torch.frombuffer(bytearray(data[start:end]), dtype=types[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return metadata, tensors


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def module(program, network, *arguments):
    scope = {}
    exec(run(program, "inspect", network, "--pytorch", *arguments), scope)
    return scope["model"].eval()


def compare_answers(program, network, folder):
    is_name = " " not in network
    flags = ["--data", "synthetic", "--batch-size", "16", "--steps", "2", "--plain"]
    where = folder / str(abs(hash(network)))
    run(program, "train", *([network] if is_name else ["--net", network]), *flags, "--out", str(where))
    metadata, tensors = safetensors(next(where.glob("checkpoints/*/model.safetensors")))
    shape = json.loads(metadata["shape"])
    model = module(program, network, "--input", "x".join(map(str, shape)), "--classes", "10")
    model.load_state_dict(tensors)
    pixels = torch.randint(0, 256, shape, generator=torch.Generator().manual_seed(1))
    picture = folder / "picture.ppm"
    header = f"P6 {shape[2]} {shape[1]} 255\n".encode()
    picture.write_bytes(header + bytes(pixels.permute(1, 2, 0).flatten().tolist()))
    answer = json.loads(run(program, "predict", str(where), str(picture), "--json"))
    expected = {share["name"]: share["probability"] for share in answer[0]["classes"]}
    mean, std = (torch.tensor(json.loads(metadata[key])).view(-1, 1, 1) for key in ("mean", "std"))
    with torch.no_grad():
        shares = model(((pixels / 255 - mean) / std)[None]).softmax(1)[0]
    names = json.loads(metadata["classes"])
    return max(abs(expected[name] - shares[i].item()) for i, name in enumerate(names))


def main(program):
    networks = json.loads(run(program, "inspect", "--json"))
    with tempfile.TemporaryDirectory() as folder:
        for network in TEXTS + ["lenet5", "convnetjs", "resnet20", "plain20"]:
            if " " not in network and not any(n["name"] == network for n in networks):
                continue
            difference = compare_answers(program, network, Path(folder))
            print(f"{difference:.1e}  {network}")
            assert difference < 1e-5, network
    for network in networks:
        if network["trainable"]:
            continue
        model = module(program, network["name"])
        count = sum(parameter.numel() for parameter in model.parameters())
        assert count == network["parameters"], (network["name"], count)
        with torch.no_grad():
            result = model(torch.zeros(1, *network["input"]))
        print(f"{count:>11,}  {network['name']}: {tuple(result.shape)}")


main(sys.argv[1])
