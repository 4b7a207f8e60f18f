"""cross_entropy, nll_loss and mse_loss under each reduction.

A mean over a power of two of samples is exact on integers.
"""

from __future__ import annotations

from functools import partial

from generator.problem import Case, classes, given, ints, one, reals

cross_entropy = partial(one, "cross_entropy")
nll_loss = partial(one, "nll_loss")
mse_loss = partial(one, "mse_loss")

CASES: list[Case] = [
    cross_entropy("of one row, target a number", given([1, 2, 3], exact=False), target=given(2),
                  default_upstream=True),
    cross_entropy("of one row, target a list", reals(4), target=given([1])),
    cross_entropy("mean by default", reals(3, 4), target=classes(3, count=4),
                  default_upstream=True),
    cross_entropy("reduction mean, upstream not 1", reals(3, 4), target=classes(3, count=4),
                  reduction="mean"),
    cross_entropy("reduction sum", reals(3, 4), target=classes(3, count=4), reduction="sum"),
    cross_entropy("reduction none", reals(3, 4), target=classes(3, count=4), reduction="none"),
    cross_entropy("per pixel", reals(2, 3, 2, 2), target=classes(2, 2, 2, count=3)),
    cross_entropy("per pixel, reduction none", reals(1, 3, 2, 3), target=classes(1, 2, 3, count=3),
                  reduction="none"),
    cross_entropy("of equal logits", given([[2, 2, 2, 2]], exact=False), target=given([3])),
    cross_entropy("of one class is zero", ints(4, 1), target=classes(4, count=1)),
    cross_entropy("of logits in the hundreds", given([[300, 0, -300], [100, 101, 99]], exact=False),
                  target=given([1, 0])),

    cross_entropy("smoothed", reals(3, 4), target=classes(3, count=4), label_smoothing=0.1),
    cross_entropy("smoothed and weighted", reals(3, 4), target=classes(3, count=4),
                  label_smoothing=0.25, weight=given([0.5, 2, 1, 3])),
    cross_entropy("weighted", reals(4, 3), target=given([0, 2, 1, 0]), weight=given([1, 2, 0.5])),
    cross_entropy("weighted, reduction sum", reals(4, 3), target=given([0, 2, 1, 0]),
                  weight=given([1, 2, 0.5]), reduction="sum"),
    cross_entropy("weighted, reduction none", reals(4, 3), target=given([0, 2, 1, 0]),
                  weight=given([1, 2, 0.5]), reduction="none"),
    cross_entropy("all ignored, reduction sum", reals(2, 3), target=given([-100, -100]),
                  reduction="sum"),
    cross_entropy("some ignored", reals(4, 3), target=given([0, -100, 1, 2])),
    cross_entropy("class 1 ignored, weighted, smoothed", reals(4, 3), target=given([0, 1, 1, 2]),
                  ignore_index=1, weight=given([1, 2, 0.5]), label_smoothing=0.3),
    cross_entropy("per pixel, weighted and ignored", reals(1, 3, 2, 2),
                  target=given([[[0, 2], [-100, 1]]]), weight=given([1, 2, 0.5]),
                  reduction="none"),

    nll_loss("weighted", reals(4, 3), target=given([0, 2, 1, 0]), weight=given([1, 2, 0.5])),
    nll_loss("some ignored", reals(4, 3), target=given([0, 7, 1, 2]), ignore_index=7),
    nll_loss("of one row", ints(3), target=given(2), default_upstream=True),
    nll_loss("mean by default", ints(4, 3), target=classes(4, count=3)),
    nll_loss("mean of three", reals(3, 4), target=classes(3, count=4)),
    nll_loss("reduction sum", ints(3, 5), target=classes(3, count=5), reduction="sum"),
    nll_loss("reduction none", ints(3, 5), target=classes(3, count=5), reduction="none"),
    nll_loss("per pixel", ints(2, 3, 2, 2), target=classes(2, 2, 2, count=3)),
    nll_loss("per pixel, reduction sum", ints(1, 2, 2, 3), target=classes(1, 2, 3, count=2),
             reduction="sum"),
    nll_loss("per pixel, reduction none", ints(2, 2, 1, 3), target=classes(2, 1, 3, count=2),
             reduction="none"),

    mse_loss("of one row", ints(4), target=ints(4), default_upstream=True),
    mse_loss("mean by default", ints(2, 4), target=ints(2, 4)),
    mse_loss("mean over six", reals(2, 3), target=reals(2, 3)),
    mse_loss("reduction sum", ints(3, 2), target=ints(3, 2), reduction="sum"),
    mse_loss("reduction none", ints(3, 2), target=ints(3, 2), reduction="none"),
    mse_loss("of maps", ints(2, 2, 2, 2), target=ints(2, 2, 2, 2)),
    mse_loss("of a perfect guess", given([[1, -2]]), target=given([[1, -2]])),
]  # fmt: skip
