// Sums over each channel, and batch normalisation, one block of images at a time.
//
// x, addend, y, dy and dx are [cells][C][16], everything of a channel is [C].

#pragma once

#include "block.h"

/// Channels that are summed at a time.
#define CK_SUMMED 4

/// Which sums over a channel's cells are taken.
typedef enum { ck_sum_values, ck_sum_squares, ck_sum_gradients } ck_sum_kind;

/// Two sums over a channel's cells: x and nothing; x − K and (x − K)²; or dy and dy · (x − K).
///
/// Rows of 64 cells are summed by themselves first, so that long sums keep their precision.
CK_INLINE void ck_channel_sums_of(ck_sum_kind kind, int count, const float *x,
                                  const float *upstream, const float *less, int images,
                                  ptrdiff_t cells, ptrdiff_t step, float *first, float *second) {
  lanes totals[CK_SUMMED], others[CK_SUMMED];
  CK_UNROLL for (int c = 0; c < count; c++) totals[c] = others[c] = (lanes){};
  for (ptrdiff_t start = 0; start < cells; start += 64) {
    const ptrdiff_t end = start + 64 < cells ? start + 64 : cells;
    lanes sums[CK_SUMMED], more[CK_SUMMED];
    CK_UNROLL for (int c = 0; c < count; c++) sums[c] = more[c] = (lanes){};
    for (ptrdiff_t cell = start; cell < end; cell++) {
      CK_UNROLL for (int c = 0; c < count; c++) {
        lanes value = ck_load(x + cell * step + c * CK_LANES);
        if (kind == ck_sum_values) {
          sums[c] += value;
        } else if (kind == ck_sum_squares) {
          value -= less[c];
          sums[c] += value;
          more[c] += value * value;
        } else {
          const lanes dy = ck_load(upstream + cell * step + c * CK_LANES);
          sums[c] += dy;
          more[c] += dy * (value - less[c]);
        }
      }
    }
    CK_UNROLL for (int c = 0; c < count; c++) {
      totals[c] += sums[c];
      others[c] += more[c];
    }
  }
  CK_UNROLL for (int c = 0; c < count; c++) {
    first[c] = ck_total_of(images, totals[c]);
    if (kind != ck_sum_values) second[c] = ck_total_of(images, others[c]);
  }
}

CK_INLINE void ck_channel_sums_all(ck_sum_kind kind, const float *x, const float *upstream,
                                   const float *less, int images, ptrdiff_t cells, int channels,
                                   float *first, float *second) {
  const ptrdiff_t step = (ptrdiff_t)channels * CK_LANES;
  int c = 0;
  for (; c + CK_SUMMED <= channels; c += CK_SUMMED)
    ck_channel_sums_of(kind, CK_SUMMED, x + c * CK_LANES, upstream + c * CK_LANES, less + c, images,
                       cells, step, first + c, second + c);
  for (; c < channels; c++)
    ck_channel_sums_of(kind, 1, x + c * CK_LANES, upstream + c * CK_LANES, less + c, images, cells,
                       step, first + c, second + c);
}

CK_TARGET static void ck_channel_sums_block(const float *x, int images, ptrdiff_t cells,
                                            int channels, float *sums) {
  ck_channel_sums_all(ck_sum_values, x, x, sums, images, cells, channels, sums, sums);
}

CK_TARGET static void ck_channel_squares_block(const float *x, const float *less, int images,
                                               ptrdiff_t cells, int channels, float *sums,
                                               float *squares) {
  ck_channel_sums_all(ck_sum_squares, x, x, less, images, cells, channels, sums, squares);
}

CK_TARGET static void ck_channel_products_block(const float *upstream, const float *x,
                                                const float *mean, int images, ptrdiff_t cells,
                                                int channels, float *sums, float *products) {
  ck_channel_sums_all(ck_sum_gradients, x, upstream, mean, images, cells, channels, sums,
                      products);
}

CK_TARGET static void ck_normalise_block(const float *x, const ck_normalisation *norm,
                                         const float *addend, ck_store store, ptrdiff_t cells,
                                         int channels, float *y) {
  for (ptrdiff_t cell = 0; cell < cells; cell++) {
    for (int c = 0; c < channels; c++) {
      lanes value = (ck_load(x) - norm->mean[c]) * norm->factor[c] + norm->bias[c];
      if (addend) {
        value += ck_load(addend);
        addend += CK_LANES;
      }
      ck_save(store == ck_store_relu ? ck_relu(value) : value, y);
      x += CK_LANES;
      y += CK_LANES;
    }
  }
}

CK_TARGET static void ck_normalise_gradient_block(const float *x, const float *upstream,
                                                  const ck_normalisation *norm,
                                                  const float *constant, const float *following,
                                                  ptrdiff_t cells, int channels, float *dx) {
  for (ptrdiff_t cell = 0; cell < cells; cell++) {
    for (int c = 0; c < channels; c++) {
      const lanes value = ck_load(x), dy = ck_load(upstream);
      ck_save((dy - constant[c] - (value - norm->mean[c]) * following[c]) * norm->factor[c], dx);
      x += CK_LANES;
      upstream += CK_LANES;
      dx += CK_LANES;
    }
  }
}
