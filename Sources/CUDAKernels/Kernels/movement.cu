// Numbers that change their place: broadcast, transpose, flip, slice, concat, and copies.

#include "kernel.h"
#include "walk.h"

KERNEL(copy, cuda_copy_arguments) {
  const int i = thread_number();
  if (i >= a.count) return;
  const int from = a.x_start + walked(i, a.rank, a.lengths, a.x_strides);
  a.y[a.y_start + walked(i, a.rank, a.lengths, a.y_strides)] = a.x[from];
}
