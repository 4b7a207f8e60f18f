"""conv_transpose1d and conv_transpose2d; weights are C_in × C_out/groups × kernel."""

from __future__ import annotations

from functools import partial

from generator.problem import Case, given, ints, one, reals

conv_transpose1d = partial(one, "conv_transpose1d")
conv_transpose2d = partial(one, "conv_transpose2d")

CASES: list[Case] = [
    conv_transpose1d("of rank 1", ints(3), weight=ints(3)),
    conv_transpose1d("of rank 2", ints(2, 3), weight=ints(2, 3, 2), bias=ints(3)),
    conv_transpose1d("batch of 3", ints(3, 2, 3), weight=ints(2, 1, 3)),
    conv_transpose1d("single element", ints(1), weight=ints(1), bias=ints(1)),
    conv_transpose1d("single cell spreads the kernel", ints(1), weight=ints(4)),
    conv_transpose1d("stride 2", ints(4), weight=ints(3), stride=2),
    conv_transpose1d("stride 3 past a kernel of 2 leaves gaps", ints(2, 3), weight=ints(2, 1, 2),
                     stride=3),
    conv_transpose1d("stride 2 padding 1 output_padding 1", ints(4), weight=ints(3), stride=2,
                     padding=1, output_padding=1),
    conv_transpose1d("padding 2 of a kernel of 3", ints(5), weight=ints(3), padding=2),
    conv_transpose1d("dilation 2", ints(4), weight=ints(3), dilation=2),
    conv_transpose1d("dilation 3 output_padding 2", ints(2, 3), weight=ints(2, 2, 2), dilation=3,
                     output_padding=2),
    conv_transpose1d("groups 2", ints(4, 3), weight=ints(4, 3, 2), bias=ints(6), groups=2),
    conv_transpose1d("depthwise stride 2", ints(2, 3, 3), weight=ints(3, 1, 2), groups=3, stride=2),
    conv_transpose1d("reals, every parameter", reals(2, 4, 5), weight=reals(4, 3, 3), bias=reals(6),
                     stride=3, padding=2, output_padding=1, groups=2, dilation=2),

    conv_transpose2d("of rank 2", given([[1, 2], [3, 4]]),
                     weight=given([[1, 2, 3], [4, 5, 6], [7, 8, 9]])),
    conv_transpose2d("of rank 3", ints(2, 2, 3), weight=ints(2, 3, 2, 2), bias=ints(3)),
    conv_transpose2d("batch of 3", ints(3, 2, 2, 2), weight=ints(2, 1, 2, 3)),
    conv_transpose2d("leaves upstream to be ones", ints(2, 2), weight=ints(2, 2), stride=2,
                     default_upstream=True),
    conv_transpose2d("single element", ints(1, 1), weight=ints(1, 1), bias=ints(1)),
    conv_transpose2d("kernel 1x1", ints(3, 2, 3), weight=ints(3, 2, 1, 1)),
    conv_transpose2d("kernel 1x1 stride 2 leaves gaps", ints(2, 3), weight=ints(1, 1), bias=ints(1),
                     stride=2),
    conv_transpose2d("stride 2 kernel 2, cells do not overlap", ints(2, 3), weight=ints(2, 2),
                     stride=2),
    conv_transpose2d("stride 2 kernel 3, cells overlap", ints(3, 2), weight=ints(3, 3), stride=2),
    conv_transpose2d("stride [1, 3]", ints(2, 2, 3), weight=ints(2, 2, 2, 2), stride=[1, 3]),
    conv_transpose2d("padding 1", ints(3, 4), weight=ints(3, 3), padding=1),
    conv_transpose2d("padding [0, 2]", ints(2, 4), weight=ints(2, 3), padding=[0, 2]),
    conv_transpose2d("stride 2 padding 1 output_padding 1", ints(3, 3), weight=ints(3, 3), stride=2,
                     padding=1, output_padding=1),
    conv_transpose2d("stride [3, 2] output_padding [2, 1]", ints(2, 3), weight=ints(2, 2),
                     stride=[3, 2], output_padding=[2, 1]),
    conv_transpose2d("output_padding meets only the bias", ints(2, 2), weight=ints(1, 1),
                     bias=ints(1), stride=2, output_padding=1),
    conv_transpose2d("dilation 2", ints(2, 3), weight=ints(2, 3), dilation=2),
    conv_transpose2d("dilation [3, 1] padding [1, 0] stride 2", ints(2, 3, 2),
                     weight=ints(2, 1, 2, 2), dilation=[3, 1], padding=[1, 0], stride=2),
    conv_transpose2d("groups 2", ints(4, 2, 2), weight=ints(4, 3, 2, 2), bias=ints(6), groups=2),
    conv_transpose2d("depthwise stride 2", ints(2, 3, 2, 2), weight=ints(3, 1, 2, 2), groups=3,
                     stride=2),
    conv_transpose2d("depthwise, two maps a channel", ints(2, 2, 3), weight=ints(2, 2, 2, 2),
                     groups=2, padding=1),
    conv_transpose2d("reals", reals(2, 3, 3, 4), weight=reals(3, 4, 3, 2), bias=reals(4), stride=2),
    conv_transpose2d("reals, every parameter", reals(2, 4, 3, 4), weight=reals(4, 2, 2, 3),
                     bias=reals(4), stride=[2, 3], padding=[1, 2], output_padding=[1, 2], groups=2,
                     dilation=[2, 1]),
]  # fmt: skip
