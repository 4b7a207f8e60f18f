// Convolution of a block by Winograd's F(2×2, 3×3): kernels of 3×3 at stride 1.
//
// A tile of 2×2 results reads 4×4 cells. Both the cells and the kernel are transformed into 16
// numbers whose products, summed over the channels, transform back into the results: 16
// multiplications where the definition has 36. An image is a lane, so every transform is a few
// additions of whole vectors.
//
// A. Lavin, S. Gray, *Fast algorithms for convolutional neural networks* (2015), arXiv:1509.09308.

#pragma once

#include "block.h"
#include "fetch.h"
#include "sizes.h"

/// Bᵀ · d for four numbers.
CK_INLINE void ck_in_1d(lanes d[4]) {
  const lanes a = d[0] - d[2], b = d[1] + d[2], c = d[2] - d[1], e = d[1] - d[3];
  d[0] = a;
  d[1] = b;
  d[2] = c;
  d[3] = e;
}

/// Transforms the cells that a tile reads, for every channel: v[point][channel], the points
/// `point_step` apart.
///
/// - from: where the 16 cells' channels begin.
/// - keeps: all bits set, or none for a cell on the padding, whose `from` is a single zero.
CK_INLINE void ck_in(const float *const from[CK_POINTS], const ptrdiff_t keeps[CK_POINTS],
                     ptrdiff_t channels, ptrdiff_t point_step, float *v) {
  for (ptrdiff_t offset = 0; offset < channels * CK_LANES; offset += CK_LANES) {
    lanes d[4][4];
    CK_UNROLL for (int i = 0; i < 4; i++) {
      CK_UNROLL for (int j = 0; j < 4; j++)
        d[j][i] = ck_load(from[4 * i + j] + (offset & keeps[4 * i + j]));
    }
    // d is kept by columns: first Bᵀ · d, then that times B.
    CK_UNROLL for (int j = 0; j < 4; j++) ck_in_1d(d[j]);
    CK_UNROLL for (int i = 0; i < 4; i++) {
      lanes row[4] = {d[0][i], d[1][i], d[2][i], d[3][i]};
      ck_in_1d(row);
      CK_UNROLL for (int j = 0; j < 4; j++) ck_save(row[j], v + (4 * i + j) * point_step + offset);
    }
  }
}

/// m[tile][output] = Σ over channels of v[tile][channel] · u[channel][output], for one point.
CK_INLINE void ck_point(int tiles, int outputs, ptrdiff_t channels, const float *v,
                        const float *u, float *m) {
  lanes sums[CK_COLUMNS][CK_OUTPUTS];
  CK_UNROLL for (int t = 0; t < tiles; t++) {
    CK_UNROLL for (int o = 0; o < outputs; o++) sums[t][o] = (lanes){};
  }
  const ptrdiff_t step = channels * CK_LANES;
  for (ptrdiff_t left = channels; left > 0; left--) {
    lanes values[CK_COLUMNS];
    CK_UNROLL for (int t = 0; t < tiles; t++) values[t] = ck_load(v + t * step);
    CK_UNROLL for (int o = 0; o < outputs; o++) {
      CK_UNROLL for (int t = 0; t < tiles; t++) sums[t][o] += values[t] * u[o];
    }
    v += CK_LANES;
    u += outputs;
  }
  CK_UNROLL for (int t = 0; t < tiles; t++) {
    CK_UNROLL for (int o = 0; o < outputs; o++)
      ck_save(sums[t][o], m + (t * CK_OUTPUTS + o) * CK_LANES);
  }
}

CK_FUNCTION_OF_SIZES(CK_COLUMNS, CK_OUTPUTS, ck_point,
                     (ptrdiff_t channels, const float *v, const float *u, float *m), channels, v, u,
                     m)

/// What a tile's results are joined with, and where they go: one output's places.
typedef struct {
  const float *bias, *addend, *mask;
  float *y;
  ptrdiff_t row_step, column_step;
} ck_tile_results;

/// Transforms the sums of a tile back and stores its results; `rows` and `columns` of them exist.
CK_INLINE void ck_out(int rows, int columns, const float *m, ptrdiff_t point_step, int outputs,
                      ck_tile_results to, ck_store store) {
  for (int o = 0; o < outputs; o++, m += CK_LANES) {
    lanes half[2][4];
    CK_UNROLL for (int j = 0; j < 4; j++) {
      const lanes a = ck_load(m + j * point_step), b = ck_load(m + (4 + j) * point_step);
      const lanes c = ck_load(m + (8 + j) * point_step), d = ck_load(m + (12 + j) * point_step);
      half[0][j] = a + b + c;
      half[1][j] = b - c - d;
    }
    const float bias = to.bias ? to.bias[o] : 0;
    CK_UNROLL for (int i = 0; i < rows; i++) {
      CK_UNROLL for (int j = 0; j < columns; j++) {
        const ptrdiff_t place = i * to.row_step + j * to.column_step + o * CK_LANES;
        lanes sum = j == 0 ? half[i][0] + half[i][1] + half[i][2]
                           : half[i][1] - half[i][2] - half[i][3];
        ck_finish(sum + bias, to.addend, store, to.mask, to.y, place);
      }
    }
  }
}

CK_TARGET static void ck_winograd_block(const ck_winograd *plan, const float *x,
                                        const float *packed, const float *bias,
                                        const float *addend, ck_store store, const float *mask,
                                        float *scratch, float *y) {
  static const float zero[CK_LANES];
  const ptrdiff_t channels = plan->channels, outputs = plan->outputs;
  const ptrdiff_t source_cell = channels * CK_LANES, result_cell = outputs * CK_LANES;
  const ptrdiff_t result_row = plan->result_width * result_cell;
  const int tile_columns = ck_tiles_along(plan->result_width);
  const int tiles = tile_columns * ck_tiles_along(plan->result_height);
  const ptrdiff_t v_point = ck_point_step(plan->tiles, channels);
  const ptrdiff_t m_point = ck_point_step(plan->tiles, CK_OUTPUTS);
  float *const v = scratch, *const m = scratch + CK_POINTS * v_point;
  const ptrdiff_t products = CK_POINTS * ((outputs + CK_OUTPUTS - 1) / CK_OUTPUTS);

  for (int first = 0; first < tiles; first += plan->tiles) {
    const int count = ck_smaller(plan->tiles, tiles - first);
    for (int t = 0; t < count; t++) {
      const int row = (first + t) / tile_columns * 2 - plan->row_padding;
      const int column = (first + t) % tile_columns * 2 - plan->column_padding;
      const float *from[CK_POINTS];
      ptrdiff_t keeps[CK_POINTS];
      for (int i = 0; i < CK_POINTS; i++) {
        const int r = row + i / 4, c = column + i % 4;
        const bool is_inside =
            r >= 0 && r < plan->source_height && c >= 0 && c < plan->source_width;
        from[i] = is_inside ? x + ((ptrdiff_t)r * plan->source_width + c) * source_cell : zero;
        keeps[i] = is_inside ? -1 : 0;
      }
      ck_in(from, keeps, channels, v_point, v + t * source_cell);
    }
    // Less than a row of tiles is fetched a row ahead, so that both rows of cells are there.
    const int ahead = count < tile_columns ? tile_columns : count;
    ck_soon read = ck_soon_of(x, plan->source_height, plan->source_width * source_cell,
                              2 - plan->row_padding, first + ahead, count, tile_columns, products);
    // What is written, and what it is joined with.
    ck_soon results[3] = {};
    const float *const places[3] = {y, addend, mask};
    for (int i = 0; i < 3; i++) {
      if (places[i])
        results[i] = ck_soon_of(places[i], plan->result_height, result_row, 0,
                                first + (count < ahead ? ahead : 0), count, tile_columns, products);
    }
    for (int o = 0; o < outputs; o += CK_OUTPUTS) {
      const int width = ck_smaller(CK_OUTPUTS, (int)outputs - o);
      for (int point = 0; point < CK_POINTS; point++) {
        ck_fetch(&read, false);
        ck_fetch(&results[0], true);
        ck_fetch(&results[1], false);
        ck_fetch(&results[2], false);
        const float *u = packed + (o * CK_POINTS + point * width) * channels;
        for (int t = 0; t < count;) {
          // As even as can be: 2 and 2 keep the arithmetic busier than 3 and 1.
          const int left = count - t;
          const int some = left <= CK_COLUMNS ? left
                           : left == CK_COLUMNS + 1 && CK_COLUMNS > 1 ? (left + 1) / 2
                                                                        : CK_COLUMNS;
          ck_point_of[some - 1][width - 1](channels, v + point * v_point + t * source_cell, u,
                                         m + point * m_point + t * CK_OUTPUTS * CK_LANES);
          t += some;
        }
      }
      for (int t = 0; t < count; t++) {
        const int row = (first + t) / tile_columns * 2, column = (first + t) % tile_columns * 2;
        const ptrdiff_t place = row * result_row + column * result_cell + o * CK_LANES;
        const ck_tile_results to = {
            bias ? bias + o : NULL, addend ? addend + place : NULL, mask ? mask + place : NULL,
            y + place, result_row, result_cell};
        const float *sums = m + t * CK_OUTPUTS * CK_LANES;
        const bool has_row = row + 1 < plan->result_height;
        const bool has_column = column + 1 < plan->result_width;
        if (has_row && has_column) ck_out(2, 2, sums, m_point, width, to, store);
        else if (has_row) ck_out(2, 1, sums, m_point, width, to, store);
        else if (has_column) ck_out(1, 2, sums, m_point, width, to, store);
        else ck_out(1, 1, sums, m_point, width, to, store);
      }
    }
  }
}
