// The weight gradient of kernels of 3×3 at stride 1 by Winograd's algorithm, one block of images at
// a time.
//
// It is F(3×3, 2×2): a tile of 2×2 upstream numbers takes the place of the kernel, and the 3×3
// kernel elements that of the results. The points are those of the forward pass, so x is
// transformed in the same way: 16 multiplications for what takes the definition 36.
//
// A. Lavin, S. Gray, *Fast algorithms for convolutional neural networks* (2015), arXiv:1509.09308.

#pragma once

#include "weight_gradient.h"
#include "winograd.h"

/// What a tile reads: 4×4 cells of x and 2×2 of dy.
typedef struct {
  /// Where the cells' channels begin.
  const float *x[4][4], *dy[2][2];
  /// All bits set, or none for a cell that does not exist, whose pointer is to a single zero.
  ptrdiff_t x_keeps[4][4], dy_keeps[2][2];
} ck_gradient_tile;

CK_INLINE ck_gradient_tile ck_gradient_tile_at(const ck_winograd *plan, int number,
                                               const float *x, const float *upstream) {
  static const float zero[CK_LANES];
  const int tile_columns = ck_tiles_along(plan->result_width);
  const int top = number / tile_columns * 2, left = number % tile_columns * 2;
  ck_gradient_tile tile;
  CK_UNROLL for (int i = 0; i < 4; i++) {
    CK_UNROLL for (int j = 0; j < 4; j++) {
      const int r = top - plan->row_padding + i, c = left - plan->column_padding + j;
      const bool exists = r >= 0 && r < plan->source_height && c >= 0 && c < plan->source_width;
      const ptrdiff_t cell = (ptrdiff_t)r * plan->source_width + c;
      tile.x[i][j] = exists ? x + cell * plan->channels * CK_LANES : zero;
      tile.x_keeps[i][j] = exists ? -1 : 0;
    }
  }
  CK_UNROLL for (int i = 0; i < 2; i++) {
    CK_UNROLL for (int j = 0; j < 2; j++) {
      const bool exists = top + i < plan->result_height && left + j < plan->result_width;
      const ptrdiff_t cell = (ptrdiff_t)(top + i) * plan->result_width + left + j;
      tile.dy[i][j] = exists ? upstream + cell * plan->outputs * CK_LANES : zero;
      tile.dy_keeps[i][j] = exists ? -1 : 0;
    }
  }
  return tile;
}

/// Bᵀ · d for one row of points.
CK_INLINE lanes ck_gradient_row(int row, lanes a, lanes b, lanes c, lanes d) {
  return row == 0 ? a - c : row == 1 ? b + c : row == 2 ? c - b : b - d;
}

/// Transforms channels of x for some rows of points: the points `step` apart.
CK_INLINE void ck_gradient_x(const ck_gradient_tile *tile, int row, int rows, int first, int count,
                             ptrdiff_t step, float *v) {
  for (ptrdiff_t c = first; c < first + count; c++, v += CK_LANES) {
    lanes d[4][4];
    CK_UNROLL for (int i = 0; i < 4; i++) {
      CK_UNROLL for (int j = 0; j < 4; j++)
        d[i][j] = ck_load(tile->x[i][j] + (c * CK_LANES & tile->x_keeps[i][j]));
    }
    CK_UNROLL for (int i = 0; i < rows; i++) {
      lanes points[4];
      CK_UNROLL for (int j = 0; j < 4; j++)
        points[j] = ck_gradient_row(row + i, d[0][j], d[1][j], d[2][j], d[3][j]);
      ck_in_1d(points);
      CK_UNROLL for (int j = 0; j < 4; j++) ck_save(points[j], v + (4 * i + j) * step);
    }
  }
}

/// Transforms outputs of dy for some rows of points: a, a + b, a − b and b along both axes. The
/// last has the other sign, which `ck_kernel_1d` gives back.
CK_INLINE void ck_gradient_dy(const ck_gradient_tile *tile, int row, int rows, int first, int count,
                              ptrdiff_t step, float *m) {
  for (ptrdiff_t o = first; o < first + count; o++, m += CK_LANES) {
    lanes g[2][2];
    CK_UNROLL for (int i = 0; i < 2; i++) {
      CK_UNROLL for (int j = 0; j < 2; j++)
        g[i][j] = ck_load(tile->dy[i][j] + (o * CK_LANES & tile->dy_keeps[i][j]));
    }
    CK_UNROLL for (int i = 0; i < rows; i++) {
      lanes ends[2];
      CK_UNROLL for (int j = 0; j < 2; j++) {
        const lanes a = g[0][j], b = g[1][j];
        ends[j] = row + i == 0 ? a : row + i == 1 ? a + b : row + i == 2 ? a - b : b;
      }
      const lanes points[4] = {ends[0], ends[0] + ends[1], ends[0] - ends[1], ends[1]};
      CK_UNROLL for (int j = 0; j < 4; j++) ck_save(points[j], m + (4 * i + j) * step);
    }
  }
}

/// Where a range of outputs and channels is, and its memory.
typedef struct {
  int o, outputs, c, channels;
  /// Transformed tiles: [points][groups][tiles][group], the points, `v_step` and `m_step` apart.
  float *v, *m;
  ptrdiff_t v_step, m_step;
  /// Sums of the points: [16][outputs][channels].
  float *points;
} ck_gradient_range;

/// Transforms tiles for some rows of points.
CK_INLINE void ck_gradient_transform(const ck_winograd *plan, const ck_gradient_range *range,
                                     int first, int count, int row, int rows, const float *x,
                                     const float *upstream) {
  for (int t = 0; t < count; t++) {
    const ck_gradient_tile tile = ck_gradient_tile_at(plan, first + t, x, upstream);
    for (int c = 0; c < range->channels; c += CK_GRADIENT_CHANNELS) {
      const int group = ck_smaller(CK_GRADIENT_CHANNELS, range->channels - c);
      ck_gradient_x(&tile, row, rows, range->c + c, group, range->v_step,
                    range->v + ((ptrdiff_t)c * count + t * group) * CK_LANES);
    }
    for (int o = 0; o < range->outputs; o += CK_GRADIENT_OUTPUTS) {
      const int group = ck_smaller(CK_GRADIENT_OUTPUTS, range->outputs - o);
      ck_gradient_dy(&tile, row, rows, range->o + o, group, range->m_step,
                     range->m + ((ptrdiff_t)o * count + t * group) * CK_LANES);
    }
  }
}

/// Adds the products of transformed tiles, over all images, to the sums of some rows of points.
///
/// Meanwhile what the next tiles read comes nearer.
CK_TARGET static void ck_gradient_sums(const ck_gradient_range *range, int images, int count,
                                       int row, int rows, ck_soon soon[2]) {
  // Some vectors past the end are added for nothing.
  enum { vectors = CK_GRADIENT_OUTPUTS * CK_GRADIENT_CHANNELS + ck_vectors_added - 1 };
  float memory[vectors * CK_LANES] __attribute__((aligned(64)));
  float totals[vectors];
  ck_clear(memory, sizeof memory / sizeof *memory);
  for (int j = 0; j < 4 * rows; j++) {
    float *const points =
        range->points + (ptrdiff_t)(4 * row + j) * range->outputs * range->channels;
    for (int o = 0; o < range->outputs; o += CK_GRADIENT_OUTPUTS) {
      const int outputs = ck_smaller(CK_GRADIENT_OUTPUTS, range->outputs - o);
      const float *m = range->m + j * range->m_step + (ptrdiff_t)o * count * CK_LANES;
      for (int c = 0; c < range->channels; c += CK_GRADIENT_CHANNELS) {
        const int channels = ck_smaller(CK_GRADIENT_CHANNELS, range->channels - c);
        const float *v = range->v + j * range->v_step + (ptrdiff_t)c * count * CK_LANES;
        ck_fetch(&soon[0], false);
        ck_fetch(&soon[1], false);
        ck_products_of[outputs - 1][channels - 1](1, v, 0, m, 0, 1, count, false, memory);
        ck_keep_first(images, memory, outputs * channels);
        for (int i = 0; i < outputs * channels; i += ck_vectors_added)
          ck_add_lanes(memory + i * CK_LANES, totals + i);
        for (int i = 0; i < outputs; i++) {
          float *to = points + (ptrdiff_t)(o + i) * range->channels + c;
          for (int k = 0; k < channels; k++) to[k] += totals[i * channels + k];
        }
      }
    }
  }
}

/// Gᵀ · m for four numbers, the last of which came with the other sign.
CK_INLINE void ck_kernel_1d(const float m[4], float g[3]) {
  const float half = 0.5f * (m[1] + m[2]);
  g[0] = m[0] + half;
  g[1] = 0.5f * (m[1] - m[2]);
  g[2] = half - m[3];
}

/// Transforms the sums of the points into kernels, and puts them at their places.
CK_INLINE void ck_gradient_kernels(const ck_winograd *plan, const ck_gradient_range *range,
                                   float *sums) {
  const ptrdiff_t step = (ptrdiff_t)range->outputs * range->channels;
  for (int o = 0; o < range->outputs; o++) {
    for (int c = 0; c < range->channels; c++) {
      const float *from = range->points + (ptrdiff_t)o * range->channels + c;
      float rows[4][3];
      for (int i = 0; i < 4; i++) {
        const float row[4] = {from[4 * i * step], from[(4 * i + 1) * step],
                              from[(4 * i + 2) * step], from[(4 * i + 3) * step]};
        ck_kernel_1d(row, rows[i]);
      }
      float *to = sums + ((ptrdiff_t)(range->o + o) * plan->channels + range->c + c) * 9;
      for (int j = 0; j < 3; j++) {
        const float column[4] = {rows[0][j], rows[1][j], rows[2][j], rows[3][j]};
        float kernel[3];
        ck_kernel_1d(column, kernel);
        for (int i = 0; i < 3; i++) to[3 * i + j] = kernel[i];
      }
    }
  }
}

/// Sums the points of a range over all tiles.
CK_INLINE void ck_gradient_points(const ck_winograd *plan, const ck_gradient_range *range, int rows,
                                  const float *x, const float *upstream, int images) {
  const int tile_columns = ck_tiles_along(plan->result_width);
  const int tiles = tile_columns * ck_tiles_along(plan->result_height);
  const ptrdiff_t x_row = (ptrdiff_t)plan->source_width * plan->channels * CK_LANES;
  const ptrdiff_t dy_row = (ptrdiff_t)plan->result_width * plan->outputs * CK_LANES;
  const ptrdiff_t o_groups = (range->outputs + CK_GRADIENT_OUTPUTS - 1) / CK_GRADIENT_OUTPUTS;
  const ptrdiff_t c_groups = (range->channels + CK_GRADIENT_CHANNELS - 1) / CK_GRADIENT_CHANNELS;
  const ptrdiff_t products = CK_POINTS * o_groups * c_groups;
  const ptrdiff_t count = (ptrdiff_t)CK_POINTS * range->outputs * range->channels;
  for (ptrdiff_t i = 0; i < count; i++) range->points[i] = 0;
  for (int first = 0; first < tiles; first += plan->tiles) {
    const int some = ck_smaller(plan->tiles, tiles - first);
    const int next = first + (some < tile_columns ? tile_columns : some);
    ck_soon soon[2] = {
        ck_soon_of(x, plan->source_height, x_row, 2 - plan->row_padding, next, some, tile_columns,
                   products),
        ck_soon_of(upstream, plan->result_height, dy_row, 0, next, some, tile_columns, products)};
    if (rows == 4) {
      ck_gradient_transform(plan, range, first, some, 0, 4, x, upstream);
      ck_gradient_sums(range, images, some, 0, 4, soon);
    } else {
      CK_UNROLL for (int row = 0; row < 4; row++) {
        ck_gradient_transform(plan, range, first, some, row, 1, x, upstream);
        ck_gradient_sums(range, images, some, row, 1, soon);
      }
    }
  }
}

CK_TARGET static void ck_winograd_gradient_block(const ck_winograd *plan, const float *x,
                                                 const float *upstream, int images,
                                                 float *scratch, float *sums) {
  const int block = ck_gradient_block;
  const int rows = ck_winograd_gradient_rows(plan);
  for (int o = 0; o < plan->outputs; o += block) {
    for (int c = 0; c < plan->channels; c += block) {
      ck_gradient_range range = {
          .o = o, .outputs = ck_smaller(block, plan->outputs - o),
          .c = c, .channels = ck_smaller(block, plan->channels - c)};
      range.v_step = ck_point_step(plan->tiles, range.channels);
      range.m_step = ck_point_step(plan->tiles, range.outputs);
      range.v = scratch;
      range.m = range.v + 4 * rows * range.v_step;
      range.points = range.m + 4 * rows * range.m_step;
      ck_gradient_points(plan, &range, rows, x, upstream, images);
      ck_gradient_kernels(plan, &range, sums);
    }
  }
}
