"""upsample, unfold (im2col) and fold (col2im).

Interpolation weights of a scale that is a power of two are short binary fractions: exact.
"""

from __future__ import annotations

from functools import partial

from generator.problem import Case, chain, counting, ints, one, op, reals

upsample = partial(one, "upsample")
unfold = partial(one, "unfold")
fold = partial(one, "fold")

UPSAMPLE: list[Case] = [
    upsample("nearest by 2", ints(2, 3), scale_factor=2, mode="nearest"),
    upsample("nearest by default, scalar shorthand", ints(2, 2, 2), 3),
    upsample("nearest by [2, 3], batch of 2", ints(2, 2, 2, 2), scale_factor=[2, 3],
             mode="nearest"),
    upsample("nearest by 1.5", ints(4, 2), scale_factor=1.5, mode="nearest"),
    upsample("nearest by 0.5 drops cells", ints(4, 6), scale_factor=0.5, mode="nearest"),
    upsample("nearest by [1, 1.2], which keeps the size", ints(2, 3), scale_factor=[1, 1.2],
             mode="nearest"),
    upsample("nearest by 1.3, which keeps one size", ints(3, 4), scale_factor=1.3,
             mode="nearest"),
    upsample("nearest by [2.4, 2.2], which doubles", ints(2, 4), scale_factor=[2.4, 2.2],
             mode="nearest"),
    upsample("nearest by 1.2 of rank 1 keeps no cell's place", ints(3), scale_factor=1.2,
             mode="nearest"),
    upsample("nearest to [5, 7]", ints(2, 3, 4), size=[5, 7], mode="nearest"),
    upsample("nearest to [2, 3], smaller", ints(5, 7), size=[2, 3], mode="nearest"),
    upsample("nearest to the same size", ints(2, 3), size=[2, 3], mode="nearest"),
    upsample("nearest to 4 both ways", ints(2, 3), size=4, mode="nearest"),

    upsample("bilinear by 2", ints(2, 3), scale_factor=2, mode="bilinear"),
    upsample("bilinear by 4", ints(2, 2, 2), scale_factor=4, mode="bilinear", align_corners=False),
    upsample("bilinear by [2, 1]", ints(2, 2, 2, 3), scale_factor=[2, 1], mode="bilinear",
             align_corners=False),
    upsample("bilinear by 2, align_corners", reals(2, 3), scale_factor=2, mode="bilinear",
             align_corners=True),
    upsample("bilinear to [3, 5], align_corners, even steps", ints(2, 3), size=[3, 5],
             mode="bilinear", align_corners=True),
    upsample("bilinear to [5, 7]", reals(2, 3, 4), size=[5, 7], mode="bilinear",
             align_corners=False),
    upsample("bilinear to [5, 7], align_corners", reals(2, 2, 3, 4), size=[5, 7], mode="bilinear",
             align_corners=True),
    upsample("bilinear to [2, 3], smaller", reals(4, 7), size=[2, 3], mode="bilinear",
             align_corners=False),
    upsample("bilinear to [2, 3], smaller, align_corners", reals(4, 7), size=[2, 3],
             mode="bilinear", align_corners=True),
    upsample("bilinear to one cell", reals(3, 4), size=1, mode="bilinear", align_corners=False),
    upsample("bilinear to one cell, align_corners", reals(3, 4), size=1, mode="bilinear",
             align_corners=True),
    upsample("bilinear of one cell", ints(1, 1), size=[2, 3], mode="bilinear"),
    upsample("bilinear by 1.5", reals(4, 2), scale_factor=1.5, mode="bilinear"),

    upsample("linear by 2 of rank 1", ints(4), scale_factor=2, mode="linear"),
    upsample("linear by 4, batch of 2", ints(2, 2, 3), scale_factor=4, mode="linear",
             align_corners=False),
    upsample("linear to 7 of rank 2", reals(2, 4), size=7, mode="linear"),
    upsample("linear to 5, align_corners", ints(2, 3), size=5, mode="linear", align_corners=True),
    upsample("linear to 3, smaller", reals(5), size=3, mode="linear", align_corners=False),
    chain("upsample nearest by 2 after a 1-D convolution", ints(2, 4),
          op("conv1d", weight=ints(2, 2, 2)), op("upsample", scale_factor=2, mode="nearest")),
]  # fmt: skip

UNFOLD_FOLD: list[Case] = [
    # Columns are windows in row-major order; rows run over channel, kernel row, kernel column.
    unfold("3x3 by 2x2, scalar shorthand", counting(3, 3), 2),
    unfold("3x4 by 2x2 tells rows from columns", counting(3, 4), kernel_size=2),
    unfold("kernel [2, 3], two channels", ints(2, 3, 4), kernel_size=[2, 3]),
    unfold("batch of 3", ints(3, 2, 2, 3), kernel_size=[2, 2]),
    unfold("stride 2", ints(2, 5, 4), kernel_size=2, stride=2),
    unfold("stride [1, 2] padding [1, 0]", ints(3, 5), kernel_size=[2, 3], stride=[1, 2],
           padding=[1, 0]),
    unfold("padding 1", ints(2, 3), kernel_size=3, padding=1),
    unfold("dilation 2", ints(5, 4), kernel_size=2, dilation=2),
    unfold("dilation [1, 2]", ints(2, 3, 4), kernel_size=2, dilation=[1, 2]),
    unfold("kernel as large as the input", ints(2, 3), kernel_size=[2, 3]),
    unfold("kernel 1x1", ints(2, 2, 3), kernel_size=1),
    unfold("reals, every parameter", reals(2, 2, 5, 6), kernel_size=[2, 3], stride=[2, 1],
           padding=[1, 2], dilation=[2, 1]),

    fold("4 windows of 2x2 to 3x3", ints(4, 4), output_size=[3, 3], kernel_size=2),
    fold("windows side by side", ints(4, 6), output_size=[4, 6], kernel_size=2, stride=2),
    fold("two channels, batch of 2", ints(2, 8, 2), output_size=[2, 3], kernel_size=2),
    fold("kernel [2, 3] stride [1, 2]", ints(6, 4), output_size=[3, 5], kernel_size=[2, 3],
         stride=[1, 2]),
    fold("padding 1 is cut off", ints(9, 6), output_size=[2, 3], kernel_size=3, padding=1),
    fold("stride 3 past a kernel of 2 leaves gaps", ints(4, 4), output_size=5, kernel_size=2,
         stride=3),
    fold("dilation 2", ints(4, 6), output_size=[5, 4], kernel_size=2, dilation=2),
    fold("reals, every parameter", reals(2, 12, 9), output_size=[5, 6], kernel_size=[2, 3],
         stride=[2, 2], padding=[2, 1], dilation=[3, 1]),
]  # fmt: skip
