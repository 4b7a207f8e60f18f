// Numbers that change their place: broadcast, transpose, flip, slice, concat, and copies.

#include "kernel.h"
#include "walk.h"

KERNEL(copy, cuda_copy_arguments) {
  const int i = thread_number();
  if (i >= a.count) return;
  const int from = a.x_start + walked(i, a.rank, a.lengths, a.x_strides);
  a.y[a.y_start + walked(i, a.rank, a.lengths, a.y_strides)] = a.x[from];
}

/// A block for each buffer that takes the numbers of another.
KERNEL(replace, cuda_replace_arguments) {
  if (is_closed(a.gate)) return;
  const cuda_replacement pair = a.replacements[blockIdx.x];
  for (int i = threadIdx.x; i < pair.to.count; i += cuda_threads) pair.to[i] = pair.from[i];
}
