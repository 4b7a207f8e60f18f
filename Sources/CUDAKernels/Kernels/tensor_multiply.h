// The product of multiply.h on tensor cores: numbers are rounded to TF32 or BF16 when they are
// multiplied, and added up in single precision. Tensors stay in single precision, and so do the weights.
//
// A block computes 64 × 128 results, each of its 8 warps 32 × 32 of them. It walks along k in strips
// of 16, of which two are on their way into shared memory while one is multiplied.

#pragma once

#include "kernel.h"
#include "ptx.h"

/// The strips that have a place in shared memory.
constexpr int strip_places = 3;
/// How far along k a strip reaches.
constexpr int tensor_depth = 16;
/// Rows of strips are a little longer than their numbers: the eight rows of a matrix, and the four
/// rows that a warp reads on the right, then lie in different banks of the shared memory.
constexpr int left_row_length = tensor_depth + 4, right_row_length = cuda_wide_tile + 8;
constexpr int left_size = cuda_tile * left_row_length;
constexpr int right_size = tensor_depth * right_row_length;
/// A warp computes a square of as many results along each side.
constexpr int warp_tile = 32;

/// Operands of which each number keeps 10 bits of its fraction.
struct TF32 {
  struct Left {
    unsigned words[2][4];
  };
  struct Right {
    unsigned words[2][2];
  };

  static DEVICE Left left(const float (&first)[4], const float (&second)[4]) {
    Left rounded;
    for (int i = 0; i < 4; i++) {
      rounded.words[0][i] = to_tf32(first[i]);
      rounded.words[1][i] = to_tf32(second[i]);
    }
    return rounded;
  }
  static DEVICE Right right(const float (&column)[4]) {
    return {{{to_tf32(column[0]), to_tf32(column[1])}, {to_tf32(column[2]), to_tf32(column[3])}}};
  }
  static DEVICE void add(float (&sums)[4], const Left &a, const Right &b) {
    for (int half = 0; half < 2; half++) mma_tf32(sums, a.words[half], b.words[half]);
  }
};

/// Operands of which each number keeps 7 bits of its fraction.
///
/// A lane has columns t, t+4, t+8 and t+12 of a strip, where the instruction speaks of 2t, 2t+1, 2t+8
/// and 2t+9. Both operands are in that other order, and a sum does not mind it.
struct BF16 {
  struct Left {
    unsigned words[4];
  };
  struct Right {
    unsigned words[2];
  };

  static DEVICE Left left(const float (&first)[4], const float (&second)[4]) {
    return {{to_bf16(first[0], first[2]), to_bf16(first[1], first[3]),
             to_bf16(second[0], second[2]), to_bf16(second[1], second[3])}};
  }
  static DEVICE Right right(const float (&column)[4]) {
    return {{to_bf16(column[0], column[1]), to_bf16(column[2], column[3])}};
  }
  static DEVICE void add(float (&sums)[4], const Left &a, const Right &b) {
    mma_bf16(sums, a.words, b.words);
  }
};

/// Computes this block's results of `Operands`, which multiply.h describes.
template <typename Precision, typename Operands>
DEVICE void multiply_in(const Operands &operands) {
  SHARED(float, left, strip_places * left_size);
  SHARED(float, right, strip_places * right_size);
  const int thread = threadIdx.x;
  const int first_row = blockIdx.y * cuda_tile, first_column = blockIdx.x * cuda_wide_tile;
  const int strips = (operands.last - operands.first + tensor_depth - 1) / tensor_depth;

  // Neighbouring threads fetch along k on the left and along the columns on the right.
  const int left_k = thread % tensor_depth, left_row = thread / tensor_depth;
  const int right_column = thread % cuda_wide_tile, right_k = thread / cuda_wide_tile;
  const bool has_column = first_column + right_column < operands.columns;
  const auto column = operands.column(has_column ? first_column + right_column : 0);

  const auto fetch = [&](int strip) {
    const int start = operands.first + strip * tensor_depth;
    const int left_start = strip % strip_places * left_size;
    const int right_start = strip % strip_places * right_size;
    for (int row = left_row; row < cuda_tile; row += cuda_threads / tensor_depth) {
      const int place = left_start + row * left_row_length + left_k;
      if (first_row + row < operands.rows && start + left_k < operands.last) {
        copy_later(left, place, operands.left(first_row + row, start + left_k));
      } else {
        left[place] = 0;
      }
    }
    for (int k = right_k; k < tensor_depth; k += cuda_threads / cuda_wide_tile) {
      const int place = right_start + k * right_row_length + right_column;
      const bool is_inside = has_column && start + k < operands.last;
      const float *number = is_inside ? operands.right(start + k, column) : nullptr;
      if (number) {
        copy_later(right, place, number);
      } else {
        right[place] = 0;
      }
    }
  };

  const int lane = thread % cuda_warp, warp = thread / cuda_warp;
  const int warp_row = warp / 4 * warp_tile, warp_column = warp % 4 * warp_tile;
  const int lane_row = lane / 4, lane_column = lane % 4;
  float sums[2][4][4] = {};

  for (int strip = 0; strip < strip_places - 1; strip++) {
    if (strip < strips) fetch(strip);
    end_copies();
  }
  for (int strip = 0; strip < strips; strip++) {
    wait_for_copies<strip_places - 2>();
    // Behind this barrier everybody has this strip, and nobody reads the one before.
    __syncthreads();
    if (strip + strip_places - 1 < strips) fetch(strip + strip_places - 1);
    end_copies();

    typename Precision::Left rows[2];
    for (int i = 0; i < 2; i++) {
      const int matrix = lane / 8;
      const int row = warp_row + 16 * i + matrix % 2 * 8 + lane % 8;
      const int place =
        strip % strip_places * left_size + row * left_row_length + matrix / 2 * 4;
      float first[4], second[4];
      load_matrices(first, left, place);
      load_matrices(second, left, place + 8);
      rows[i] = Precision::left(first, second);
    }
    for (int j = 0; j < 4; j++) {
      float numbers[4];
      for (int part = 0; part < 4; part++) {
        const int k = lane_column + 4 * part;
        numbers[part] = right[strip % strip_places * right_size + k * right_row_length +
                              warp_column + 8 * j + lane_row];
      }
      const typename Precision::Right columns = Precision::right(numbers);
      for (int i = 0; i < 2; i++) Precision::add(sums[i][j], rows[i], columns);
    }
  }

  // Sums that are found by a counter would lie in memory, not in registers.
#pragma unroll
  for (int i = 0; i < 2; i++) {
#pragma unroll
    for (int j = 0; j < 4; j++) {
#pragma unroll
      for (int part = 0; part < 4; part++) {
        const int row = first_row + warp_row + 16 * i + lane_row + part / 2 * 8;
        const int n = first_column + warp_column + 8 * j + 2 * lane_column + part % 2;
        if (row < operands.rows && n < operands.columns) operands.store(row, n, sums[i][j][part]);
      }
    }
  }
}
