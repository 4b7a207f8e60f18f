#!/usr/bin/env python3
"""Writes the files of this folder: safetensors by the reference implementation, PNG and JPEG by Pillow.

Written with Python 3.11, torch 2.15.0, safetensors 0.8.0, Pillow 13.0.0 and numpy 2.4.6:

    python3 -m venv .venv
    .venv/bin/pip install torch safetensors pillow numpy
    .venv/bin/python make_fixtures.py

images.json has the pixels that Pillow reads and what PyTorch makes of them when it resizes, jpeg.json
those that Pillow, by libjpeg-turbo 3.2, reads from the JPEG files, upright.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path

import numpy
import torch
from PIL import Image, ImageOps
from safetensors.torch import save_file

FOLDER = Path(__file__).resolve().parent
WIDTH, HEIGHT = 8, 6


def tensors() -> None:
    """A model as PyTorch saves it, and one tensor of each other type."""
    model = {
        "fc.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4 - 1,
        "bn1.num_batches_tracked": torch.tensor(391),
        "bn1.running_mean": torch.tensor([0.5, -1.25, 3e-9]),
        "Übung \"1\"\\2\n": torch.tensor([1.0]),
        "empty": torch.zeros(0, 4),
    }
    save_file(model, FOLDER / "model.safetensors", metadata={"format": "pt"})
    values = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-5, 5.96e-8, float("inf"), float("-inf")]
    types = {
        "f16": torch.tensor(values, dtype=torch.float16),
        "bf16": torch.tensor(values, dtype=torch.bfloat16),
        "f64": torch.tensor(values[:4] + [0.1, 1e300], dtype=torch.float64),
        "i32": torch.tensor([1, -2, 2**31 - 1], dtype=torch.int32),
        "i16": torch.tensor([-(2**15), 7], dtype=torch.int16),
        "i8": torch.tensor([-128, 127], dtype=torch.int8),
        "u8": torch.tensor([0, 255], dtype=torch.uint8),
        "u16": torch.tensor([0, 65535], dtype=torch.uint16),
        "u32": torch.tensor([2**32 - 1], dtype=torch.uint32),
        "bool": torch.tensor([True, False]),
    }
    save_file(types, FOLDER / "types.safetensors")
    expected = {
        name: ([bits(number) for number in tensor.float()] if tensor.is_floating_point()
               else [int(number) for number in tensor.tolist()])
        for name, tensor in types.items()
    }
    write_json("types.json", expected)


def bits(number: torch.Tensor) -> int:
    return struct.unpack("<I", struct.pack("<f", number.item()))[0]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def interlaced(png: bytes) -> bytes:
    """The grey 8-bit image of one byte, again as an Adam7 file, which Pillow does not write."""
    image = numpy.array(Image.open(io.BytesIO(png)))
    rows = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                           (1, 0, 2, 2), (0, 1, 1, 2)]:
        part = image[y0::dy, x0::dx]
        if part.size:
            rows += b"".join(b"\0" + row.tobytes() for row in part)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 1)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def images() -> None:
    random = numpy.random.RandomState(5)
    colors = random.randint(0, 256, (HEIGHT, WIDTH, 3), dtype=numpy.uint8)
    grey = random.randint(0, 256, (HEIGHT, WIDTH), dtype=numpy.uint8)
    opaque = numpy.where(random.rand(HEIGHT, WIDTH, 1) < 0.5, 0, 255).astype(numpy.uint8)
    rgb = Image.fromarray(colors)
    expected = {}

    def add(name: str, image: Image.Image, pixels: numpy.ndarray) -> None:
        image.save(FOLDER / f"{name}.png")
        expected[name] = pixels.flatten().tolist()

    add("rgb", rgb, colors)
    add("grey", Image.fromarray(grey), grey)
    (FOLDER / "interlaced.png").write_bytes(interlaced((FOLDER / "grey.png").read_bytes()))
    expected["interlaced"] = expected["grey"]
    palette = rgb.quantize(16)
    add("palette", palette, numpy.array(palette.convert("RGB")))
    bilevel = Image.fromarray(grey).point(lambda value: 255 * (value > 128), mode="1")
    add("bilevel", bilevel, numpy.array(bilevel.convert("L")))
    deep = grey.astype(numpy.uint16) * 257
    add("grey16", Image.fromarray(deep), grey)
    # Wholly transparent or wholly opaque: what lies over white is the same in every light.
    white = numpy.where(opaque == 0, 255, colors)
    add("rgba", Image.fromarray(numpy.concatenate([colors, opaque], axis=2)), white)
    grey_alpha = numpy.concatenate([grey[..., None], opaque], axis=2)
    add("grey-alpha", Image.fromarray(grey_alpha, mode="LA"),
        numpy.where(opaque[..., 0] == 0, 255, grey))

    planes = torch.from_numpy(colors).permute(2, 0, 1)[None].float()
    resized = {}
    for width, height in [(16, 9), (11, 6), (13, 20)]:
        result = torch.nn.functional.interpolate(
            planes, size=(height, width), mode="bilinear", align_corners=False)
        resized[f"{width}x{height}"] = listed(result)
    for width, height in [(4, 3), (2, 6), (8, 2), (1, 1)]:
        result = torch.nn.functional.interpolate(planes, size=(height, width), mode="area")
        resized[f"{width}x{height}"] = listed(result)
    write_json("images.json", dict(
        width=WIDTH, height=HEIGHT, pixels=expected, resized=resized,
        luminance=numpy.array(rgb.convert("L")).flatten().tolist()))


def jpegs() -> None:
    """A picture with edges and shades in every kind of file, and one for each way to hold a camera."""
    y, x = numpy.mgrid[0:19, 0:21]
    colors = numpy.stack([x * 12, y * 13, 255 * ((x // 5 + y // 5) % 2)], axis=2).astype(numpy.uint8)
    picture = Image.fromarray(colors)
    files = {}
    for name, subsampling in [("444", 0), ("422", 1), ("420", 2)]:
        files[f"jpeg-{name}"] = picture, dict(subsampling=subsampling)
    files["jpeg-progressive"] = picture, dict(progressive=True)
    files["jpeg-restarts"] = picture, dict(restart_marker_blocks=1)
    files["jpeg-grey"] = picture.convert("L"), {}
    small = picture.convert("L").crop((0, 0, 5, 3))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        files[f"jpeg-turned-{orientation}"] = small, dict(exif=exif)
    expected = {}
    for name, (image, options) in files.items():
        image.save(FOLDER / f"{name}.jpg", quality=85, **options)
        read = ImageOps.exif_transpose(Image.open(FOLDER / f"{name}.jpg"))
        expected[name] = dict(
            width=read.width, height=read.height, pixels=numpy.array(read).flatten().tolist())
    picture.convert("CMYK").save(FOLDER / "jpeg-cmyk.jpg")
    write_json("jpeg.json", expected)


def listed(planes: torch.Tensor) -> list[float]:
    return [round(number, 3) for number in planes[0].permute(1, 2, 0).flatten().tolist()]


def write_json(name: str, value: dict) -> None:
    items = ",\n".join(f' "{key}": {json.dumps(item)}' for key, item in value.items())
    (FOLDER / name).write_text("{\n" + items + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    tensors()
    images()
    jpegs()
