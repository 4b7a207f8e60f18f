#include "plan.h"

/// The memory that transformed tiles may take: a part of the second-level cache.
static const size_t cache = 192 << 10;

/// The same for the weight gradient, which transforms both operands.
static const int32_t gradient_cache = 512 << 10;

/// The tiles of a plane.
static int32_t all_tiles(const ck_winograd *plan) {
  return ck_tiles_along(plan->result_height) * ck_tiles_along(plan->result_width);
}

int32_t ck_winograd_tiles(const ck_winograd *plan) {
  const size_t one = sizeof(float) * CK_POINTS * CK_LANES * (size_t)plan->channels;
  // One or two groups that the registers hold.
  const int32_t groups = ck_smaller((int32_t)(cache / one) / ck_most_columns, 2);
  return ck_smaller(all_tiles(plan), (groups < 1 ? 1 : groups) * ck_most_columns);
}

size_t ck_winograd_scratch(const ck_winograd *plan, int32_t output_block) {
  return CK_POINTS * (size_t)(ck_point_step(plan->tiles, plan->channels) +
                              ck_point_step(plan->tiles, output_block));
}

/// G · g for three numbers.
static void weight_1d(const float g[3], float u[4]) {
  const float ends = 0.5f * (g[0] + g[2]), middle = 0.5f * g[1];
  u[0] = g[0];
  u[1] = ends + middle;
  u[2] = ends - middle;
  u[3] = g[2];
}

void ck_winograd_weight(const float *g, bool turned, ptrdiff_t point_step, float *u) {
  float rows[4][3];
  for (int j = 0; j < 3; j++) {
    float column[3], transformed[4];
    for (int i = 0; i < 3; i++) column[i] = turned ? g[8 - 3 * i - j] : g[3 * i + j];
    weight_1d(column, transformed);
    for (int i = 0; i < 4; i++) rows[i][j] = transformed[i];
  }
  for (int i = 0; i < 4; i++) {
    float transformed[4];
    weight_1d(rows[i], transformed);
    for (int j = 0; j < 4; j++) u[(4 * i + j) * point_step] = transformed[j];
  }
}

/// The channels and outputs that are transformed at a time.
static int32_t gradient_width(const ck_winograd *plan) {
  return ck_smaller(plan->channels, ck_gradient_block) +
         ck_smaller(plan->outputs, ck_gradient_block);
}

int32_t ck_winograd_gradient_rows(const ck_winograd *plan) {
  return gradient_width(plan) <= 32 ? 4 : 1;
}

int32_t ck_winograd_gradient_tiles(const ck_winograd *plan) {
  const int32_t one = 4 * ck_winograd_gradient_rows(plan) * CK_LANES * (int32_t)sizeof(float) *
                      gradient_width(plan);
  const int32_t tiles = gradient_cache / one;
  return ck_smaller(all_tiles(plan), tiles < 8 ? 8 : tiles);
}

size_t ck_winograd_gradient_scratch(const ck_winograd *plan) {
  const int32_t block = ck_gradient_block;
  const ptrdiff_t point = ck_point_step(plan->tiles, ck_smaller(plan->channels, block)) +
                          ck_point_step(plan->tiles, ck_smaller(plan->outputs, block));
  const ptrdiff_t sums = (ptrdiff_t)CK_POINTS * block * block;
  return (size_t)(4 * ck_winograd_gradient_rows(plan) * point + sums);
}
