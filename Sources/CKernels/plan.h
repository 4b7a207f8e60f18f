// What plans, sizes of scratch memory and the kernels of every kind of CPU have to agree on.

#pragma once

#include "CKernels.h"

static inline int32_t ck_smaller(int32_t a, int32_t b) { return a < b ? a : b; }

/// The most that any kind of CPU computes at a time: results of a row or tiles, and outputs and
/// channels of a weight gradient.
enum { ck_most_columns = 3, ck_most_gradient_outputs = 6, ck_most_gradient_channels = 4 };

/// The vectors that are added over the images at a time: so many less one are read past the end.
enum { ck_vectors_added = 4 };

// MARK: - Weight gradient

/// The numbers that the sums of lanes take in the scratch memory, of which they are the first part.
ptrdiff_t ck_lane_sums(const ck_weight_gradient *plan);

// MARK: - Winograd's algorithm

/// The outputs, and the channels, whose weight gradients are computed at a time.
enum { ck_gradient_block = 64 };

/// The tiles of 2×2 results along an axis.
static inline int32_t ck_tiles_along(int32_t results) { return (results + 1) / 2; }

/// Numbers from one point of some tiles, with a `width` of channels or outputs, to the next.
///
/// Points a multiple of 4 KiB apart would share their places in the innermost cache, hence one more
/// vector.
static inline ptrdiff_t ck_point_step(ptrdiff_t tiles, ptrdiff_t width) {
  return (tiles * width + 1) * CK_LANES;
}

/// The rows of points that a weight gradient transforms at a time: 4 or 1.
int32_t ck_winograd_gradient_rows(const ck_winograd *plan);

// MARK: - Tables

extern const ck_kernels ck_avx512, ck_avx2, ck_portable;
