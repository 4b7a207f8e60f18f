#include "CKernels.h"
#include "tables.h"

/// The memory that transformed tiles may take: a part of the second-level cache.
static const size_t cache = 192 << 10;

/// The same for the weight gradient, which transforms both operands.
static const int32_t gradient_cache = 512 << 10;

static int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

int32_t ck_winograd_tiles(const ck_winograd *plan) {
  const int32_t all = ((plan->result_height + 1) / 2) * ((plan->result_width + 1) / 2);
  const size_t one = sizeof(float) * 16 * CK_LANES * (size_t)plan->channels;
  // Groups of three, which the registers hold.
  int32_t tiles = smaller((int32_t)(cache / one) / 3 * 3, 6);
  if (tiles < 3) tiles = 3;
  return tiles < all ? tiles : all;
}

size_t ck_winograd_scratch(const ck_winograd *plan, int32_t output_block) {
  return 16 * CK_LANES * ((size_t)plan->tiles * (size_t)(plan->channels + output_block) + 2);
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
  return smaller(plan->channels, ck_winograd_gradient_block) +
         smaller(plan->outputs, ck_winograd_gradient_block);
}

int32_t ck_winograd_gradient_rows(const ck_winograd *plan) {
  return gradient_width(plan) <= 32 ? 4 : 1;
}

int32_t ck_winograd_gradient_tiles(const ck_winograd *plan) {
  const int32_t all = ((plan->result_height + 1) / 2) * ((plan->result_width + 1) / 2);
  const int32_t one = 4 * ck_winograd_gradient_rows(plan) * CK_LANES * (int32_t)sizeof(float) *
                      gradient_width(plan);
  const int32_t tiles = gradient_cache / one;
  return smaller(all, tiles < 8 ? 8 : tiles);
}

size_t ck_winograd_gradient_scratch(const ck_winograd *plan) {
  const size_t width = (size_t)gradient_width(plan);
  const size_t rows = (size_t)ck_winograd_gradient_rows(plan);
  const size_t sums = 16 * (size_t)ck_winograd_gradient_block * ck_winograd_gradient_block;
  return 4 * rows * CK_LANES * ((size_t)plan->tiles * width + 2) + sums;
}
