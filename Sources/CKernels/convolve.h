// Convolution and its input gradient, one block of images at a time.

#include "block.h"

/// The sums of a tile: `columns` results × `outputs` channels of 16 images each, in registers.
///
/// For every channel that a run of kernel elements reads: one load for each column, one broadcast
/// weight for each output, and their products.
CK_INLINE void ck_sums(int columns, int outputs, const ck_convolution *plan, const ck_tile *row,
                       const ck_tile *column, const float *x, const float *packed,
                       const float *bias, const float *addend, ck_store store,
                       const float *mask, float *y, ptrdiff_t result_step) {
  lanes sums[CK_COLUMNS][CK_OUTPUTS];
  CK_UNROLL for (int p = 0; p < columns; p++) {
    CK_UNROLL for (int o = 0; o < outputs; o++) {
      sums[p][o] = (lanes){} + (bias ? bias[o] : 0);
    }
  }
  const ptrdiff_t channels = plan->channels;
  const ptrdiff_t step = plan->columns.source_step * channels * CK_LANES;
  const ck_run *row_run = plan->rows.runs + row->first_run;
  for (int r = 0; r < row->runs; r++, row_run++) {
    for (int i = 0; i < row_run->length; i++) {
      const ptrdiff_t source_row = (ptrdiff_t)(row_run->source + i) * plan->columns.source_size;
      const ptrdiff_t tap_row = (ptrdiff_t)(row_run->tap + i) * plan->columns.kernel;
      const ck_run *run = plan->columns.runs + column->first_run;
      for (int c = 0; c < column->runs; c++, run++) {
        const float *from = x + (source_row + run->source) * channels * CK_LANES;
        const float *weight = packed + (tap_row + run->tap) * channels * outputs;
        for (ptrdiff_t left = run->length * channels; left > 0; left--) {
          lanes values[CK_COLUMNS];
          CK_UNROLL for (int p = 0; p < columns; p++) ck_load(&values[p], from + p * step);
          CK_UNROLL for (int o = 0; o < outputs; o++) {
            CK_UNROLL for (int p = 0; p < columns; p++) sums[p][o] += values[p] * weight[o];
          }
          from += CK_LANES;
          weight += outputs;
        }
      }
    }
  }
  CK_UNROLL for (int p = 0; p < columns; p++) {
    CK_UNROLL for (int o = 0; o < outputs; o++) {
      lanes sum = sums[p][o];
      if (addend) {
        lanes other;
        ck_load(&other, addend + p * result_step + o * CK_LANES);
        sum += other;
      }
      if (store == ck_store_relu) sum = ck_relu(sum);
      if (store == ck_store_masked) {
        lanes other;
        ck_load(&other, mask + p * result_step + o * CK_LANES);
        sum = ck_pick(other <= 0, (lanes){}, sum);
      }
      ck_save(y + p * result_step + o * CK_LANES, &sum);
    }
  }
}

#define CK_SUMS(P, O)                                                                            \
  CK_TARGET static __attribute__((noinline)) void ck_sums_##P##_##O(                             \
      const ck_convolution *plan, const ck_tile *row, const ck_tile *column, const float *x,     \
      const float *packed, const float *bias, const float *addend, ck_store store,               \
      const float *mask, float *y, ptrdiff_t step) {                                             \
    ck_sums(P, O, plan, row, column, x, packed, bias, addend, store, mask, y, step);             \
  }
#define CK_SUMS_OF(P) CK_SUMS(P, 1) CK_SUMS(P, 2) CK_SUMS(P, 3) CK_SUMS(P, 4) CK_SUMS_WIDE(P)
#if CK_OUTPUTS == 8
#define CK_SUMS_WIDE(P) CK_SUMS(P, 5) CK_SUMS(P, 6) CK_SUMS(P, 7) CK_SUMS(P, 8)
#define CK_ROW_OF(P)                                                                             \
  { ck_sums_##P##_1, ck_sums_##P##_2, ck_sums_##P##_3, ck_sums_##P##_4,                          \
    ck_sums_##P##_5, ck_sums_##P##_6, ck_sums_##P##_7, ck_sums_##P##_8 }
#else
#define CK_SUMS_WIDE(P)
#define CK_ROW_OF(P) { ck_sums_##P##_1, ck_sums_##P##_2, ck_sums_##P##_3, ck_sums_##P##_4 }
#endif

CK_SUMS_OF(1)
#if CK_COLUMNS >= 3
CK_SUMS_OF(2)
CK_SUMS_OF(3)
#endif

typedef void (*ck_sums_function)(const ck_convolution *, const ck_tile *, const ck_tile *,
                                 const float *, const float *, const float *, const float *,
                                 ck_store, const float *, float *, ptrdiff_t);

CK_TARGET static void ck_convolve(const ck_convolution *plan, const float *x, const float *packed,
                                  const float *bias, const float *addend, ck_store store,
                                  const float *mask, float *y) {
  static const ck_sums_function functions[CK_COLUMNS][CK_OUTPUTS] = {
    CK_ROW_OF(1),
#if CK_COLUMNS >= 3
    CK_ROW_OF(2), CK_ROW_OF(3),
#endif
  };
  const ptrdiff_t kernel = (ptrdiff_t)plan->rows.kernel * plan->columns.kernel * plan->channels;
  const ptrdiff_t cell = (ptrdiff_t)plan->outputs * CK_LANES;
  const ptrdiff_t step = plan->columns.result_step * cell;
  for (int r = 0; r < plan->rows.tile_count; r++) {
    const ck_tile *row = plan->rows.tiles + r;
    for (int first = 0; first < plan->outputs; first += CK_OUTPUTS) {
      const int outputs = ck_smaller(CK_OUTPUTS, plan->outputs - first);
      for (int c = 0; c < plan->columns.tile_count; c++) {
        const ck_tile *column = plan->columns.tiles + c;
        const ptrdiff_t place =
            ((ptrdiff_t)row->result * plan->columns.result_size + column->result) * cell +
            first * CK_LANES;
        functions[column->count - 1][outputs - 1](
            plan, row, column, x, packed + first * kernel, bias ? bias + first : NULL,
            addend ? addend + place : NULL, store, mask ? mask + place : NULL, y + place, step);
      }
    }
  }
}
