"""Each op of the problem file in terms of torch.nn.functional: one small adapter per op.

An adapter takes the running value and the op's parameters under the names a problem file gives
them. Its defaults are the problem file's defaults, and its first parameter is the one that a scalar
shorthand sets.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

Sizes = Any
"""A length, or a list with one for each axis. PyTorch takes lists; its stubs admit only tuples."""


@dataclass(frozen=True)
class Operator:
    """An adapter and what the runner has to know about it."""

    apply: Callable[..., Any]
    input_rank: int
    """The rank a shorter input is brought up to by leading axes of length 1."""
    tensor_ranks: dict[str, int]
    """The same for the tensor parameters that a problem may write with fewer axes."""

    @property
    def first_parameter(self) -> str:
        """The parameter that a scalar shorthand sets."""
        return list(inspect.signature(self.apply).parameters)[1]


@dataclass(frozen=True)
class Pooled:
    """A max pooling's result with its switches: flat indices of the maxima in their planes."""

    output: Tensor
    indices: Tensor


@dataclass(frozen=True)
class Normalized:
    """A batch normalisation's result with the running statistics after the step."""

    output: Tensor
    running_mean: Tensor | None
    running_var: Tensor | None


OPERATORS: dict[str, Operator] = {}

Adapter = Callable[..., Any]


def operator(input_rank: int = 2, **tensor_ranks: int) -> Callable[[Adapter], Adapter]:
    """Registers an adapter under its own name. Rank 2 is a batch of rows, N×F."""

    def register(apply: Adapter) -> Adapter:
        OPERATORS[apply.__name__] = Operator(apply, input_rank, tensor_ranks)
        return apply

    return register


# MARK: - Convolutions


def _pair(value: Sizes, axes: int) -> list[int]:
    return [value] * axes if isinstance(value, int) else list(value)


def _sides(
    padding: int | str | list[int], kernel: Sequence[int], dilation: Sequence[int]
) -> list[tuple[int, int]]:
    """The cells added before and after each spatial axis, for every form `padding` can take."""
    axes = len(kernel)
    reach = [step * (size - 1) for size, step in zip(kernel, dilation, strict=True)]
    if padding == "full":
        return [(cells, cells) for cells in reach]
    if padding == "same":
        return [(cells // 2, cells - cells // 2) for cells in reach]
    if isinstance(padding, int):
        return [(padding, padding)] * axes
    assert isinstance(padding, list), padding
    if len(padding) == 2 * axes:
        return [(padding[2 * axis], padding[2 * axis + 1]) for axis in range(axes)]
    return [(cells, cells) for cells in padding]


def _widths(sides: Sequence[tuple[int, int]]) -> list[int]:
    """F.pad's order: the last axis first."""
    return [cells for side in reversed(sides) for cells in side]


def _convolve(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Sizes,
    padding: int | str | list[int],
    dilation: Sizes,
    groups: int,
    padding_mode: str,
    flip: bool,
) -> Tensor:
    axes = weight.dim() - 2
    convolution = F.conv1d if axes == 1 else F.conv2d
    if flip:
        weight = weight.flip(*range(2, weight.dim()))
    if padding_mode == "zeros" and (isinstance(padding, int) or padding == "same"):
        return convolution(x, weight, bias, stride, padding, dilation, groups)
    sides = _sides(padding, weight.shape[2:], _pair(dilation, axes))
    mode = "constant" if padding_mode == "zeros" else padding_mode
    padded = F.pad(x, _widths(sides), mode=mode)
    return convolution(padded, weight, bias, stride, 0, dilation, groups)


@operator(input_rank=3, weight=3)
def conv1d(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Sizes = 1,
    padding: int | str | list[int] = 0, dilation: Sizes = 1, groups: int = 1,
    padding_mode: str = "zeros", flip: bool = False,
) -> Tensor:  # fmt: skip
    return _convolve(x, weight, bias, stride, padding, dilation, groups, padding_mode, flip)


@operator(input_rank=4, weight=4)
def conv2d(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Sizes = 1,
    padding: int | str | list[int] = 0, dilation: Sizes = 1, groups: int = 1,
    padding_mode: str = "zeros", flip: bool = False,
) -> Tensor:  # fmt: skip
    return _convolve(x, weight, bias, stride, padding, dilation, groups, padding_mode, flip)


@operator(input_rank=3, weight=3)
def conv_transpose1d(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Sizes = 1, padding: Sizes = 0,
    output_padding: Sizes = 0, groups: int = 1, dilation: Sizes = 1,
) -> Tensor:  # fmt: skip
    return F.conv_transpose1d(x, weight, bias, stride, padding, output_padding, groups, dilation)


@operator(input_rank=4, weight=4)
def conv_transpose2d(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Sizes = 1, padding: Sizes = 0,
    output_padding: Sizes = 0, groups: int = 1, dilation: Sizes = 1,
) -> Tensor:  # fmt: skip
    return F.conv_transpose2d(x, weight, bias, stride, padding, output_padding, groups, dilation)


# MARK: - Pooling


@operator(input_rank=3)
def max_pool1d(
    x: Tensor, kernel_size: Sizes, stride: Sizes = None, padding: Sizes = 0,
    dilation: Sizes = 1, ceil_mode: bool = False, return_indices: bool = False,
) -> Pooled:  # fmt: skip
    # The switches are always recorded; asking for them changes what our program prints.
    return Pooled(
        *F.max_pool1d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    )


@operator(input_rank=4)
def max_pool2d(
    x: Tensor, kernel_size: Sizes, stride: Sizes = None, padding: Sizes = 0,
    dilation: Sizes = 1, ceil_mode: bool = False, return_indices: bool = False,
) -> Pooled:  # fmt: skip
    # The switches are always recorded; asking for them changes what our program prints.
    return Pooled(
        *F.max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    )


@operator(input_rank=4, indices=4)
def max_unpool2d(
    x: Tensor, kernel_size: Sizes, stride: Sizes = None, padding: Sizes = 0,
    output_size: list[int] | None = None, *, switches: Tensor,
) -> Tensor:  # fmt: skip
    return F.max_unpool2d(x, switches, kernel_size, stride, padding, output_size)


@operator(input_rank=3)
def avg_pool1d(
    x: Tensor, kernel_size: Sizes, stride: Sizes = None, padding: Sizes = 0,
    ceil_mode: bool = False, count_include_pad: bool = True,
) -> Tensor:  # fmt: skip
    return F.avg_pool1d(x, kernel_size, stride, padding, ceil_mode, count_include_pad)


@operator(input_rank=4)
def avg_pool2d(
    x: Tensor, kernel_size: Sizes, stride: Sizes = None, padding: Sizes = 0,
    ceil_mode: bool = False, count_include_pad: bool = True,
) -> Tensor:  # fmt: skip
    return F.avg_pool2d(x, kernel_size, stride, padding, ceil_mode, count_include_pad)


@operator(input_rank=4)
def adaptive_avg_pool2d(x: Tensor, output_size: Sizes) -> Tensor:
    return F.adaptive_avg_pool2d(x, output_size)


# MARK: - Matrices and arithmetic


@operator(weight=2)
def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    return F.linear(x, weight, bias)


@operator()
def matmul(x: Tensor, other: Tensor) -> Tensor:
    return torch.matmul(x, other)


@operator()
def add(x: Tensor, other: Tensor | float) -> Tensor:
    return x + other


@operator()
def mul(x: Tensor, other: Tensor | float) -> Tensor:
    return x * other


@operator()
def concat(
    x: Tensor, other: Tensor | None = None, dim: int = 0, others: Sequence[Tensor] = ()
) -> Tensor:
    return torch.cat([x, *([] if other is None else [other]), *others], dim)


# MARK: - Activations


@operator()
def relu(x: Tensor) -> Tensor:
    return F.relu(x)


@operator()
def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    return F.leaky_relu(x, negative_slope)


@operator(weight=1)
def prelu(x: Tensor, weight: Tensor) -> Tensor:
    return F.prelu(x, weight)


@operator()
def elu(x: Tensor, alpha: float = 1.0) -> Tensor:
    return F.elu(x, alpha)


@operator()
def step(x: Tensor) -> Tensor:
    # torch.heaviside has no derivative, not even 0.
    return torch.heaviside(x.detach(), torch.ones((), dtype=x.dtype)) + 0 * x


@operator()
def sigmoid(x: Tensor) -> Tensor:
    return torch.sigmoid(x)


@operator()
def softplus(x: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    return F.softplus(x, beta, threshold)


@operator()
def tanh(x: Tensor) -> Tensor:
    return torch.tanh(x)


@operator()
def softmax(x: Tensor, dim: int) -> Tensor:
    return F.softmax(x, dim)


@operator()
def log_softmax(x: Tensor, dim: int) -> Tensor:
    return F.log_softmax(x, dim)


# MARK: - Losses


@operator(target=1)
def cross_entropy(
    x: Tensor, target: Tensor, reduction: str = "mean", weight: Tensor | None = None,
    ignore_index: int = -100, label_smoothing: float = 0,
) -> Tensor:  # fmt: skip
    return F.cross_entropy(
        x, target.long(), weight, ignore_index=ignore_index, reduction=reduction,
        label_smoothing=label_smoothing,
    )  # fmt: skip


@operator(target=1)
def nll_loss(
    x: Tensor, target: Tensor, reduction: str = "mean", weight: Tensor | None = None,
    ignore_index: int = -100,
) -> Tensor:  # fmt: skip
    return F.nll_loss(
        x, target.long(), weight, ignore_index=ignore_index, reduction=reduction
    )


@operator(target=2)
def mse_loss(x: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    return F.mse_loss(x, target, reduction=reduction)


# MARK: - Normalisation


@operator()
def batch_norm(
    x: Tensor, weight: Tensor | None = None, bias: Tensor | None = None,
    running_mean: Tensor | None = None, running_var: Tensor | None = None,
    training: bool = False, momentum: float = 0.1, eps: float = 1e-5,
) -> Normalized:  # fmt: skip
    mean = None if running_mean is None else running_mean.clone()
    var = None if running_var is None else running_var.clone()
    return Normalized(F.batch_norm(x, mean, var, weight, bias, training, momentum, eps), mean, var)


@operator()
def batch_norm1d(
    x: Tensor, weight: Tensor | None = None, bias: Tensor | None = None,
    running_mean: Tensor | None = None, running_var: Tensor | None = None,
    training: bool = False, momentum: float = 0.1, eps: float = 1e-5,
) -> Normalized:  # fmt: skip
    return batch_norm(x, weight, bias, running_mean, running_var, training, momentum, eps)


@operator()
def dropout(x: Tensor, p: float = 0.5, training: bool = False) -> Tensor:
    assert not training, "the masks of a training step are random: no fixture can hold them"
    return F.dropout(x, p, training)


@operator(input_rank=4)
def local_response_norm(
    x: Tensor, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Tensor:
    return F.local_response_norm(x, size, alpha, beta, k)


# MARK: - Shapes and resampling


@operator(input_rank=4)
def pad(x: Tensor, padding: list[int], mode: str = "zeros", value: float = 0.0) -> Tensor:
    """[left, right] pads the last axis, [top, bottom, left, right] the last two."""
    axes = len(padding) // 2
    widths = _widths(_sides(padding, [1] * axes, [1] * axes))
    if mode == "zeros":
        return F.pad(x, widths, mode="constant", value=value)
    return F.pad(x, widths, mode=mode)


@operator()
def flatten(x: Tensor, start_dim: int = 1, end_dim: int = -1) -> Tensor:
    return torch.flatten(x, start_dim, end_dim)


@operator()
def reshape(x: Tensor, shape: list[int]) -> Tensor:
    return torch.reshape(x, shape)


@operator()
def transpose(x: Tensor, dim0: int, dim1: int) -> Tensor:
    return torch.transpose(x, dim0, dim1)


@operator()
def upsample(
    x: Tensor, scale_factor: float | list[float] | None = None, size: Sizes = None,
    mode: str = "nearest", align_corners: bool | None = None,
) -> Tensor:  # fmt: skip
    return F.interpolate(x, size, scale_factor, mode, align_corners)


@operator(input_rank=4)
def unfold(
    x: Tensor, kernel_size: Sizes, dilation: Sizes = 1, padding: Sizes = 0, stride: Sizes = 1
) -> Tensor:
    return F.unfold(x, kernel_size, dilation, padding, stride)


@operator(input_rank=3)
def fold(
    x: Tensor, output_size: Sizes, kernel_size: Sizes, dilation: Sizes = 1, padding: Sizes = 0,
    stride: Sizes = 1,
) -> Tensor:  # fmt: skip
    return F.fold(x, output_size, kernel_size, dilation, padding, stride)


def input_rank(name: str, parameters: dict[str, Any]) -> int:
    """The rank a problem's input has once its left-out axes are written.

    Upsampling serves both one and two spatial axes; its mode says which.
    """
    if name == "upsample":
        return 3 if parameters.get("mode") == "linear" else 4
    return OPERATORS[name].input_rank
