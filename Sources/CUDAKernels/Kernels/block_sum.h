// The sum of one number of each thread of a block, always in the same order.
//
// Sums of many numbers are kept in double precision: the mean of a batch that lies far from zero would
// else lose the digits that its variance is made of.

#pragma once

#include "kernel.h"

/// Adds up what the threads of a block bring, warp by warp; every thread gets the sum.
DEVICE double block_sum(double number) {
  SHARED(double, sums, cuda_threads / cuda_warp);
  for (int distance = cuda_warp / 2; distance > 0; distance /= 2) {
    number += __shfl_down_sync(cuda_whole_warp, number, distance);
  }
  // Those who still read the sums of a call before are waited for.
  __syncthreads();
  if (threadIdx.x % cuda_warp == 0) sums[threadIdx.x / cuda_warp] = number;
  __syncthreads();
  double sum = 0;
  for (int warp = 0; warp < cuda_threads / cuda_warp; warp++) sum += sums[warp];
  return sum;
}
