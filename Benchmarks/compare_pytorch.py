#!/usr/bin/env python3
"""Compare training and forward speed with PyTorch's, on this machine, in one run.

    Benchmarks/compare_pytorch.py [--networks resnet20 convnetjs …] [--pairs N] [--seconds S] [--threads N]
                                  [--batch-size N] [--program PATH] [--python PATH] [--markdown FILE]

The two programs are measured in turn, so that what disturbs one disturbs the other; medians of the pairs' ratios are
what counts. PyTorch is measured in both memory formats first and then in the better one. Without --python a virtual
environment with PyTorch is made in the user's cache, once.

Exit status: 0 when every goal is met, 1 when one is missed, 2 when nothing could be measured.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import venv

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEER = os.path.join(REPOSITORY, "Benchmarks", "pytorch_peer.py")
FORMATS = ("nchw", "channels_last")
# How often each is tried before the pairs.
PROBES = 2

# Goals: ours / PyTorch's.
GOALS = {
    ("resnet20", "train"): 1.5, ("resnet20", "forward"): 1.2,
    ("convnetjs", "train"): 1.5, ("convnetjs", "forward"): 1.2,
    ("lenet5", "train"): 1.5, ("lenet5", "forward"): 1.2,
    ("vggsmall", "train"): 1.1, ("vggsmall", "forward"): 1.1,
}
# The most memory, as a share of PyTorch's.
MEMORY_GOAL = 0.5
NETWORKS = ("resnet20", "convnetjs", "lenet5", "vggsmall")


class Unmeasurable(Exception):
    pass


def run_json(command):
    """The JSON object that a command prints."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)
    except FileNotFoundError:
        raise Unmeasurable(f"{command[0]} is not there; build it with: swift build -c release --product convscope")
    except subprocess.CalledProcessError as error:
        raise Unmeasurable(f"{' '.join(command)}\n{error.stderr.strip()}")
    except ValueError:
        raise Unmeasurable(f"{' '.join(command)} printed no JSON")


def python_with_torch():
    """The interpreter of an environment of our own that has PyTorch."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(cache, "convscope", "pytorch")
    python = os.path.join(folder, "bin", "python")
    probe = [python, "-c", "import torch"]
    if not os.path.exists(python) or subprocess.run(probe, capture_output=True).returncode != 0:
        print(f"installing PyTorch into {folder} …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        pip = [python, "-m", "pip", "install", "--quiet", "torch", "numpy"]
        # The build for CPUs is a tenth of the one with CUDA; not every network reaches its index.
        index = ["--index-url", "https://download.pytorch.org/whl/cpu"]
        if subprocess.run(pip + index, capture_output=True).returncode != 0:
            subprocess.run(pip, check=True)
    return python


class Ours:
    def __init__(self, options):
        self.options = options

    def measure(self, network, mode):
        o = self.options
        return run_json([
            o.program, "bench", mode, network, "--batch-size", str(o.batch_size), "--threads", str(o.threads),
            "--seconds", str(o.seconds), "--json"])

    def multiply_adds(self, network):
        """Forward multiply-adds for an image, and those of the first layer."""
        told = run_json([self.options.program, "inspect", network, "--input", "3x32x32", "--json"])
        first = next(layer["multiply_adds"] for layer in told["layers"] if layer["multiply_adds"])
        return told["total"]["multiply_adds"], first

    def peak(self):
        """The rate of large matrix products, in multiply-adds a second."""
        return run_json([self.options.program, "bench", "ops", "--json"])["large_product"]["gigaflops"] * 1e9 / 2


class PyTorch:
    def __init__(self, options, python):
        self.options, self.python = options, python

    def measure(self, network, mode, layout):
        o = self.options
        return run_json([
            self.python, PEER, network, mode, layout, str(o.batch_size), str(o.threads), str(o.seconds)])

    def better_format(self, network, mode):
        # The best of some: a moment's disturbance must not choose the slower format.
        rates = {layout: 0.0 for layout in FORMATS}
        for _ in range(PROBES):
            for layout in FORMATS:
                rates[layout] = max(rates[layout], self.measure(network, mode, layout)["images_per_second"])
        return max(rates, key=rates.get)


def compare(network, mode, ours, peer, peak, pairs):
    layout = peer.better_format(network, mode)
    results = []
    for pair in range(pairs):
        print(f"{network} {mode}: pair {pair + 1} of {pairs} …", file=sys.stderr)
        results.append((ours.measure(network, mode), peer.measure(network, mode, layout)))
    rate = lambda side: statistics.median(r[side]["images_per_second"] for r in results)
    memory = lambda side: max(r[side]["peak_memory_bytes"] for r in results)
    ratios = [a["images_per_second"] / b["images_per_second"] for a, b in results]
    forward, first = ours.multiply_adds(network)
    # Backward computes two gradients for each layer, but not that of the image.
    work = forward if mode == "forward" else 3 * forward - first
    return {
        "network": network, "mode": mode, "format": layout, "ours": rate(0), "torch": rate(1),
        "ratio": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios),
        "goal": GOALS.get((network, mode)), "our_memory": memory(0), "torch_memory": memory(1),
        "share": rate(0) * work / peak, "kernels": results[0][0]["kernels"], "version": results[0][1]["torch"],
    }


def cpu_name():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown CPU"


def table(rows):
    header = ("network", "what", "Convscope", "PyTorch", "format", "ratio", "range", "goal", "of sgemm", "memory")
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    for r in rows:
        goal = "–" if r["goal"] is None else f"{r['goal']:.1f}" + ("" if r["ratio"] >= r["goal"] else " missed")
        cells = (
            r["network"], r["mode"], f"{r['ours']:,.0f}", f"{r['torch']:,.0f}", r["format"], f"{r['ratio']:.2f}",
            f"{r['lowest']:.2f}–{r['highest']:.2f}", goal, f"{100 * r['share']:.0f} %",
            f"{r['our_memory'] / 2**20:.0f} / {r['torch_memory'] / 2**20:.0f} MiB")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=NETWORKS)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--program", default=os.path.join(REPOSITORY, ".build/release/convscope"))
    parser.add_argument("--python", help="an interpreter that has PyTorch")
    parser.add_argument("--markdown", help="also append the table to this file")
    options = parser.parse_args()
    if options.pairs < 1:
        parser.error("--pairs takes a number from 1 up")

    try:
        ours = Ours(options)
        peer = PyTorch(options, options.python or python_with_torch())
        peak = ours.peak()
        rows = [
            compare(network, mode, ours, peer, peak, options.pairs)
            for network in options.networks for mode in ("train", "forward")]
    except (Unmeasurable, subprocess.CalledProcessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2

    title = (
        f"{datetime.date.today()}, {cpu_name()}, {options.threads} threads, batch {options.batch_size}, PyTorch"
        f" {rows[0]['version']}, {rows[0]['kernels']} kernels, sgemm {2 * peak / 1e9:.0f} GFLOP/s; images a second,"
        f" medians of {options.pairs} pairs of {options.seconds:g} s")
    text = title + "\n\n" + table(rows)
    print(text)
    if options.markdown:
        with open(options.markdown, "a") as file:
            file.write("\n" + text + "\n")
    is_fast = all(r["goal"] is None or r["ratio"] >= r["goal"] for r in rows)
    is_small = all(r["our_memory"] <= MEMORY_GOAL * r["torch_memory"] for r in rows)
    return 0 if is_fast and is_small else 1


if __name__ == "__main__":
    sys.exit(main())
