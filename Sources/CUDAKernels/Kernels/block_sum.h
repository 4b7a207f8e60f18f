// The sum of one number of each thread of a block, always in the same order.
//
// Sums of many numbers are kept in double precision: the mean of a batch that lies far from zero would
// else lose the digits that its variance is made of.

#pragma once

#include "kernel.h"

/// Adds up what the threads of a block bring; every thread gets the sum.
DEVICE double block_sum(double number) {
  SHARED(double, sums, cuda_threads);
  const int thread = threadIdx.x;
  // Those who still read the sum of a call before are waited for.
  __syncthreads();
  sums[thread] = number;
  __syncthreads();
  for (int half = cuda_threads / 2; half > 0; half /= 2) {
    if (thread < half) sums[thread] += sums[thread + half];
    __syncthreads();
  }
  return sums[0];
}
