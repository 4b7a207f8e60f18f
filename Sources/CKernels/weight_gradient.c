// What the weight gradients of all kinds of CPU have in common.

#include "plan.h"

/// The memory of the groups that are multiplied: the innermost cache and a little more. Where the
/// sums of all groups are many, they are read and written for each tile, and fewer tiles that fill
/// a part of the second-level cache are faster.
static int32_t ck_group_memory(const ck_weight_gradient *plan) {
  const int64_t taps = (int64_t)plan->kernel_height * plan->kernel_width;
  const int64_t sums = taps * plan->outputs * plan->channels * CK_LANES * (int64_t)sizeof(float);
  return sums > (4 << 20) ? 256 << 10 : 64 << 10;
}

int32_t ck_weight_gradient_rows(const ck_weight_gradient *plan) {
  const int32_t cache = ck_group_memory(plan);
  int32_t rows = 1;
  while (rows < plan->result_height) {
    const int32_t met = rows * plan->row_step + plan->kernel_height;
    const int32_t source = met < plan->source_height ? met : plan->source_height;
    const int32_t cells = ck_most_gradient_outputs * plan->result_width * (rows + 1) +
                          ck_most_gradient_channels * plan->source_width * source;
    if (cells * CK_LANES * (int32_t)sizeof(float) > cache) break;
    rows++;
  }
  return rows;
}

ptrdiff_t ck_lane_sums(const ck_weight_gradient *plan) {
  const ptrdiff_t taps = (ptrdiff_t)plan->kernel_height * plan->kernel_width;
  const ptrdiff_t group = ck_most_gradient_outputs * ck_most_gradient_channels;
  const ptrdiff_t all = (ptrdiff_t)plan->outputs * plan->channels;
  return taps * (plan->tile_rows >= plan->result_height ? group : all) * CK_LANES;
}

size_t ck_weight_gradient_scratch(const ck_weight_gradient *plan) {
  const size_t dy = (size_t)plan->tile_rows * plan->result_width * plan->outputs;
  const size_t x = (size_t)plan->source_height * plan->source_width * plan->channels;
  return (size_t)ck_lane_sums(plan) + (dy + x + ck_vectors_added) * CK_LANES;
}
