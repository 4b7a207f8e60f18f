#pragma once

#include "CKernels.h"

/// The numbers that the sums of lanes take in the weight gradient's scratch memory.
ptrdiff_t ck_lane_sums(const ck_weight_gradient *plan);

/// The outputs, and the channels, whose weight gradients are computed at a time by Winograd's algorithm.
enum { ck_winograd_gradient_block = 64 };

/// The rows of points that are transformed at a time: 4 or 1.
int32_t ck_winograd_gradient_rows(const ck_winograd *plan);

extern const ck_kernels ck_avx512, ck_avx2, ck_portable;
