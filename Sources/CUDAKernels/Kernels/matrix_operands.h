// The operands of matrix products over the last two axes; leading axes are those of a stack of
// matrices.

#pragma once

#include "kernel.h"
#include "store.h"
#include "walk.h"

struct MatrixOperands {
  const cuda_matmul_arguments &a;
  int rows, columns, first, last, a_start, b_start, c_start;

  DEVICE const float *left(int row, int k) const {
    return &a.a[a_start + row * a.a_row + k * a.a_column];
  }
  DEVICE int column(int n) const { return b_start + n * a.b_column; }
  DEVICE const float *right(int k, int column) const { return &a.b[column + k * a.b_row]; }
  DEVICE void store(int row, int n, float sum) const {
    const int place = c_start + row * columns + n;
    store_number(a.store, a.c, place, a.bias.count > 0 ? sum + a.bias[n] : sum);
  }
};

/// blockIdx.z is the matrix.
DEVICE MatrixOperands matrix_operands(const cuda_matmul_arguments &a) {
  const int matrix = blockIdx.z;
  return {a, a.rows, a.columns, 0, a.depth, walked(matrix, a.rank, a.lengths, a.a_strides),
          walked(matrix, a.rank, a.lengths, a.b_strides), matrix * a.rows * a.columns};
}
