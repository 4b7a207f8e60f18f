// One mistake of each kind, which the emulator has to notice.

#include "kernel.h"

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
