// Convolution and its input gradient by the definition, one block of images at a time.
//
// x is [H][W][C][16], y, addend and mask [H][W][O][16], bias [O]; packed weights are
// [O / CK_OUTPUTS][kernel rows][kernel columns][C][CK_OUTPUTS], the last block with the outputs
// that are left.

#pragma once

#include "block.h"
#include "sizes.h"

/// The results of a tile: `columns` cells × `outputs` channels of 16 images each, in registers.
///
/// For every channel that a run of kernel elements reads: one load for each column, one broadcast
/// weight for each output, and their products.
CK_INLINE void ck_sums(int columns, int outputs, const ck_convolution *plan, const ck_tile *row,
                       const ck_tile *column, const float *x, const float *packed,
                       const float *bias, const float *addend, ck_store store,
                       const float *mask, float *y, ptrdiff_t result_step) {
  lanes sums[CK_COLUMNS][CK_OUTPUTS];
  CK_UNROLL for (int p = 0; p < columns; p++) {
    CK_UNROLL for (int o = 0; o < outputs; o++) sums[p][o] = (lanes){} + (bias ? bias[o] : 0);
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
          CK_UNROLL for (int p = 0; p < columns; p++) values[p] = ck_load(from + p * step);
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
    CK_UNROLL for (int o = 0; o < outputs; o++)
      ck_finish(sums[p][o], addend, store, mask, y, p * result_step + o * CK_LANES);
  }
}

CK_FUNCTION_OF_SIZES(
    CK_COLUMNS, CK_OUTPUTS, ck_sums,
    (const ck_convolution *plan, const ck_tile *row, const ck_tile *column, const float *x,
     const float *packed, const float *bias, const float *addend, ck_store store, const float *mask,
     float *y, ptrdiff_t step),
    plan, row, column, x, packed, bias, addend, store, mask, y, step)

CK_TARGET static void ck_convolve_block(const ck_convolution *plan, const float *x,
                                        const float *packed, const float *bias,
                                        const float *addend, ck_store store, const float *mask,
                                        float *y) {
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
        ck_sums_of[column->count - 1][outputs - 1](
            plan, row, column, x, packed + first * kernel, bias ? bias + first : NULL,
            addend ? addend + place : NULL, store, mask ? mask + place : NULL, y + place, step);
      }
    }
  }
}
