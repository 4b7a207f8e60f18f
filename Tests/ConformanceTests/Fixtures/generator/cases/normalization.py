"""batch_norm in training and evaluation, dropout in evaluation, local_response_norm."""

from __future__ import annotations

from functools import partial

from generator.problem import Case, given, ints, one, reals

batch_norm = partial(one, "batch_norm")
dropout = partial(one, "dropout")
lrn = partial(one, "local_response_norm")

VARIANCES = {"low": 0.5, "high": 3.0}

CASES: list[Case] = [
    # Training: the batch's own mean and (biased) variance.
    batch_norm("training, one feature", given([[1], [2], [3], [4]], exact=False), training=True),
    batch_norm("training, rows", reals(4, 3), training=True),
    batch_norm("training, weight and bias", reals(4, 3), training=True, weight=reals(3),
               bias=reals(3)),
    batch_norm("training, weight only", reals(4, 2), training=True, weight=reals(2)),
    batch_norm("training, bias only", reals(4, 2), training=True, bias=reals(2)),
    one("batch_norm1d", "of sequences, training", reals(2, 3, 4), training=True, weight=reals(3),
        bias=reals(3)),
    one("batch_norm1d", "of sequences, evaluation", reals(2, 2, 3), training=False,
        running_mean=reals(2), running_var=given([1, 2])),
    batch_norm("training, maps", reals(2, 3, 2, 3), training=True, weight=reals(3), bias=reals(3)),
    batch_norm("training, a single sample of maps", reals(1, 2, 3, 3), training=True,
               weight=reals(2), bias=reals(2)),
    batch_norm("training, eps 0.5", reals(3, 2, 2, 2), training=True, eps=0.5),
    batch_norm("training, a constant channel", given([[2, 1], [2, 5], [2, 3]], exact=False),
               training=True, eps=1.0),
    batch_norm("training, running statistics change nothing", reals(4, 2), training=True,
               weight=reals(2), bias=reals(2), running_mean=reals(2),
               running_var=reals(2, **VARIANCES), momentum=0.3),
    # Evaluation: the running statistics are constants.
    batch_norm("evaluation, exact", ints(3, 3), training=False, running_mean=ints(3),
               running_var=given([4, 1, 0.25]), eps=0, weight=ints(3), bias=ints(3)),
    batch_norm("evaluation, exact, maps", ints(2, 2, 2, 2), training=False, running_mean=ints(2),
               running_var=given([3, 0]), eps=1, weight=ints(2), bias=ints(2)),
    batch_norm("evaluation, without weight and bias", reals(2, 3), training=False,
               running_mean=reals(3), running_var=reals(3, **VARIANCES)),
    batch_norm("evaluation, one row", reals(3), training=False, running_mean=reals(3),
               running_var=reals(3, **VARIANCES), weight=reals(3), bias=reals(3)),
    batch_norm("evaluation, maps", reals(2, 3, 2, 2), training=False, running_mean=reals(3),
               running_var=reals(3, **VARIANCES), weight=reals(3), bias=reals(3), eps=0.001),

    dropout("evaluation keeps everything", ints(2, 2, 2, 2), p=0.5, training=False),
    dropout("evaluation, p 0.9, rows", ints(3, 4), p=0.9, training=False),
    dropout("evaluation, p 0", ints(2, 3), p=0, training=False),

    # The window of `size` channels holds size/2 before a channel, and one less after it when even.
    lrn("size 3", reals(1, 4, 2, 2), size=3, alpha=0.5, beta=0.75, k=1),
    lrn("defaults, scalar shorthand", reals(2, 5, 1, 2), 5),
    lrn("size 2, an even window", reals(1, 4, 2, 2), size=2, alpha=1, beta=0.5, k=2),
    lrn("size 4, an even window", reals(2, 6, 1, 2), size=4, alpha=2, beta=1, k=1.5),
    lrn("size 1, each channel alone", reals(1, 3, 2, 2), size=1, alpha=0.3, beta=2, k=1),
    lrn("size 5 of 3 channels", reals(1, 3, 2, 3), size=5, alpha=0.8, beta=0.75, k=2),
    lrn("one channel", reals(2, 1, 2, 2), size=3, alpha=1.5, beta=0.5, k=1),
    lrn("AlexNet's constants", reals(1, 6, 2, 2, low=-9, high=9), size=5, alpha=0.0001, beta=0.75,
        k=2),
]  # fmt: skip
