"""Elementwise activations and the two softmaxes.

At zero, relu passes no gradient, and leaky_relu, prelu and elu take the slope of their negative
side. Integer inputs hold zeros, so the cases pin this down.
"""

from __future__ import annotations

from functools import partial

from generator.problem import Case, as_rows, given, ints, one, op, reals

relu = partial(one, "relu")
leaky_relu = partial(one, "leaky_relu")
prelu = partial(one, "prelu")
elu = partial(one, "elu")
step = partial(one, "step")
sigmoid = partial(one, "sigmoid")
softplus = partial(one, "softplus")
tanh = partial(one, "tanh")
softmax = partial(one, "softmax")
log_softmax = partial(one, "log_softmax")

AROUND_ZERO = given([-2, -1, -0.5, 0, 0.5, 1, 2], exact=False)
FAR_OUT = given([-100, -30, -20, 20, 30, 100], exact=False)

ACTIVATIONS: list[Case] = [
    relu("of one row", given([1, -2, 3, -1, 0])),
    relu("of a batch of maps", ints(2, 3, 2, 2)),
    relu("of rows", ints(3, 4)),
    relu("leaves upstream to be ones", ints(2, 3), default_upstream=True),
    relu("of nothing above zero", ints(1, 2, 2, 2, high=0)),
    relu("reals", reals(2, 2, 2, 3)),

    leaky_relu("slope 0.5", ints(2, 2, 2, 3), negative_slope=0.5),
    leaky_relu("slope 0.25, scalar shorthand", ints(2, 5), 0.25),
    leaky_relu("slope 0 is relu", ints(2, 4), negative_slope=0),
    leaky_relu("slope 2, steeper below zero", ints(2, 4), negative_slope=2),
    leaky_relu("default slope", reals(2, 2, 2, 2)),
    leaky_relu("slope 0.1 around zero", AROUND_ZERO, negative_slope=0.1),

    prelu("one slope for all channels", ints(2, 3, 2, 2), weight=given([0.5])),
    prelu("one slope a channel", ints(2, 3, 2, 2), weight=ints(3)),
    as_rows("prelu one slope a feature", ints(3, 4), 4, op("prelu", weight=ints(4))),
    prelu("one channel", ints(2, 1, 2, 3), weight=ints(1)),
    prelu("reals", reals(2, 4, 2, 2), weight=reals(4)),

    elu("around zero", AROUND_ZERO),
    elu("alpha 0.1", given([-1, 0, 3, 5], exact=False), alpha=0.1),
    elu("alpha 2, scalar shorthand", reals(2, 4), 2),
    elu("far out", FAR_OUT, alpha=1.5),
    elu("of a batch of maps", reals(2, 2, 2, 3), alpha=0.75),

    step("of one row", given([1, -2, 3, -1, 0])),
    step("of a batch of maps", ints(2, 2, 2, 3)),

    sigmoid("around zero", AROUND_ZERO),
    sigmoid("far out", FAR_OUT),
    sigmoid("of a batch of maps", reals(2, 2, 2, 3)),

    softplus("around zero", AROUND_ZERO),
    softplus("far out", FAR_OUT),
    softplus("beta 2", reals(2, 4), beta=2),
    softplus("beta 0.5, scalar shorthand", reals(2, 4), 0.5),
    softplus("threshold 1 turns linear early", AROUND_ZERO, threshold=1),
    softplus("beta 3 threshold 2", reals(2, 2, 2, 3), beta=3, threshold=2),

    tanh("around zero", AROUND_ZERO),
    tanh("far out", FAR_OUT),
    tanh("of a batch of maps", reals(2, 2, 2, 3)),
]  # fmt: skip

SOFTMAX: list[Case] = [
    softmax("of one row", given([1, 2, 3], exact=False), dim=1),
    softmax("of rows", reals(3, 4), dim=1),
    softmax("of columns", reals(3, 4), dim=0),
    softmax("last axis, counted from the end", reals(2, 5), dim=-1),
    softmax("per pixel", reals(2, 3, 2, 2), dim=1),
    softmax("along the width", reals(1, 2, 2, 4), dim=3),
    softmax("per pixel, counted from the end", reals(2, 3, 1, 2), dim=-3),
    softmax("of one class", ints(3, 1), dim=1),
    softmax("of equal logits", ints(2, 4, low=2, high=2), dim=1),
    softmax("of logits in the thousands", given([1000, 999, -1000], exact=False), dim=1),

    log_softmax("of one row", given([1, 2, 3], exact=False), dim=1),
    log_softmax("of rows", reals(3, 4), dim=1),
    log_softmax("of columns", reals(3, 2), dim=0),
    log_softmax("last axis, counted from the end", reals(2, 5), dim=-1),
    log_softmax("per pixel", reals(2, 3, 2, 2), dim=1),
    log_softmax("of one class", ints(3, 1), dim=1),
    log_softmax("of logits in the hundreds", given([100, 90, -100], exact=False), dim=1),
]  # fmt: skip
