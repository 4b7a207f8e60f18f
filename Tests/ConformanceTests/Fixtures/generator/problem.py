"""The problem-file vocabulary as the case tables write it, and the values their tensors get.

A case names the shapes of its tensors (`ints(2, 5)`, `reals(3, 3)`) or states their values
(`given([[1, 2], [3, 4]])`); the numbers are drawn when the case is rendered, seeded by its name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Nested = Any
"""A number, or lists of lists of numbers: a tensor as JSON writes it."""

INPUT_RANGE = (-4, 4)
UPSTREAM_RANGE = (-3, 3)


@dataclass(frozen=True)
class Values:
    """A tensor of a case: `draw` makes its nested list from a seeded generator."""

    draw: Callable[[random.Random], Nested]
    exact: bool


def _fill(shape: Sequence[int], next_value: Callable[[], Any]) -> Nested:
    if not shape:
        return next_value()
    return [_fill(shape[1:], next_value) for _ in range(shape[0])]


def ints(*shape: int, low: int = INPUT_RANGE[0], high: int = INPUT_RANGE[1]) -> Values:
    """Small integers: every result of an exact op on them is exact in single precision too."""
    return Values(lambda rng: _fill(shape, lambda: rng.randint(low, high)), exact=True)


def reals(*shape: int, low: float = -2.0, high: float = 2.0) -> Values:
    """Real numbers with three decimals."""
    return Values(lambda rng: _fill(shape, lambda: round(rng.uniform(low, high), 3)), exact=False)


def classes(*shape: int, count: int) -> Values:
    """Class indices 0 ..< count, the targets of a classification loss."""
    return Values(lambda rng: _fill(shape, lambda: rng.randrange(count)), exact=True)


def counting(*shape: int) -> Values:
    """0, 1, 2, … in row-major order, where the position of each value is to be recognised."""

    def draw(_: random.Random) -> Nested:
        numbers = iter(range(1_000_000))
        return _fill(shape, lambda: next(numbers))

    return Values(draw, exact=True)


def given(values: Nested, exact: bool = True) -> Values:
    """Values that matter one by one: ties, zeros, extremes."""
    return Values(lambda _: values, exact=exact)


@dataclass(frozen=True)
class Op:
    """One entry of a problem's `ops`.

    `shorthand` is the scalar form, the first parameter alone: `{"max_pool2d": 2}`.
    """

    name: str
    parameters: dict[str, Any] = field(default_factory=dict)
    shorthand: Any = None

    @property
    def exact(self) -> bool:
        """Whether no parameter tensor holds real numbers."""
        return all(value.exact for value in self.parameters.values() if isinstance(value, Values))


def op(name: str, shorthand: Any = None, /, **parameters: Any) -> Op:
    """An op of a chain; `from_` stands for the parameter `from`, a word Python keeps to itself."""
    return Op(name, {key.rstrip("_"): value for key, value in parameters.items()}, shorthand)


@dataclass(frozen=True)
class Case:
    """A problem and how to judge the answers to it."""

    name: str
    input: Values
    ops: tuple[Op, ...]
    exact: bool
    """Whether every result is a short binary fraction, so that answers must be equal."""
    default_upstream: bool
    """Whether the problem leaves `upstream` out: ones of the output's shape."""
    extras: tuple[str, ...]
    """Further results to record: indices, running_mean, running_var."""


def chain(
    name: str,
    input: Values,
    *ops: Op,
    exact: bool | None = None,
    default_upstream: bool = False,
    extras: tuple[str, ...] = (),
) -> Case:
    """A case of several ops; exact when all its values are integers, unless said otherwise."""
    if exact is None:
        exact = input.exact and all(each.exact for each in ops)
    return Case(name, input, ops, exact, default_upstream, extras)


def as_rows(name: str, input: Values, features: int, *ops: Op) -> Case:
    """A case for ops that take an input as it is, on rows of features.

    A grid alone is an image; the linear op in front, which changes nothing, makes it rows.
    """
    identity = [[int(row == column) for column in range(features)] for row in range(features)]
    return chain(name, input, op("linear", weight=given(identity)), *ops)


def as_sequence(name: str, input: Values, channels: int, *ops: Op) -> Case:
    """The same for sequences: the convolution in front changes nothing."""
    identity = [[[int(row == column)] for column in range(channels)] for row in range(channels)]
    return chain(name, input, op("conv1d", weight=given(identity)), *ops)


def one(
    op_name: str,
    name: str,
    input: Values,
    shorthand: Any = None,
    /,
    *,
    exact: bool | None = None,
    default_upstream: bool = False,
    extras: tuple[str, ...] = (),
    **parameters: Any,
) -> Case:
    """A case of a single op, named after it."""
    return chain(
        f"{op_name} {name}",
        input,
        op(op_name, shorthand, **parameters),
        exact=exact,
        default_upstream=default_upstream,
        extras=extras,
    )
