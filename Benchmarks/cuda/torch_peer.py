"""PyTorch's side of `run`: the same networks and the same convolutions on the same device.

usage: torch_peer.py facts | train NETWORK BATCH SECONDS PRECISION DEVICE | layers BATCH SECONDS PRECISION DEVICE <rows.json

Prints one JSON object. Training is the best that PyTorch offers: channels_last, torch.compile, and autocast in bf16. The images
lie on the device as normalised tensors, so that its data pipeline costs nothing.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F

from pytorch_peer import NETWORKS

WARM_UP_STEPS = 5


def finish(device):
    if device == "cuda":
        torch.cuda.synchronize()


def measure(step, seconds, device):
    """The seconds that a step takes, and those of the first, which compiles."""
    begin = time.perf_counter()
    step()
    finish(device)
    first = time.perf_counter() - begin
    for _ in range(WARM_UP_STEPS):
        step()
    finish(device)
    begin, steps = time.perf_counter(), 0
    while True:
        step()
        steps += 1
        # A step is begun long before it is done; the queue must not grow with the time.
        if steps % 8 == 0:
            finish(device)
        if time.perf_counter() - begin >= seconds:
            break
    finish(device)
    return (time.perf_counter() - begin) / steps, first


def autocast(precision, device):
    return torch.autocast(device, dtype=torch.bfloat16, enabled=precision == "bf16")


def allow(precision):
    """TF32 where it is asked for and nowhere else, so that both sides round alike."""
    torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
    torch.backends.cudnn.allow_tf32 = precision == "tf32"
    torch.backends.cudnn.benchmark = True


def train(name, batch, seconds, precision, device, compiled):
    torch.manual_seed(0)
    model = NETWORKS[name]().to(device, memory_format=torch.channels_last)
    images = torch.randn(max(2048, batch), 3, 32, 32, device=device).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (len(images),), device=device)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
    run = torch.compile(model) if compiled else model

    def step():
        picked = torch.randint(0, len(images), (batch,), device=device)
        optimizer.zero_grad()
        with autocast(precision, device):
            loss = F.cross_entropy(run(images[picked].contiguous(memory_format=torch.channels_last)), labels[picked])
        loss.backward()
        optimizer.step()

    taken, first = measure(step, seconds, device)
    return {"images_per_second": batch / taken, "first_step_seconds": first, "compiled": compiled}


def layer(row, batch, seconds, precision, device):
    """One pass of a convolution by cuDNN, channels_last; None where it has no such parameters."""
    if any(before != after for before, after in row["padding"]):
        return None
    kind = torch.bfloat16 if precision == "bf16" else torch.float32

    def numbers(shape):
        return torch.randn(shape, device=device, dtype=kind).contiguous(memory_format=torch.channels_last)

    x, weight = numbers(row["input"]), numbers(row["weight"])
    bias = torch.randn(row["weight"][0], device=device, dtype=kind) if row["has_bias"] else None
    padding = [before for before, _ in row["padding"]]
    parameters = dict(stride=row["stride"], padding=padding, dilation=row["dilation"], groups=row["groups"])
    upstream = torch.randn_like(F.conv2d(x, weight, bias, **parameters))
    mask = {"input gradient": [True, False, False], "weight gradient": [False, True, False]}.get(row["pass"])

    def step():
        if mask is None:
            F.conv2d(x, weight, bias, **parameters)
        else:
            torch.ops.aten.convolution_backward(
                upstream, x, weight, None, row["stride"], padding, row["dilation"], False, [0, 0], row["groups"], mask)

    with torch.inference_mode():
        return 1000 * measure(step, seconds, device)[0]


def main():
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "facts":
        found = torch.cuda.is_available()
        print(json.dumps({
            "version": torch.__version__, "cuda": torch.version.cuda, "available": found,
            "cudnn": torch.backends.cudnn.version() if found else None,
            "device": torch.cuda.get_device_name(0) if found else None}))
        return
    name = arguments.pop(0) if what == "train" else None
    batch, seconds, precision, device = int(arguments[0]), float(arguments[1]), arguments[2], arguments[3]
    allow(precision)
    if what == "layers":
        rows = json.load(sys.stdin)
        print(json.dumps({"milliseconds": [layer(row, batch, seconds, precision, device) for row in rows]}))
        return
    try:
        result = train(name, batch, seconds, precision, device, compiled=True)
    except Exception as error:  # torch.compile needs a compiler of C there, and says so in many ways.
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        result = train(name, batch, seconds, precision, device, compiled=False)
        result["not_compiled"] = reason
    print(json.dumps(result))


if __name__ == "__main__":
    main()
