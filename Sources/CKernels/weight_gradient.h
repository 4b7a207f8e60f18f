// The weight gradient of a convolution, one block of images at a time.

#pragma once

#include "block.h"
#include "sizes.h"

// Registers hold the sums of CK_GRADIENT_OUTPUTS outputs × CK_GRADIENT_CHANNELS channels.

/// Copies rows of cells so that each group of channels lies together: [groups][cells][group].
CK_TARGET static void ck_group(const float *from, ptrdiff_t cells, int channels, int group,
                               float *to) {
  for (int first = 0; first < channels; first += group) {
    const int count = ck_smaller(group, channels - first);
    for (ptrdiff_t cell = 0; cell < cells; cell++) {
      const float *source = from + (cell * channels + first) * CK_LANES;
      for (int c = 0; c < count; c++) {
        ck_save(ck_load(source + c * CK_LANES), to);
        to += CK_LANES;
      }
    }
  }
}

/// Adds the products of one kernel element for a tile of rows to sums [outputs][channels].
CK_INLINE void ck_products(int outputs, int channels, ptrdiff_t column_step,
                           const float *x, ptrdiff_t x_row, const float *dy, ptrdiff_t dy_row,
                           int rows, int columns, bool accumulates, float *memory) {
  lanes sums[CK_GRADIENT_OUTPUTS][CK_GRADIENT_CHANNELS];
  CK_UNROLL for (int o = 0; o < outputs; o++) {
    CK_UNROLL for (int c = 0; c < channels; c++) {
      sums[o][c] =
          accumulates ? ck_load(memory + (o * channels + c) * CK_LANES) : (lanes){};
    }
  }
  const ptrdiff_t step = column_step * channels * CK_LANES;
  for (int row = 0; row < rows; row++) {
    const float *from = x + row * x_row, *upstream = dy + row * dy_row;
    for (int column = 0; column < columns; column++) {
      lanes values[CK_GRADIENT_CHANNELS];
      CK_UNROLL for (int c = 0; c < channels; c++) values[c] = ck_load(from + c * CK_LANES);
      CK_UNROLL for (int o = 0; o < outputs; o++) {
        const lanes factor = ck_load(upstream + o * CK_LANES);
        CK_UNROLL for (int c = 0; c < channels; c++) sums[o][c] += factor * values[c];
      }
      from += step;
      upstream += outputs * CK_LANES;
    }
  }
  CK_UNROLL for (int o = 0; o < outputs; o++) {
    CK_UNROLL for (int c = 0; c < channels; c++)
      ck_save(sums[o][c], memory + (o * channels + c) * CK_LANES);
  }
}

CK_FUNCTION_OF_SIZES(
    CK_GRADIENT_OUTPUTS, CK_GRADIENT_CHANNELS, ck_products,
    (ptrdiff_t column_step, const float *x, ptrdiff_t x_row, const float *dy, ptrdiff_t dy_row,
     int rows, int columns, bool accumulates, float *memory),
    column_step, x, x_row, dy, dy_row, rows, columns, accumulates, memory)

/// The sums over the images of `ck_vectors_added` vectors, four.
CK_INLINE void ck_add_lanes(const float *memory, float *sums) {
  const lanes a = ck_load(memory), b = ck_load(memory + CK_LANES);
  const lanes c = ck_load(memory + 2 * CK_LANES), d = ck_load(memory + 3 * CK_LANES);
  const lanes ab =
      __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
      __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  const lanes cd =
      __builtin_shufflevector(c, d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
      __builtin_shufflevector(c, d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  lanes abcd =
      __builtin_shufflevector(ab, cd, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
      __builtin_shufflevector(ab, cd, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  abcd += __builtin_shufflevector(abcd, abcd, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  abcd += __builtin_shufflevector(abcd, abcd, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
  for (int i = 0; i < 4; i++) sums[i] = abcd[4 * i];
}

/// Clears what images that do not exist have put into vectors that are to be added over the images.
CK_INLINE void ck_keep_first(int images, float *memory, int vectors) {
  if (images == CK_LANES) return;
  for (int i = 0; i < vectors; i++) {
    float *const vector = memory + i * CK_LANES;
    ck_save(ck_first(images, ck_load(vector)), vector);
  }
}

/// The sums over the images of [taps][outputs][channels] sums of lanes, put at their places.
CK_TARGET static void ck_reduce(const ck_weight_gradient *plan, float *memory, int images, int taps,
                                int o, int o_count, int c, int c_count, float *sums) {
  const int count = o_count * c_count;
  for (int tap = 0; tap < taps; tap++) {
    ck_keep_first(images, memory, count);
    // Some vectors past the end are added for nothing: scratch memory goes on.
    float totals[CK_GRADIENT_OUTPUTS * CK_GRADIENT_CHANNELS + ck_vectors_added - 1];
    for (int i = 0; i < count; i += ck_vectors_added)
      ck_add_lanes(memory + i * CK_LANES, totals + i);
    for (int i = 0; i < o_count; i++) {
      float *to = sums + ((ptrdiff_t)(o + i) * plan->channels + c) * taps + tap;
      for (int j = 0; j < c_count; j++) to[j * taps] = totals[i * c_count + j];
    }
    memory += count * CK_LANES;
  }
}

CK_TARGET static void ck_weight_gradient_block(const ck_weight_gradient *plan, const float *x,
                                               const float *upstream, int images, float *scratch,
                                               float *sums) {
  const int channels = plan->channels, outputs = plan->outputs;
  const int taps = plan->kernel_height * plan->kernel_width;
  const ptrdiff_t x_plane = (ptrdiff_t)plan->source_width * CK_LANES;
  const ptrdiff_t dy_plane = (ptrdiff_t)plan->result_width * CK_LANES;
  // Sums of lanes, [output groups][channel groups][taps][group][group].
  float *const lane_sums = scratch;
  // Where one tile holds all rows, each group is done when it has been summed.
  const bool is_whole = plan->tile_rows >= plan->result_height;
  float *const dy_group = lane_sums + ck_lane_sums(plan);
  float *const x_group = dy_group + outputs * plan->tile_rows * dy_plane;

  for (int top = 0; top < plan->result_height; top += plan->tile_rows) {
    const int bottom = ck_smaller(plan->result_height, top + plan->tile_rows);
    // The source rows that the tile meets.
    int first = plan->source_height, last = 0;
    for (int tap = 0; tap < plan->kernel_height; tap++) {
      const ck_meeting m = plan->rows[tap];
      const int from = m.first > top ? m.first : top;
      const int to = ck_smaller(m.first + m.count, bottom);
      if (from >= to) continue;
      const int low = m.source + (from - m.first) * plan->row_step;
      const int high = m.source + (to - 1 - m.first) * plan->row_step + 1;
      first = ck_smaller(first, low);
      last = last > high ? last : high;
    }
    if (first > last) first = last;
    const ptrdiff_t dy_cells = (ptrdiff_t)(bottom - top) * plan->result_width;
    const ptrdiff_t x_cells = (ptrdiff_t)(last - first) * plan->source_width;
    ck_group(upstream + top * dy_plane * outputs, dy_cells, outputs, CK_GRADIENT_OUTPUTS, dy_group);
    ck_group(x + first * x_plane * channels, x_cells, channels, CK_GRADIENT_CHANNELS, x_group);

    float *memory = lane_sums;
    for (int o = 0; o < outputs; o += CK_GRADIENT_OUTPUTS) {
      const int o_count = ck_smaller(CK_GRADIENT_OUTPUTS, outputs - o);
      const float *dy = dy_group + o * dy_cells * CK_LANES;
      for (int c = 0; c < channels; c += CK_GRADIENT_CHANNELS) {
        const int c_count = ck_smaller(CK_GRADIENT_CHANNELS, channels - c);
        const float *from = x_group + c * x_cells * CK_LANES;
        for (int tap = 0; tap < taps; tap++) {
          const ck_meeting row = plan->rows[tap / plan->kernel_width];
          const ck_meeting column = plan->columns[tap % plan->kernel_width];
          const int start = row.first > top ? row.first : top;
          const int rows = ck_smaller(row.first + row.count, bottom) - start;
          if (rows > 0 || top == 0) {
            const int source = row.source + (start - row.first) * plan->row_step - first;
            ck_products_of[o_count - 1][c_count - 1](
                plan->column_step, from + (source * x_plane + column.source * CK_LANES) * c_count,
                plan->row_step * x_plane * c_count,
                dy + ((start - top) * dy_plane + column.first * CK_LANES) * o_count,
                dy_plane * o_count, rows, column.count, top > 0, memory);
          }
          memory += o_count * c_count * CK_LANES;
        }
        if (is_whole) {
          memory = lane_sums;
          ck_reduce(plan, memory, images, taps, o, o_count, c, c_count, sums);
        }
      }
    }
  }

  if (is_whole) return;
  float *memory = lane_sums;
  for (int o = 0; o < outputs; o += CK_GRADIENT_OUTPUTS) {
    const int o_count = ck_smaller(CK_GRADIENT_OUTPUTS, outputs - o);
    for (int c = 0; c < channels; c += CK_GRADIENT_CHANNELS) {
      const int c_count = ck_smaller(CK_GRADIENT_CHANNELS, channels - c);
      ck_reduce(plan, memory, images, taps, o, o_count, c, c_count, sums);
      memory += taps * o_count * c_count * CK_LANES;
    }
  }
}
