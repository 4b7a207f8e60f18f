"""pad, flatten, reshape and transpose: where cells go, and where their gradients come back to."""

from __future__ import annotations

from functools import partial

from generator.problem import Case, as_rows, as_sequence, counting, ints, one, op, reals

pad = partial(one, "pad")
flatten = partial(one, "flatten")
reshape = partial(one, "reshape")
transpose = partial(one, "transpose")

CASES: list[Case] = [
    # [left, right] where the value is a sequence, N×C×L.
    as_sequence("pad [1, 2] of a sequence", ints(3), 1, op("pad", padding=[1, 2])),
    as_sequence("pad [0, 2] value 3", ints(2, 3), 2, op("pad", padding=[0, 2], value=3)),
    as_sequence("pad [2, 0], batch of 2", ints(2, 2, 3), 2,
                op("pad", padding=[2, 0], mode="zeros")),
    as_sequence("pad [2, 1] reflect", ints(2, 3), 2, op("pad", padding=[2, 1], mode="reflect")),
    as_sequence("pad [3, 1] replicate", ints(2, 2), 2,
                op("pad", padding=[3, 1], mode="replicate")),
    as_sequence("pad [1, 3] circular", ints(2, 2, 3), 2,
                op("pad", padding=[1, 3], mode="circular")),
    # [top, bottom, left, right]: two spatial axes.
    pad("[1, 1, 1, 1]", ints(3, 2), padding=[1, 1, 1, 1]),
    pad("[1, 0, 2, 1] of rank 3", ints(2, 2, 3), padding=[1, 0, 2, 1]),
    pad("[0, 1, 0, 2] value -1, batch of 3", ints(3, 1, 2, 2), padding=[0, 1, 0, 2], value=-1),
    pad("[0, 0, 0, 0] changes nothing", ints(2, 3), padding=[0, 0, 0, 0]),
    pad("[1, 2, 0, 1] reflect", ints(2, 3, 3), padding=[1, 2, 0, 1], mode="reflect"),
    pad("[2, 2, 3, 3] reflect, as deep as it can be", ints(3, 4), padding=[2, 2, 3, 3],
        mode="reflect"),
    pad("[2, 1, 1, 3] replicate", ints(2, 2, 3), padding=[2, 1, 1, 3], mode="replicate"),
    pad("[2, 0, 0, 2] replicate of one cell", ints(1, 1), padding=[2, 0, 0, 2], mode="replicate"),
    pad("[1, 0, 2, 1] circular", ints(2, 3, 4), padding=[1, 0, 2, 1], mode="circular"),
    pad("[2, 2, 3, 3] circular, a whole turn", ints(2, 3), padding=[2, 2, 3, 3], mode="circular"),
    pad("reals", reals(2, 2, 2, 3), padding=[1, 2, 2, 0], value=0.5),
    pad("reals, reflect", reals(2, 2, 3, 3), padding=[2, 1, 1, 2], mode="reflect"),

    # Dimensions count from the batch axis; end_dim is included.
    flatten("maps to rows", ints(2, 2, 2, 3), start_dim=1),
    flatten("scalar shorthand", ints(2, 3, 1, 2), 1),
    flatten("everything", ints(2, 1, 2, 2), start_dim=0),
    flatten("planes only", ints(2, 2, 2, 3), start_dim=2, end_dim=3),
    flatten("channels and heights", ints(2, 2, 3, 2), start_dim=1, end_dim=2),
    flatten("counted from the end", ints(2, 2, 3, 2), start_dim=-3, end_dim=-2),
    as_rows("flatten rows stay rows", ints(3, 4), 4, op("flatten", start_dim=1)),

    # The shape includes the batch axis; one length may be -1.
    reshape("rows to other rows", ints(2, 6), shape=[3, 4]),
    reshape("one length left out", ints(2, 6), shape=[4, -1]),
    reshape("rows to maps", ints(2, 6), shape=[2, 1, 2, 3]),
    reshape("maps to rows", ints(2, 3, 2, 2), shape=[2, -1]),
    reshape("rows to channels by length", ints(2, 6), shape=[2, 3, 2]),
    reshape("one row to one map, scalars kept in order", counting(12), shape=[1, 2, 2, 3]),

    transpose("rows and features", ints(2, 3), dim0=0, dim1=1),
    transpose("height and width", ints(2, 2, 2, 3), dim0=2, dim1=3),
    transpose("channels and width, counted from the end", ints(1, 2, 2, 3), dim0=-1, dim1=-3),
    transpose("batch and channels", ints(2, 3, 1, 2), dim0=0, dim1=1),
    transpose("an axis with itself", ints(2, 3), dim0=1, dim1=1),
    transpose("reals", reals(2, 3, 2, 2), dim0=1, dim1=2),
]  # fmt: skip
