"""What `run` found, as report.md for people and report.json for programs."""

import json
import os


def epochs(events):
    """The epochs of a run's log, with the seconds that had passed at the end of each."""
    passed, found = 0.0, []
    for event in events:
        if event.get("event") == "epoch":
            passed += event["seconds"]
            found.append({"epoch": event["epoch"], "accuracy": event["test_accuracy"], "seconds": passed})
    return found


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def number(value, digits=0, missing="–"):
    return missing if value is None else f"{value:,.{digits}f}"


def conformance(runs):
    lines = ["## Does it compute right?", ""]
    for run in runs:
        lines.append(
            f"- {run['backend']}, {run['precision']}: {run['cases']} cases, {run['checks']} comparisons in"
            f" {run['seconds']:.1f} s, {len(run['failures']) or 'none'} wrong")
        lines += [f"  - {f['check']} of {f['name']}: {f['reason']}" for f in run["failures"]]
    facts = runs[0]["facts"] if runs else {}
    return lines + [""] + [f"- {name}: {value}" for name, value in sorted(facts.items())] + [""]


def training(rows):
    cells = [
        (r["network"], r["precision"], number(r["images_per_second"]), number(r.get("torch_images_per_second")),
         number(r.get("ratio"), 2), number(r["start_seconds"], 2), number(r.get("torch_first_step_seconds"), 2))
        for r in rows]
    header = ("network", "precision", "ours, images/s", "PyTorch", "ratio", "start to end of a step, s",
              "PyTorch's first step, s")
    notes = [
        f"- PyTorch's {r['network']} in {r['precision']} ran without torch.compile: {r['torch_not_compiled']}"
        for r in rows if r.get("torch_not_compiled")]
    return ["## Training", "", "Medians; the two take turns. The start is a whole process of ours; PyTorch's leaves out its import.",
            "", *table(header, cells), "", *notes, ""]


def accuracy(rows):
    cells = [
        (r["network"], r["precision"], number(r["accuracy"] and 100 * r["accuracy"], 1),
         number(100 * r["goal"], 0), number(r["reached_epoch"], 0, "not reached"), number(r["reached_seconds"], 1),
         number(r["seconds"], 1))
        for r in rows]
    header = ("network", "precision", "accuracy at the end, %", "goal, %", "reached in epoch", "after, s", "whole run, s")
    return ["## Time to accuracy", "", *table(header, cells), ""]


def layers(found):
    lines = ["## Convolutions", "", "Milliseconds for a batch; cuDNN through PyTorch, channels_last.", ""]
    for network in found:
        cells = []
        for r in network["rows"]:
            theirs = r.get("torch_milliseconds")
            cells.append((
                "×".join(map(str, r["input"][1:])), "×".join(map(str, r["weight"])), "×".join(map(str, r["stride"])),
                r["pass"], str(r["count"]), number(r["milliseconds"], 3), number(r["gigaflops"], 0), number(theirs, 3),
                number(theirs and theirs / r["milliseconds"], 2)))
        header = ("input", "weight", "stride", "pass", "times", "ours, ms", "GFLOP/s", "cuDNN, ms", "ratio")
        lines += [f"### {network['network']}, {network['precision']}", "", *table(header, cells), ""]
    return lines


def markdown(result):
    settings = result["settings"]
    lines = [
        "# Convscope on this machine's GPU", "",
        f"- began {result['began']} on {result['machine']}",
        f"- backend {settings['backend']}, batch {settings['batch_size']}, images: {settings['data']}"
        + (", matrix products by cuBLAS" if settings.get("cublas") else "")]
    if settings["tiny"]:
        lines.append("- **tiny**: sizes so small that no figure here means anything")
    torch = result["torch"]
    if torch:
        lines.append(f"- PyTorch {torch['version']}, CUDA {torch['cuda']}, cuDNN {torch['cudnn']}, {torch['device']}")
    else:
        lines.append(f"- not compared with PyTorch: {result['torch_missing']}")
    lines.append("")
    lines += conformance(result["conformance"]) + training(result["training"]) + accuracy(result["accuracy"])
    lines += layers(result["layers"])
    if result["failed"]:
        lines += ["## What failed", ""] + [f"- {f['what']}: {f['reason']}" for f in result["failed"]] + [""]
    return "\n".join(lines)


def write(result, folder):
    """Replaces both files whole, so that a reader never finds half of one."""
    for name, text in (("report.json", json.dumps(result, indent=1)), ("report.md", markdown(result))):
        path = os.path.join(folder, name)
        with open(path + ".new", "w") as file:
            file.write(text)
        os.replace(path + ".new", path)
