"""linear, matmul, add, mul and concat: the running value is the first operand."""

from __future__ import annotations

from functools import partial

from generator.problem import Case, as_rows, given, ints, one, op, reals

linear = partial(one, "linear")
matmul = partial(one, "matmul")
add = partial(one, "add")
mul = partial(one, "mul")
concat = partial(one, "concat")

PRODUCTS: list[Case] = [
    # F or N×F rows; weights are F_out × F_in.
    linear("of one row", ints(3), weight=ints(2, 3), bias=ints(2)),
    linear("of one row by one unit", ints(4), weight=ints(4), bias=ints(1)),
    linear("without bias", ints(2, 3), weight=ints(4, 3)),
    linear("batch of 3", ints(3, 5), weight=ints(2, 5), bias=ints(2)),
    linear("leaves upstream to be ones", ints(2, 3), weight=ints(2, 3), bias=ints(2),
           default_upstream=True),
    linear("single element", ints(1), weight=ints(1, 1), bias=ints(1)),
    linear("six features to one", ints(2, 6), weight=ints(1, 6), bias=ints(1)),
    linear("one feature to six", ints(3, 1), weight=ints(6, 1), bias=ints(6)),
    linear("over the last axis of rank 4", ints(2, 1, 2, 3), weight=ints(4, 3), bias=ints(4)),
    linear("AND as a unit", given([[0, 0], [0, 1], [1, 0], [1, 1]]), weight=given([[1, 1]]),
           bias=given([-1.5])),
    linear("reals", reals(4, 6), weight=reals(5, 6), bias=reals(5)),

    matmul("of one row", ints(3), other=ints(3, 2)),
    matmul("2x3 by 3x4", ints(2, 3), other=ints(3, 4)),
    matmul("inner size 1", ints(3, 1), other=ints(1, 2)),
    matmul("by a single column", ints(2, 4), other=ints(4, 1)),
    matmul("batched, rank 4", ints(2, 3, 2, 3), other=ints(2, 3, 3, 2)),
    matmul("one matrix for the whole batch", ints(2, 2, 2, 3), other=ints(3, 4)),
    matmul("batch axes broadcast", ints(2, 1, 2, 3), other=ints(1, 3, 3, 2)),
    matmul("reals", reals(4, 5), other=reals(5, 3)),
]  # fmt: skip

ARITHMETIC: list[Case] = [
    add("same shape", ints(2, 3), other=ints(2, 3)),
    add("a number", ints(1, 2, 2, 2), other=3),
    add("a number, scalar shorthand", ints(2, 3), -2),
    add("a row to every row", ints(3, 2), other=ints(2)),
    add("a column to every column", ints(2, 3), other=ints(2, 1)),
    add("one value a channel", ints(2, 3, 2, 2), other=ints(3, 1, 1)),
    add("one value a sample", ints(3, 2, 1, 2), other=ints(3, 1, 1, 1)),
    add("both sides broadcast", ints(2, 1, 3, 1), other=ints(1, 2, 1, 2)),
    add("rank 1 to one row", ints(4), other=ints(4)),
    add("one element", ints(2, 2), other=ints(1)),
    add("reals", reals(2, 3, 2, 2), other=reals(3, 1, 1)),

    mul("same shape", ints(2, 3), other=ints(2, 3)),
    mul("a number", ints(1, 2, 2, 2), other=-3),
    mul("a fraction", ints(2, 3), other=0.5),
    mul("a row into every row", ints(3, 2), other=ints(2)),
    mul("a column into every column", ints(2, 3), other=ints(2, 1)),
    mul("one gate a channel", ints(2, 3, 2, 2), other=ints(3, 1, 1)),
    mul("both sides broadcast", ints(2, 1, 3, 1), other=ints(1, 2, 1, 2)),
    mul("one mask for every map", ints(2, 2, 2, 3), other=given([[1, 0, 1], [0, 1, 0]])),
    mul("one element", ints(2, 2), other=ints(1)),
    mul("reals", reals(2, 3, 2, 2), other=reals(2, 3, 2, 2)),

    as_rows("concat rows", ints(2, 3), 3, op("concat", other=ints(1, 3), dim=0)),
    as_rows("concat features", ints(2, 3), 3, op("concat", other=ints(2, 2), dim=1)),
    concat("samples", ints(1, 2, 2, 2), other=ints(2, 2, 2, 2), dim=0),
    concat("channels", ints(2, 1, 2, 3), other=ints(2, 3, 2, 3), dim=1),
    concat("heights", ints(1, 2, 2, 3), other=ints(1, 2, 1, 3), dim=2),
    concat("widths", ints(1, 2, 2, 3), other=ints(1, 2, 2, 1), dim=3),
    concat("last axis, counted from the end", ints(2, 2), other=ints(2, 3), dim=-1),
    concat("channels, counted from the end", ints(1, 2, 2, 2), other=ints(1, 1, 2, 2), dim=-3),
    concat("several others", ints(1, 1, 2, 2), others=[ints(1, 2, 2, 2), ints(1, 1, 2, 2)], dim=1),
    concat("reals", reals(2, 2, 2, 2), others=[reals(2, 1, 2, 2), reals(2, 3, 2, 2)], dim=1),
]  # fmt: skip
