#include "CKernels.h"

/// The memory that transformed tiles may take: a part of the second-level cache.
static const size_t cache = 192 << 10;

int32_t ck_winograd_tiles(const ck_winograd *plan) {
  const int32_t all = ((plan->result_height + 1) / 2) * ((plan->result_width + 1) / 2);
  const size_t one = sizeof(float) * 16 * CK_LANES * (size_t)plan->channels;
  // Groups of three, which the registers hold.
  int32_t tiles = (int32_t)(cache / one) / 3 * 3;
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
