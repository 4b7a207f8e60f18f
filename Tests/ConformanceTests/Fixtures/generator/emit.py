"""Writes solved cases as JSON: one case a line, so that a change shows as the lines it concerns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from generator.problem import Case, Nested
from generator.runner import Solution, solution

TOLERANCE = 1e-5
"""Per op of the chain, in single precision: relative above 1, absolute below; see README.md."""

FRACTION = 2.0**-10
"""Results of exact cases are multiples of this and below MAGNITUDE: they fit a Float's 24 bits."""
MAGNITUDE = 2.0**13

SIGNIFICANT_DIGITS = 12
"""Past these, float64 results differ with the order of summation, hence between machines."""


def _number(value: float, exact: bool) -> int | float:
    if exact:
        fits = (value / FRACTION).is_integer() and abs(value) < MAGNITUDE
        assert fits, f"{value} is not exact in single precision"
    else:
        value = round(float(f"{value:.{SIGNIFICANT_DIGITS}g}"), 15)
    return int(value) if value.is_integer() else value


def _numbers(values: Nested, exact: bool) -> Nested:
    if isinstance(values, list):
        return [_numbers(each, exact) for each in values]
    return _number(float(values), exact)


def _plain(tensor: Tensor, exact: bool) -> Nested:
    assert torch.isfinite(tensor).all(), "a fixture holds finite numbers only"
    return _numbers(tensor.detach().tolist(), exact)


def record(case: Case, solved: Solution) -> dict[str, Any]:
    """The JSON object of one case."""
    fields: dict[str, Any] = {"name": case.name, "problem": solved.problem}
    fields["output"] = _plain(solved.steps[-1], case.exact)
    fields["gradients"] = {
        key: _plain(gradient, case.exact) for key, gradient in solved.gradients.items()
    }
    for extra in case.extras:
        fields[extra] = _plain(solved.extras[extra], exact=extra == "indices")
    fields["integers"] = case.exact
    fields["tolerance"] = 0 if case.exact else round(TOLERANCE * len(case.ops), 6)
    return fields


def render(family: str, cases: Sequence[Case]) -> str:
    """The text of one fixture file."""
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), f"{family}: two cases share a name"
    lines: list[str] = []
    for case in cases:
        try:
            fields = record(case, solution(case, family))
        except (AssertionError, RuntimeError, TypeError, ValueError) as error:
            raise SystemExit(f"{family}: {case.name}: {error}") from error
        lines.append(json.dumps(fields, separators=(",", ": "), allow_nan=False))
    version = torch.__version__.split("+")[0]
    return f'{{"torch": "{version}", "cases": [\n' + ",\n".join(lines) + "\n]}\n"
