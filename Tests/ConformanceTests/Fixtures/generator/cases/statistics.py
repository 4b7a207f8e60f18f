"""What a training step leaves behind: running statistics, and the switches of max pooling.

The running variance takes the unbiased variance of the batch (divided by n − 1), while the output
is normalised by the biased one. Indices are flat positions in their plane, padding not counted.
"""

from __future__ import annotations

from functools import partial

from generator.problem import Case, given, ints, one, reals

RUNNING = ("running_mean", "running_var")

stats = partial(one, "batch_norm", extras=RUNNING)
switches1d = partial(one, "max_pool1d", extras=("indices",), return_indices=True)
switches2d = partial(one, "max_pool2d", extras=("indices",), return_indices=True)

CASES: list[Case] = [
    stats("momentum 0.1 from zeros and ones", given([[1], [2], [3], [4]], exact=False),
          training=True, running_mean=given([0]), running_var=given([1]), momentum=0.1),
    stats("momentum 0.1, maps", reals(2, 3, 2, 2), training=True, running_mean=reals(3),
          running_var=reals(3, low=0.5, high=3.0), weight=reals(3), bias=reals(3), momentum=0.1),
    stats("momentum left out is 0.1", reals(4, 2), training=True, running_mean=reals(2),
          running_var=reals(2, low=0.5, high=3.0)),
    stats("momentum 1 keeps only the batch", reals(2, 2, 1, 3), training=True,
          running_mean=reals(2), running_var=given([1, 1]), momentum=1.0),
    stats("momentum 0 keeps only the past", reals(3, 2), training=True, running_mean=reals(2),
          running_var=given([1, 2]), momentum=0.0),
    stats("evaluation takes them as they are", reals(3, 2), training=False, running_mean=reals(2),
          running_var=given([1, 2]), momentum=0.5, extras=()),

    switches1d("switches", ints(2, 6), kernel_size=2),
    switches1d("switches, padding and dilation", ints(2, 7), kernel_size=3, stride=2, padding=1,
               dilation=2),
    switches2d("switches", given([[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]),
               kernel_size=2),
    switches2d("switches, batch and channels", ints(2, 2, 4, 6), kernel_size=2),
    switches2d("switches of ties go to the first", ints(4, 4, low=0, high=1), kernel_size=2,
               stride=1),
    switches2d("switches do not count padding", ints(3, 4), kernel_size=3, stride=1, padding=1),
    switches2d("switches, dilation 2", ints(5, 6), kernel_size=2, stride=1, dilation=2),
    switches2d("switches, ceil_mode", ints(2, 5, 5), kernel_size=2, stride=2, ceil_mode=True),
    switches2d("switches, every parameter", ints(1, 2, 6, 8), kernel_size=[2, 3], stride=[2, 3],
               padding=[1, 1], dilation=[2, 1], ceil_mode=True),
]  # fmt: skip
