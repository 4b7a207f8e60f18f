// Pooling and its gradients, one block of images at a time.
//
// x is [H][W][C][16]; y, switches and upstream have the axes' results in the place of H and W.

#pragma once

#include "block.h"

/// The cell of the plane that is `i` rows and `j` columns of a window from where a result's begins.
CK_INLINE int ck_cell_read(const ck_pool_axis *rows, int row, int i, const ck_pool_axis *columns,
                           int column, int j) {
  return (rows->starts[row] + i * rows->step) * columns->source_size + columns->starts[column] +
         j * columns->step;
}

CK_TARGET static void ck_max_pool_block(const ck_pool *plan, const float *x, float *y,
                                        float *switches) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      for (int c = 0; c < channels; c++) {
        lanes largest, place = {};
        bool is_first = true;
        for (int i = 0; i < rows.counts[row]; i++) {
          for (int j = 0; j < columns.counts[column]; j++) {
            const int cell = ck_cell_read(&rows, row, i, &columns, column, j);
            const lanes value = ck_load(x + ((ptrdiff_t)cell * channels + c) * CK_LANES);
            if (is_first) {
              largest = value;
              place = (lanes){} + (float)cell;
              is_first = false;
            } else {
              // The first of equal values stays; NaN beats every number.
              const lane_masks wins = (value > largest) | (value != value);
              largest = ck_pick(wins, value, largest);
              place = ck_pick(wins, (lanes){} + (float)cell, place);
            }
          }
        }
        if (y) {
          ck_save(largest, y);
          y += CK_LANES;
        }
        if (switches) {
          ck_save(place, switches);
          switches += CK_LANES;
        }
      }
    }
  }
}

CK_TARGET static void ck_average_pool_block(const ck_pool *plan, const float *x, float *y) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      const float divisor = (float)(rows.divisors[row] * columns.divisors[column]);
      for (int c = 0; c < channels; c++) {
        lanes sum = {};
        for (int i = 0; i < rows.counts[row]; i++) {
          for (int j = 0; j < columns.counts[column]; j++) {
            const int cell = ck_cell_read(&rows, row, i, &columns, column, j);
            sum += ck_load(x + ((ptrdiff_t)cell * channels + c) * CK_LANES);
          }
        }
        ck_save(sum / divisor, y);
        y += CK_LANES;
      }
    }
  }
}

/// Gives each result's gradient to the cells that it read: to the one its switch names, or without
/// switches an equal share to each.
CK_INLINE void ck_unpool(const ck_pool *plan, bool has_switches, const float *upstream,
                         const float *switches, float *x) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  if (!plan->is_partition)
    ck_clear(x, (ptrdiff_t)rows.source_size * columns.source_size * channels * CK_LANES);
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      const float divisor =
          has_switches ? 1 : (float)(rows.divisors[row] * columns.divisors[column]);
      for (int i = 0; i < rows.counts[row]; i++) {
        for (int j = 0; j < columns.counts[column]; j++) {
          const int cell = ck_cell_read(&rows, row, i, &columns, column, j);
          float *to = x + (ptrdiff_t)cell * channels * CK_LANES;
          for (int c = 0; c < channels; c++, to += CK_LANES) {
            lanes share = ck_load(upstream + c * CK_LANES);
            if (has_switches) {
              const lanes place = ck_load(switches + c * CK_LANES);
              share = ck_pick(place == (lanes){} + (float)cell, share, (lanes){});
            } else {
              share /= divisor;
            }
            if (!plan->is_partition) share += ck_load(to);
            ck_save(share, to);
          }
        }
      }
      upstream += channels * CK_LANES;
      if (has_switches) switches += channels * CK_LANES;
    }
  }
}

CK_TARGET static void ck_max_unpool_block(const ck_pool *plan, const float *upstream,
                                          const float *switches, float *x) {
  ck_unpool(plan, true, upstream, switches, x);
}

CK_TARGET static void ck_average_unpool_block(const ck_pool *plan, const float *upstream,
                                              float *x) {
  ck_unpool(plan, false, upstream, NULL, x);
}
