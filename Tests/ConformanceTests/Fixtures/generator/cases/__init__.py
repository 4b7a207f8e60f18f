"""The case tables: one list per fixture file, in the order the files are written."""

from __future__ import annotations

from collections.abc import Sequence

from generator.cases import (
    activations,
    algebra,
    chains,
    convolutions,
    losses,
    normalization,
    pooling,
    resampling,
    shapes,
    statistics,
    transposed,
)
from generator.problem import Case

FAMILIES: dict[str, Sequence[Case]] = {
    "conv1d": convolutions.CONV1D,
    "conv2d": convolutions.CONV2D,
    "conv_transpose": transposed.CASES,
    "max_pool": pooling.MAX_POOL,
    "avg_pool": pooling.AVG_POOL,
    "max_unpool2d": pooling.MAX_UNPOOL,
    "linear_matmul": algebra.PRODUCTS,
    "add_mul_concat": algebra.ARITHMETIC,
    "activations": activations.ACTIVATIONS,
    "softmax": activations.SOFTMAX,
    "losses": losses.CASES,
    "normalization": normalization.CASES,
    "shapes": shapes.CASES,
    "upsample": resampling.UPSAMPLE,
    "unfold_fold": resampling.UNFOLD_FOLD,
    "chains": chains.CASES,
    "training_stats": statistics.CASES,
}
