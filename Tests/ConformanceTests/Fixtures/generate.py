#!/usr/bin/env python3
"""Writes the conformance fixtures: problems with the answers PyTorch gives.

The fixtures in this folder were written with Python 3.11 and torch 2.15.0. To write them again:

    python3 -m venv .venv
    .venv/bin/pip install torch==2.15.0 --index-url https://download.pytorch.org/whl/cpu
    .venv/bin/python generate.py            # rewrite the JSON files beside this script
    .venv/bin/python generate.py --check    # compare only; exit 1 when a file is stale

Everything is computed in float64 on one thread, and every random value is seeded by the name of
its case. A run therefore gives the same bytes as the last one, and adding a case leaves the others
as they were. README.md describes the format.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch

from generator.cases import FAMILIES
from generator.emit import render

FOLDER = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes or checks every fixture file, and prints how many cases each one holds."""
    parser = argparse.ArgumentParser(description="Write the conformance fixtures with PyTorch.")
    parser.add_argument("--check", action="store_true", help="compare only; write nothing")
    options = parser.parse_args(arguments)

    torch.set_num_threads(1)
    # PyTorch remarks that an even kernel under padding 'same' makes it pad a copy. It may.
    warnings.filterwarnings("ignore", message="Using padding='same'")

    stale: list[str] = []
    total = 0
    for family, cases in FAMILIES.items():
        path = FOLDER / f"{family}.json"
        text = render(family, cases)
        total += len(cases)
        print(f"{len(cases):4} cases  {len(text) / 1024:6.1f} KB  {path.name}")
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    print(f"{total:4} cases in all")
    if stale:
        print(f"stale: {', '.join(stale)}; run generate.py without --check", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
