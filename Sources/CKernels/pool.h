// Pooling and its gradients, one block of images at a time.

#include "block.h"

/// Runs the statements that follow with `cell` each cell that a result reads, in the window's order.
#define CK_EACH_CELL(ROWS, COLUMNS, ROW, COLUMN, ...)                                            \
  for (int i = 0; i < (ROWS).counts[ROW]; i++) {                                                 \
    for (int j = 0; j < (COLUMNS).counts[COLUMN]; j++) {                                         \
      const int cell = ((ROWS).starts[ROW] + i * (ROWS).step) * (COLUMNS).source_size +          \
                       (COLUMNS).starts[COLUMN] + j * (COLUMNS).step;                            \
      __VA_ARGS__                                                                                \
    }                                                                                            \
  }

CK_TARGET static void ck_max_pool(const ck_pool *plan, const float *x, float *y,
                                  float *switches) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      for (int c = 0; c < channels; c++) {
        lanes largest, place = {};
        bool is_first = true;
        CK_EACH_CELL(rows, columns, row, column, {
          lanes value;
          ck_load(&value, x + ((ptrdiff_t)cell * channels + c) * CK_LANES);
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
        })
        if (y) {
          ck_save(y, &largest);
          y += CK_LANES;
        }
        if (switches) {
          ck_save(switches, &place);
          switches += CK_LANES;
        }
      }
    }
  }
}

CK_TARGET static void ck_max_unpool(const ck_pool *plan, const float *upstream,
                                    const float *switches, float *x) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  if (!plan->is_partition)
    ck_clear(x, (ptrdiff_t)rows.source_size * columns.source_size * channels * CK_LANES);
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      CK_EACH_CELL(rows, columns, row, column, {
        float *to = x + (ptrdiff_t)cell * channels * CK_LANES;
        for (int c = 0; c < channels; c++) {
          lanes dy, place;
          ck_load(&dy, upstream + c * CK_LANES);
          ck_load(&place, switches + c * CK_LANES);
          lanes share = ck_pick(place == (lanes){} + (float)cell, dy, (lanes){});
          if (!plan->is_partition) {
            lanes sum;
            ck_load(&sum, to);
            share += sum;
          }
          ck_save(to, &share);
          to += CK_LANES;
        }
      })
      upstream += channels * CK_LANES;
      switches += channels * CK_LANES;
    }
  }
}

CK_TARGET static void ck_average_pool(const ck_pool *plan, const float *x, float *y) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      const float divisor = (float)(rows.divisors[row] * columns.divisors[column]);
      for (int c = 0; c < channels; c++) {
        lanes sum = {};
        CK_EACH_CELL(rows, columns, row, column, {
          lanes value;
          ck_load(&value, x + ((ptrdiff_t)cell * channels + c) * CK_LANES);
          sum += value;
        })
        sum /= divisor;
        ck_save(y, &sum);
        y += CK_LANES;
      }
    }
  }
}

CK_TARGET static void ck_average_unpool(const ck_pool *plan, const float *upstream, float *x) {
  const ck_pool_axis rows = plan->rows, columns = plan->columns;
  const int channels = plan->channels;
  if (!plan->is_partition)
    ck_clear(x, (ptrdiff_t)rows.source_size * columns.source_size * channels * CK_LANES);
  for (int row = 0; row < rows.result_size; row++) {
    for (int column = 0; column < columns.result_size; column++) {
      const float divisor = (float)(rows.divisors[row] * columns.divisors[column]);
      CK_EACH_CELL(rows, columns, row, column, {
        float *to = x + (ptrdiff_t)cell * channels * CK_LANES;
        for (int c = 0; c < channels; c++) {
          lanes share;
          ck_load(&share, upstream + c * CK_LANES);
          share /= divisor;
          if (!plan->is_partition) {
            lanes sum;
            ck_load(&sum, to);
            share += sum;
          }
          ck_save(to, &share);
          to += CK_LANES;
        }
      })
      upstream += channels * CK_LANES;
    }
  }
}
