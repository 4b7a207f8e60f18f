// One mistake of each kind, which the emulator has to notice.

#include "kernel.h"
#include "ptx.h"

KERNEL(fault_bounds, cuda_fill_arguments) {
  const int i = thread_number();
  if (i <= a.y.count) a.y[i] = a.value;
}

BLOCK_KERNEL(fault_unwritten, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  if (thread != 7) shared[thread] = a.value;
  __syncthreads();
  const float next = shared[(thread + 1) % cuda_threads];
  if (thread == 0) a.y[0] = next;
}

BLOCK_KERNEL(fault_ended, cuda_fill_arguments) {
  if (threadIdx.x >= 200) return;
  __syncthreads();
  if (threadIdx.x == 0) a.y[0] = a.value;
}

BLOCK_KERNEL(fault_divergent, cuda_fill_arguments) {
  if (threadIdx.x == 3) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  if (threadIdx.x == 0) a.y[0] = a.value;
}

BLOCK_KERNEL(fault_race, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  shared[thread] = a.value;
  if (thread > 0) a.y[0] = shared[thread - 1];
  __syncthreads();
}

BLOCK_KERNEL(fault_overwritten, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  shared[thread] = a.value;
  __syncthreads();
  const float next = shared[(thread + 1) % cuda_threads];
  shared[thread] = next;
  __syncthreads();
  if (thread == 0) a.y[0] = next;
}

KERNEL(fault_barrier, cuda_fill_arguments) {
  __syncthreads();
  if (thread_number() == 0) a.y[0] = a.value;
}

/// Half a warp comes to a shuffle.
BLOCK_KERNEL(fault_half_warp, cuda_fill_arguments) {
  float number = a.value;
  if (threadIdx.x % 32 < 16) number = __shfl_down_sync(cuda_whole_warp, number, 1);
  if (threadIdx.x == 0) a.y[0] = number;
}

/// The halves of a warp come to different operations.
BLOCK_KERNEL(fault_parted_warp, cuda_fill_arguments) {
  float sums[4] = {};
  const unsigned left[4] = {}, right[2] = {};
  if (threadIdx.x % 32 < 16) {
    mma_tf32(sums, left, right);
  } else {
    mma_bf16(sums, left, right);
  }
  if (threadIdx.x == 0) a.y[0] = sums[0];
}

KERNEL(fault_warp, cuda_fill_arguments) {
  const float number = __shfl_down_sync(cuda_whole_warp, a.value, 1);
  if (thread_number() == 0) a.y[0] = number;
}

/// A copy is read behind a barrier, but nobody has waited for it.
BLOCK_KERNEL(fault_arriving, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  copy_later(shared, thread, &a.y[0]);
  end_copies();
  wait_for_copies<1>();
  __syncthreads();
  if (thread == 0) a.y[1] = shared[thread];
}

/// A copy is waited for, but no barrier tells the others.
BLOCK_KERNEL(fault_unannounced, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  copy_later(shared, thread, &a.y[0]);
  end_copies();
  __syncthreads();
  wait_for_copies<0>();
  const float next = shared[(thread + cuda_threads - 1) % cuda_threads];
  if (thread == 0) a.y[1] = next;
}

/// A copy goes where somebody still reads.
BLOCK_KERNEL(fault_early_copy, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  shared[thread] = a.value;
  __syncthreads();
  const float next = shared[(thread + 1) % cuda_threads];
  copy_later(shared, thread, &a.y[0]);
  end_copies();
  wait_for_copies<0>();
  if (thread == 0) a.y[1] = next;
}

BLOCK_KERNEL(fault_unrounded, cuda_fill_arguments) {
  float sums[4] = {};
  const unsigned left[4] = {0x3F800001, 0, 0, 0}, right[2] = {};
  mma_tf32(sums, left, right);
  if (threadIdx.x == 0) a.y[0] = sums[0];
}

BLOCK_KERNEL(fault_misaligned, cuda_fill_arguments) {
  SHARED(float, shared, cuda_threads);
  shared[threadIdx.x] = a.value;
  __syncthreads();
  float numbers[4];
  load_matrices(numbers, shared, threadIdx.x % 32 == 2 ? 6 : 0);
  if (threadIdx.x == 0) a.y[0] = numbers[0];
}
