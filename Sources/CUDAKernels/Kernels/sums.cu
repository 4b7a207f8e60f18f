// Sums and means over some axes.

#include "block_sum.h"
#include "kernel.h"
#include "walk.h"

DEVICE void store_sum(const cuda_reduce_arguments &a, int result, double sum) {
  a.y[result] = (float)(a.is_mean ? sum / a.inner_count : sum);
}

/// A thread for each result, where there is little to add.
KERNEL(reduce_short, cuda_reduce_arguments) {
  const int result = thread_number();
  if (result >= a.y.count) return;
  const int start = walked(result, a.outer_rank, a.outer_lengths, a.outer_strides);
  double sum = 0;
  for (int i = 0; i < a.inner_count; i++) {
    sum += a.x[start + walked(i, a.inner_rank, a.inner_lengths, a.inner_strides)];
  }
  store_sum(a, result, sum);
}

/// A block for each result: every thread adds each 256th number, and the block adds the sums.
BLOCK_KERNEL(reduce_long, cuda_reduce_arguments) {
  const int result = blockIdx.x;
  const int start = walked(result, a.outer_rank, a.outer_lengths, a.outer_strides);
  double sum = 0;
  for (int i = threadIdx.x; i < a.inner_count; i += cuda_threads) {
    sum += a.x[start + walked(i, a.inner_rank, a.inner_lengths, a.inner_strides)];
  }
  sum = block_sum(sum);
  if (threadIdx.x == 0) store_sum(a, result, sum);
}
