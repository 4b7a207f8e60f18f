#pragma once

#include "CKernels.h"

/// The numbers that the sums of lanes take in the weight gradient's scratch memory.
ptrdiff_t ck_lane_sums(const ck_weight_gradient *plan);

extern const ck_kernels ck_avx512, ck_avx2, ck_portable;
