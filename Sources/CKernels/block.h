// What the kernels of every kind of CPU share: vectors of one number of each image of a block.

#pragma once

#include "plan.h"

_Static_assert(CK_LANES == 16, "the shuffles here and in weight_gradient.h name 16 lanes");

// Vectors wider than the architecture's registers are passed between functions in another way with
// and without AVX-512; every function that passes one is inlined into its caller.
#pragma clang diagnostic ignored "-Wpsabi"

/// One number of every image of a block.
typedef float lanes __attribute__((vector_size(4 * CK_LANES)));

/// All bits of an image's number set, or none.
typedef int32_t lane_masks __attribute__((vector_size(4 * CK_LANES)));

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET
#define CK_UNROLL _Pragma("clang loop unroll(full)")

CK_INLINE lanes ck_load(const float *from) {
  lanes x;
  __builtin_memcpy(&x, from, sizeof x);
  return x;
}

CK_INLINE void ck_save(lanes x, float *to) { __builtin_memcpy(to, &x, sizeof x); }

/// `yes` where the mask is set, else `no`.
CK_INLINE lanes ck_pick(lane_masks mask, lanes yes, lanes no) {
  return (lanes)(((lane_masks)yes & mask) | ((lane_masks)no & ~mask));
}

/// 0 where x ≤ 0, else x: NaN passes through.
CK_INLINE lanes ck_relu(lanes x) { return (lanes)((lane_masks)x & ~(x <= 0)); }

/// y = store(sum + addend) for the results at one place of a block; addend may be absent.
CK_INLINE void ck_finish(lanes sum, const float *addend, ck_store store, const float *mask,
                         float *y, ptrdiff_t place) {
  if (addend) sum += ck_load(addend + place);
  if (store == ck_store_relu) sum = ck_relu(sum);
  if (store == ck_store_masked) sum = ck_pick(ck_load(mask + place) <= 0, (lanes){}, sum);
  ck_save(sum, y + place);
}

/// The sum of all numbers, in halves of halves.
CK_INLINE float ck_total(lanes x) {
  x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
  x += __builtin_shufflevector(x, x, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3);
  return x[0] + x[1];
}

/// The numbers of the first images, and 0 in the place of the others.
CK_INLINE lanes ck_first(int images, lanes x) {
  const lane_masks numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return ck_pick(numbers < images, x, (lanes){});
}

/// The sum of the numbers of the first images.
CK_INLINE float ck_total_of(int images, lanes x) { return ck_total(ck_first(images, x)); }

CK_INLINE void ck_clear(float *to, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) ck_save((lanes){}, to + i);
}
