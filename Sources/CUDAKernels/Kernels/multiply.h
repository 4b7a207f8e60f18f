// The product that everything heavy is made of: c[m, n] = Σ over k of left(m, k) · right(k, n).
//
// A block computes a square of 64 × 64 results. It walks along k in steps of 16: the threads fetch
// the two strips into shared memory, and each multiplies 4 × 4 pairs out of them. Where the numbers
// come from is the caller's: a convolution never lays its windows out (implicit GEMM).

#pragma once

#include "kernel.h"

/// How far along k a strip reaches.
constexpr int strip_depth = 16;
/// A thread computes a square of as many results along each side.
constexpr int thread_tile = 4;
/// A row of a strip is a little longer than the tile, so that neighbouring threads that store
/// neighbouring rows meet different banks of the shared memory.
constexpr int strip_row = cuda_tile + 4;

/// Computes this block's results.
///
/// `Operands` has `rows`, `columns` and the range `first..<last` of k; `left(row, k)`, where a number
/// lies; `column(n)`, what is worth knowing about a column before its numbers are found by
/// `right(k, column)`, which is null where the number is 0 and lies nowhere; and `store(row, n, sum)`.
template <typename Operands>
DEVICE void multiply(const Operands &operands) {
  SHARED(float, left, strip_depth * strip_row);
  SHARED(float, right, strip_depth * strip_row);
  const int thread = threadIdx.x;
  const int first_row = blockIdx.y * cuda_tile, first_column = blockIdx.x * cuda_tile;
  const int tile_row = thread / 16 * thread_tile, tile_column = thread % 16 * thread_tile;
  float sums[thread_tile][thread_tile] = {};

  // Neighbouring threads fetch along k on the left and along the columns on the right.
  const int left_k = thread % strip_depth, left_row = thread / strip_depth;
  const int right_column = thread % cuda_tile, right_k = thread / cuda_tile;
  const bool has_column = first_column + right_column < operands.columns;
  const auto column = operands.column(has_column ? first_column + right_column : 0);

  for (int start = operands.first; start < operands.last; start += strip_depth) {
    for (int row = left_row; row < cuda_tile; row += cuda_threads / strip_depth) {
      const bool is_inside = first_row + row < operands.rows && start + left_k < operands.last;
      left[left_k * strip_row + row] =
        is_inside ? *operands.left(first_row + row, start + left_k) : 0;
    }
    for (int k = right_k; k < strip_depth; k += cuda_threads / cuda_tile) {
      const bool is_inside = has_column && start + k < operands.last;
      const float *number = is_inside ? operands.right(start + k, column) : nullptr;
      right[k * strip_row + right_column] = number ? *number : 0;
    }
    __syncthreads();
    for (int k = 0; k < strip_depth; k++) {
      float from_left[thread_tile], from_right[thread_tile];
      for (int i = 0; i < thread_tile; i++) {
        from_left[i] = left[k * strip_row + tile_row + i];
        from_right[i] = right[k * strip_row + tile_column + i];
      }
      for (int i = 0; i < thread_tile; i++) {
        for (int j = 0; j < thread_tile; j++) sums[i][j] += from_left[i] * from_right[j];
      }
    }
    __syncthreads();
  }

  for (int i = 0; i < thread_tile; i++) {
    const int row = first_row + tile_row + i;
    for (int j = 0; j < thread_tile; j++) {
      const int n = first_column + tile_column + j;
      if (row < operands.rows && n < operands.columns) operands.store(row, n, sums[i][j]);
    }
  }
}
