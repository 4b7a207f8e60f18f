"""Problems of several ops: homework, small networks, and every way of joining two paths."""

from __future__ import annotations

from generator.problem import Case, chain, classes, given, ints, op, reals

HOMEWORK = given(
    [[1, 2, 3, 4, 5], [2, 2, 1, 1, 1], [3, 2, 1, 1, 1], [4, 1, 1, 1, 1], [5, 1, 1, 1, 1]]
)
CROSS = given([[0, -1, 0], [1, 1, 1], [0, -1, 0]])

CASES: list[Case] = [
    # Homework, and the layers of a classifier.
    chain("homework: conv stride 2, relu, max pool", HOMEWORK, op("conv2d", weight=CROSS, stride=2),
          op("relu"), op("max_pool2d", 2), default_upstream=True),
    chain("homework with padding 1", HOMEWORK, op("conv2d", weight=CROSS, stride=2, padding=1),
          op("relu"), op("max_pool2d", kernel_size=2, stride=1)),
    chain("conv, relu, pool, flatten, linear", ints(2, 6, 6, low=-2, high=2),
          op("conv2d", weight=ints(3, 2, 3, 3, low=-1, high=1), bias=ints(3)), op("relu"),
          op("max_pool2d", 2), op("flatten", start_dim=1),
          op("linear", weight=ints(2, 12, low=-2, high=2), bias=ints(2))),
    chain("conv, relu, pool, flatten, linear, cross_entropy", reals(2, 1, 6, 6),
          op("conv2d", weight=reals(2, 1, 3, 3), bias=reals(2)), op("relu"), op("max_pool2d", 2),
          op("flatten", start_dim=1),
          op("linear", weight=reals(3, 8, low=-1, high=1), bias=reals(3)),
          op("cross_entropy", target=classes(2, count=3)), default_upstream=True),
    chain("global average pooling classifier", reals(2, 2, 4, 4),
          op("conv2d", weight=reals(3, 2, 3, 3), padding="same"), op("relu"),
          op("adaptive_avg_pool2d", 1), op("flatten", start_dim=1),
          op("linear", weight=reals(4, 3), bias=reals(4)),
          op("cross_entropy", target=classes(2, count=4)), default_upstream=True),
    chain("multilayer perceptron and squared error", reals(3, 2),
          op("linear", weight=reals(4, 2), bias=reals(4)), op("sigmoid"),
          op("linear", weight=reals(1, 4), bias=reals(1)), op("sigmoid"),
          op("mse_loss", target=given([[1], [0], [1]]), reduction="sum"), default_upstream=True),
    chain("log_softmax and nll_loss are cross_entropy", reals(3, 4), op("log_softmax", dim=1),
          op("nll_loss", target=classes(3, count=4))),
    chain("softmax and squared error", reals(2, 3), op("softmax", dim=1),
          op("mse_loss", target=reals(2, 3))),
    chain("conv, relu, response normalisation, pool", reals(1, 2, 6, 6),
          op("conv2d", weight=reals(4, 2, 3, 3), stride=1), op("relu"),
          op("local_response_norm", size=3, alpha=0.2, beta=0.75, k=1),
          op("max_pool2d", kernel_size=3, stride=1)),
    chain("depthwise separable block", reals(2, 3, 4, 4),
          op("conv2d", weight=reals(3, 1, 3, 3), padding=1, groups=3),
          op("batch_norm", training=True, weight=reals(3), bias=reals(3)), op("relu"),
          op("conv2d", weight=reals(2, 3, 1, 1)), op("batch_norm", training=True),
          op("leaky_relu", negative_slope=0.1)),
    chain("1-D network", reals(2, 2, 8),
          op("conv1d", weight=reals(3, 2, 3), bias=reals(3), padding=1),
          op("batch_norm", training=True, weight=reals(3), bias=reals(3)), op("relu"),
          op("max_pool1d", kernel_size=2), op("flatten", start_dim=1),
          op("linear", weight=reals(2, 12))),
    chain("1-D average pooling and dropout in evaluation", ints(2, 8, low=-2, high=2),
          op("conv1d", weight=ints(3, 2, 3), dilation=2, padding=2), op("avg_pool1d", 2),
          op("dropout", training=False, p=0.3)),

    # Downwards and up again.
    chain("unpooling: conv, relu, pool, unpool, transposed conv", ints(1, 5, 5, low=-2, high=2),
          op("conv2d", weight=ints(2, 1, 2, 2, low=-2, high=2)), op("relu"), op("max_pool2d", 2),
          op("max_unpool2d", 2), op("conv_transpose2d", weight=ints(2, 1, 2, 2, low=-2, high=2))),
    chain("stride 2 down, transposed stride 2 up", ints(1, 5, 5, low=-2, high=2),
          op("conv2d", weight=ints(2, 1, 3, 3, low=-2, high=2), stride=2),
          op("conv_transpose2d", weight=ints(2, 1, 3, 3, low=-2, high=2), bias=ints(1), stride=2)),
    chain("upsample, then convolve", ints(1, 2, 3), op("upsample", scale_factor=2, mode="bilinear"),
          op("pad", padding=[1, 1, 1, 1], mode="reflect"), op("conv2d", weight=ints(3, 3))),
    chain("pad modes one after another", ints(2, 3, 3),
          op("pad", padding=[1, 0, 0, 1], mode="circular"),
          op("pad", padding=[0, 1, 1, 0], mode="replicate"),
          op("pad", padding=[1, 1, 1, 1], value=2), op("avg_pool2d", 2)),

    # Convolution as a matrix product.
    chain("convolution as unfold and matmul", ints(2, 3, 4), op("unfold", kernel_size=2),
          op("transpose", dim0=1, dim1=2), op("matmul", other=ints(8, 3)),
          op("transpose", dim0=1, dim1=2), op("reshape", shape=[1, 3, 2, 3])),
    chain("fold after unfold counts the windows of each cell", ints(3, 4),
          op("unfold", kernel_size=2), op("fold", output_size=[3, 4], kernel_size=2)),

    # Two paths: the gradient of a shared value is the sum over its uses.
    chain("the square of the input", ints(2, 3), op("mul", from_="input")),
    chain("residual block", ints(2, 4, 4, low=-2, high=2),
          op("conv2d", weight=ints(2, 2, 3, 3, low=-1, high=1), padding=1), op("relu"),
          op("conv2d", weight=ints(2, 2, 3, 3, low=-1, high=1), padding=1),
          op("add", from_="input"), op("relu")),
    chain("residual block with a projected shortcut", reals(1, 2, 4, 4),
          op("conv2d", weight=reals(3, 2, 1, 1), stride=2), op("batch_norm", training=True),
          op("relu"), op("conv2d", weight=reals(3, 3, 3, 3), padding=1),
          op("batch_norm", training=True, weight=reals(3), bias=reals(3)), op("add", from_=1),
          op("relu")),
    chain("dense block", ints(1, 3, 3, low=-2, high=2),
          op("conv2d", weight=ints(2, 1, 3, 3, low=-2, high=2), padding=1), op("relu"),
          op("concat", from_=["input"], dim=1), op("conv2d", weight=ints(1, 3, 1, 1))),
    chain("concat of three earlier values", ints(1, 2, 3), op("conv2d", weight=ints(2, 1, 1, 1)),
          op("relu"), op("concat", from_=[0, "input", 1], dim=1)),
    chain("gate: a sigmoid times the input", reals(2, 2, 2, 2),
          op("conv2d", weight=reals(2, 2, 1, 1)), op("sigmoid"), op("mul", from_="input")),
    chain("one gate a channel", reals(1, 3, 2, 4), op("adaptive_avg_pool2d", 1), op("tanh"),
          op("mul", from_="input")),
]  # fmt: skip
