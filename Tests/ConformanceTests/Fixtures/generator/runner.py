"""Runs a problem with PyTorch in float64: output, gradients, switches, running statistics."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from generator.operators import OPERATORS, Normalized, Pooled, input_rank
from generator.problem import UPSTREAM_RANGE, Case, Nested, Values, ints, reals

CONSTANTS = {"target", "running_mean", "running_var", "indices"}
"""Tensor parameters no gradient is taken of."""

LOSSES_OVER_CLASSES = {"cross_entropy", "nll_loss"}
"""Ops whose `weight` is not learned: PyTorch takes no gradient of it either."""


@dataclass
class Solution:
    """A problem with its values drawn, and what PyTorch answered."""

    problem: dict[str, Any]
    steps: list[Tensor] = field(default_factory=list)
    gradients: dict[str, Tensor] = field(default_factory=dict)
    extras: dict[str, Tensor] = field(default_factory=dict)


def _leaf(values: Nested, rank: int, differentiable: bool = True) -> Tensor:
    """A float64 tensor with leading axes of length 1 added up to `rank`."""
    tensor = torch.tensor(values, dtype=torch.float64)
    tensor = tensor.reshape([1] * (rank - tensor.dim()) + list(tensor.shape))
    return tensor.requires_grad_(differentiable)


def _is_tensor(name: str, value: Any) -> bool:
    """Whether a parameter of a problem is a tensor; `add` and `mul` take a plain number too."""
    if name == "other":
        return isinstance(value, list)
    return name in {"weight", "bias"} | CONSTANTS


def _operands(
    name: str, parameters: dict[str, Any], index: int, leaves: dict[str, Tensor]
) -> dict[str, Any]:
    """The parameters as the adapter takes them; tensors are also entered in `leaves`."""
    result: dict[str, Any] = {}
    for key, value in parameters.items():
        if _is_tensor(key, value):
            rank = OPERATORS[name].tensor_ranks.get(key, 0)
            constant = key in CONSTANTS or name in LOSSES_OVER_CLASSES
            result[key] = _leaf(value, rank, differentiable=not constant)
            leaves[f"{index}.{key}"] = result[key]
        elif key == "others":
            result[key] = [_leaf(each, 0) for each in value]
            for position, leaf in enumerate(result[key]):
                leaves[f"{index}.others.{position}"] = leaf
        else:
            result[key] = value
    return result


def solve(problem: dict[str, Any], gradients: bool = True) -> Solution:
    """Runs the problem forward, and backward from its `upstream` (ones when it has none)."""
    solution = Solution(problem)
    parsed = [_parsed(entry) for entry in problem["ops"]]
    value = _leaf(problem["input"], input_rank(*parsed[0]))
    leaves = {"input": value}
    switches: Tensor | None = None

    for index, (name, parameters) in enumerate(parsed):
        operands = _operands(name, parameters, index, leaves)
        sources = operands.pop("from", None)
        if sources is not None:
            earlier = [
                leaves["input"] if source == "input" else solution.steps[source]
                for source in (sources if isinstance(sources, list) else [sources])
            ]
            operands["others" if name == "concat" else "other"] = (
                earlier if name == "concat" else earlier[0]
            )
        if name == "max_unpool2d":
            given = operands.pop("indices", None)
            operands["switches"] = switches if given is None else given.long()
        result = OPERATORS[name].apply(value, **operands)
        if isinstance(result, Pooled):
            switches = solution.extras["indices"] = result.indices
            result = result.output
        elif isinstance(result, Normalized):
            for key in ("running_mean", "running_var"):
                if (statistics := getattr(result, key)) is not None:
                    solution.extras[key] = statistics
            result = result.output
        value = result
        solution.steps.append(value)

    if gradients:
        upstream = problem.get("upstream")
        seed = torch.ones_like(value) if upstream is None else _leaf(upstream, 0, False)
        torch.autograd.backward(value, seed)
        solution.gradients = {
            key: leaf.grad for key, leaf in leaves.items() if leaf.grad is not None
        }
    return solution


def _parsed(entry: str | dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """An entry of `ops` as name and parameters: "relu", {"max_pool2d": 2} or the long form."""
    if isinstance(entry, str):
        return entry, {}
    ((name, parameters),) = entry.items()
    if isinstance(parameters, dict):
        return name, parameters
    return name, {OPERATORS[name].first_parameter: parameters}


def solution(case: Case, family: str) -> Solution:
    """Draws the case's values, each tensor from a generator seeded by its own name, and solves."""

    def draw(values: Values, slot: str) -> Nested:
        return values.draw(random.Random(f"{family}/{case.name}/{slot}"))

    entries: list[Any] = []
    for index, each in enumerate(case.ops):
        drawn = {
            key: draw(value, f"{index}.{key}") if isinstance(value, Values)
            else [draw(item, f"{index}.{key}.{position}") for position, item in enumerate(value)]
            if key == "others"
            else value
            for key, value in each.parameters.items()
        }  # fmt: skip
        if each.shorthand is not None:
            entries.append({each.name: each.shorthand})
        else:
            entries.append({each.name: drawn} if drawn else each.name)

    problem: dict[str, Any] = {"input": draw(case.input, "input"), "ops": entries}
    if case.default_upstream:
        return solve(problem)
    shape = solve(problem, gradients=False).steps[-1].shape
    low, high = UPSTREAM_RANGE
    upstream = ints(*shape, low=low, high=high) if case.exact else reals(*shape)
    problem["upstream"] = draw(upstream, "upstream")
    return solve(problem)
