"""conv1d and conv2d: every parameter, every way of writing the shapes, the edges of each."""

from __future__ import annotations

from functools import partial

from generator.problem import Case, counting, given, ints, one, reals

conv1d = partial(one, "conv1d")
conv2d = partial(one, "conv2d")

CONV1D: list[Case] = [
    # Ranks: L, C×L and N×C×L; a filter is k, C×k or K×C×k.
    conv1d("of rank 1 by one filter of rank 1", ints(6), weight=ints(3)),
    conv1d("of rank 2 by one filter of rank 2", ints(3, 5), weight=ints(3, 2)),
    conv1d("of rank 3, batch of 3", ints(3, 2, 5), weight=ints(4, 2, 3), bias=ints(4)),
    conv1d("leaves upstream to be ones", ints(2, 6), weight=ints(2, 2, 3), default_upstream=True),
    conv1d("single element", ints(1), weight=ints(1), bias=ints(1)),
    conv1d("kernel as long as the input", ints(2, 4), weight=ints(3, 2, 4), bias=ints(3)),
    conv1d("kernel 1 mixes channels only", ints(4, 5), weight=ints(3, 4, 1)),
    # Stride.
    conv1d("stride 2", ints(7), weight=ints(3), stride=2),
    conv1d("stride 2 leaves the last cell uncovered", ints(2, 8), weight=ints(2, 2, 3), stride=2),
    conv1d("stride 3 past a kernel of 2", ints(2, 1, 8), weight=ints(2, 1, 2), stride=3),
    conv1d("stride written as a list", ints(2, 7), weight=ints(1, 2, 3), stride=[2]),
    # Padding.
    conv1d("padding 1", ints(5), weight=ints(3), padding=1),
    conv1d("padding 2 of a kernel of 2", ints(4), weight=ints(2), padding=2),
    conv1d("padding [2, 0], causal", ints(2, 5), weight=ints(2, 2, 3), padding=[2, 0]),
    conv1d("padding [0, 1] stride 2", ints(6), weight=ints(3), padding=[0, 1], stride=2),
    conv1d("padding same, odd kernel", ints(2, 5), weight=ints(2, 2, 5), padding="same"),
    conv1d("padding same, even kernel", ints(6), weight=ints(4), padding="same"),
    conv1d("padding same, dilation 2", ints(6), weight=ints(3), padding="same", dilation=2),
    conv1d("padding full", ints(4), weight=ints(3), padding="full"),
    conv1d("padding full, dilation 2", ints(5), weight=ints(2), padding="full", dilation=2),
    # Dilation and groups.
    conv1d("dilation 2", ints(2, 7), weight=ints(2, 2, 3), dilation=2),
    conv1d("dilation 3 stride 2 padding 2", ints(9), weight=ints(3), dilation=3, stride=2,
           padding=2),
    conv1d("groups 2", ints(2, 4, 5), weight=ints(6, 2, 3), bias=ints(6), groups=2),
    conv1d("depthwise", ints(3, 5), weight=ints(3, 1, 2), groups=3),
    conv1d("depthwise, two filters a channel", ints(3, 5), weight=ints(6, 1, 3), groups=3,
           padding=1),
    # What the padding holds.
    conv1d("padding_mode reflect", ints(5), weight=ints(3), padding=2, padding_mode="reflect"),
    conv1d("padding_mode replicate", ints(2, 4), weight=ints(2, 2, 3), padding=3,
           padding_mode="replicate"),
    conv1d("padding_mode circular", ints(5), weight=ints(3), padding=1, padding_mode="circular"),
    conv1d("padding_mode circular, padding [0, 2]", ints(5), weight=ints(3), padding=[0, 2],
           padding_mode="circular"),
    conv1d("padding_mode reflect, padding same", ints(6), weight=ints(4), padding="same",
           padding_mode="reflect"),
    # True convolution.
    conv1d("flip", given([1, 2, 3, 4]), weight=given([1, 0, -1]), flip=True),
    conv1d("flip, padding full", ints(5), weight=ints(3), flip=True, padding="full"),
    conv1d("flip, groups 2, stride 2", ints(2, 4, 6), weight=ints(4, 2, 3), flip=True, groups=2,
           stride=2),
    # Real numbers.
    conv1d("reals", reals(2, 3, 7), weight=reals(4, 3, 3), bias=reals(4), padding=1),
    conv1d("reals, every parameter", reals(2, 4, 9), weight=reals(6, 2, 3), bias=reals(6), stride=2,
           padding=[1, 3], dilation=2, groups=2, padding_mode="replicate", flip=True),
]  # fmt: skip

CONV2D: list[Case] = [
    # Ranks: H×W, C×H×W and N×C×H×W; a filter is kH×kW, C×kH×kW or K×C×kH×kW.
    conv2d("of rank 2 by one filter of rank 2", ints(4, 5), weight=ints(3, 2)),
    conv2d("of rank 3 by one filter of rank 3", ints(3, 4, 3), weight=ints(3, 2, 2)),
    conv2d("of rank 3 by a bank of filters", ints(2, 4, 5), weight=ints(3, 2, 3, 3), bias=ints(3)),
    conv2d("of rank 4, batch of 3", ints(3, 2, 3, 4), weight=ints(2, 2, 2, 3), bias=ints(2)),
    conv2d("leaves upstream to be ones", ints(4, 4), weight=ints(2, 2), bias=ints(1),
           default_upstream=True),
    conv2d("board example", given([[1, 3, -1], [2, 1, 0], [0, 2, -1]]),
           weight=given([[1, 0], [2, -1]])),
    # Shapes at the edge.
    conv2d("single element", ints(1, 1), weight=ints(1, 1), bias=ints(1)),
    conv2d("single row", ints(1, 6), weight=ints(1, 3)),
    conv2d("single column", ints(5, 1), weight=ints(2, 1), stride=2),
    conv2d("kernel as large as the input", ints(2, 3, 4), weight=ints(3, 2, 3, 4), bias=ints(3)),
    conv2d("kernel larger than the input, filled up by padding", ints(2, 3), weight=ints(4, 5),
           padding=1),
    conv2d("kernel 1x1 mixes channels only", ints(2, 5, 2, 3), weight=ints(3, 5, 1, 1),
           bias=ints(3)),
    conv2d("kernel 1x1 stride 2", ints(2, 5, 4), weight=ints(2, 2, 1, 1), stride=2),
    conv2d("six channels to one", ints(6, 3, 3), weight=ints(1, 6, 2, 2)),
    conv2d("one channel to six", ints(3, 3), weight=ints(6, 1, 2, 2), bias=ints(6)),
    conv2d("kernel 1x3", ints(2, 3, 5), weight=ints(2, 2, 1, 3)),
    conv2d("kernel 3x1 padding [1, 0]", ints(4, 3), weight=ints(3, 1), padding=[1, 0]),
    # Stride.
    conv2d("stride 2", ints(5, 7), weight=ints(3, 3), stride=2),
    conv2d("stride [2, 1]", ints(2, 5, 4), weight=ints(2, 2, 3, 2), stride=[2, 1]),
    conv2d("stride [1, 3]", ints(4, 7), weight=ints(2, 2), stride=[1, 3]),
    conv2d("stride 3 past a kernel of 2", ints(8, 6), weight=ints(2, 2), stride=3),
    conv2d("stride 2 leaves a row and a column uncovered", ints(2, 6, 8), weight=ints(1, 2, 3, 3),
           stride=2),
    conv2d("stride 4 larger than the input allows twice", ints(2, 5, 5), weight=ints(2, 2, 3, 3),
           stride=4),
    # Padding.
    conv2d("padding 1", ints(3, 4), weight=ints(3, 3), padding=1),
    conv2d("padding 2 of a 1x1 kernel", ints(2, 2), weight=ints(1, 1), bias=ints(1), padding=2),
    conv2d("padding [1, 2]", ints(4, 3), weight=ints(3, 4), padding=[1, 2]),
    conv2d("padding [top, bottom, left, right]", ints(4, 4), weight=ints(3, 3),
           padding=[1, 0, 2, 1]),
    conv2d("padding [0, 1, 0, 1] stride 2", ints(2, 4, 4), weight=ints(2, 2, 3, 3),
           padding=[0, 1, 0, 1], stride=2),
    conv2d("padding [0, 0, 3, 0]", ints(2, 3), weight=ints(2, 2), padding=[0, 0, 3, 0]),
    conv2d("padding same, odd kernel", ints(4, 5), weight=ints(3, 5), padding="same"),
    conv2d("padding same, even kernel", ints(4, 3), weight=ints(2, 4), padding="same"),
    conv2d("padding same, dilation [2, 1]", ints(2, 5, 4), weight=ints(2, 2, 3, 2), padding="same",
           dilation=[2, 1]),
    conv2d("padding full", ints(3, 3), weight=ints(2, 3), padding="full"),
    conv2d("padding full, dilation 2", ints(3, 4), weight=ints(2, 2), padding="full", dilation=2),
    conv2d("padding 1 stride 2 leaves a row uncovered", ints(6, 5), weight=ints(3, 3), padding=1,
           stride=2),
    # Dilation.
    conv2d("dilation 2", ints(6, 7), weight=ints(3, 3), dilation=2),
    conv2d("dilation [1, 3]", ints(2, 4, 8), weight=ints(2, 2, 2, 3), dilation=[1, 3]),
    conv2d("dilation 3 kernel as large as the input", ints(4, 7), weight=ints(2, 3), dilation=3),
    conv2d("dilation 2 padding 2 stride 2", ints(2, 6, 5), weight=ints(3, 2, 3, 3), dilation=2,
           padding=2, stride=2),
    # Groups.
    conv2d("groups 2", ints(4, 4, 3), weight=ints(6, 2, 2, 2), bias=ints(6), groups=2),
    conv2d("groups 3, batch of 2", ints(2, 6, 3, 3), weight=ints(3, 2, 2, 2), groups=3),
    conv2d("depthwise", ints(3, 4, 4), weight=ints(3, 1, 3, 3), groups=3, padding=1),
    conv2d("depthwise, two filters a channel", ints(3, 4, 3), weight=ints(6, 1, 2, 2), bias=ints(6),
           groups=3),
    conv2d("stride 2 pad [1, 0] groups 2", ints(4, 5, 4), weight=ints(4, 2, 3, 2), bias=ints(4),
           stride=2, padding=[1, 0], groups=2),
    # What the padding holds.
    conv2d("padding_mode reflect", ints(4, 5), weight=ints(3, 3), padding=1,
           padding_mode="reflect"),
    conv2d("padding_mode reflect, as deep as it can be", ints(3, 4), weight=ints(3, 3),
           padding=[2, 3], padding_mode="reflect"),
    conv2d("padding_mode replicate", ints(2, 3, 3), weight=ints(2, 2, 3, 3), padding=2,
           padding_mode="replicate"),
    conv2d("padding_mode replicate, four sides", ints(3, 4), weight=ints(2, 2),
           padding=[2, 1, 0, 3], padding_mode="replicate"),
    conv2d("padding_mode circular", ints(3, 4), weight=ints(3, 3), padding=1,
           padding_mode="circular"),
    conv2d("padding_mode circular, four sides, stride 2", ints(2, 4, 4), weight=ints(1, 2, 3, 3),
           padding=[1, 0, 0, 2], padding_mode="circular", stride=2),
    conv2d("padding_mode circular, padding same, even kernel", ints(4, 5), weight=ints(2, 4),
           padding="same", padding_mode="circular"),
    conv2d("padding_mode zeros, written out", ints(3, 3), weight=ints(2, 2), padding=1,
           padding_mode="zeros"),
    # True convolution.
    conv2d("flip, board example", given([[1, 3, -1], [2, 1, 0], [0, 2, -1]]),
           weight=given([[1, 0], [2, -1]]), flip=True),
    conv2d("flip, padding full", ints(3, 4), weight=ints(2, 3), flip=True, padding="full"),
    conv2d("flip, several channels, stride 2", ints(2, 3, 5, 4), weight=ints(2, 3, 3, 2),
           bias=ints(2), flip=True, stride=2),
    conv2d("flip false, written out", ints(3, 3), weight=ints(2, 2), flip=False),
    # The position of each cell can be read off the result.
    conv2d("counting input, kernel of ones", counting(5, 6), weight=given([[1, 1, 1]] * 2)),
    conv2d("counting input, kernel picks its last tap", counting(2, 3, 4),
           weight=given([[[0, 0], [0, 0]], [[0, 0], [0, 1]]])),
    # Real numbers.
    conv2d("reals", reals(2, 3, 5, 4), weight=reals(4, 3, 3, 2), bias=reals(4), padding=[1, 0]),
    conv2d("reals, first layer of a small network", reals(1, 3, 8, 8), weight=reals(4, 3, 5, 5),
           bias=reals(4), padding=2),
    conv2d("reals, every parameter", reals(2, 4, 6, 7), weight=reals(6, 2, 2, 3), bias=reals(6),
           stride=[2, 1], padding=[1, 2, 2, 0], dilation=[2, 1], groups=2, padding_mode="circular",
           flip=True),
]  # fmt: skip
