// What every kernel starts from: how one is written, for a device and for the emulator.
//
//   KERNEL(fill, cuda_fill_arguments) {
//     const int i = thread_number();
//     if (i < a.y.count) a.y[i] = a.value;
//   }
//
// A kernel gets one structure, `a`. Threads of a KERNEL know nothing of each other; those of a
// BLOCK_KERNEL meet at __syncthreads() and share what SHARED declares; 32 of them, a warp, meet at
// shuffles and at what ptx.h has. A WIDE_KERNEL is one whose threads keep many numbers in registers:
// two blocks to a multiprocessor are enough for it. Blocks are always of `cuda_threads` threads. No
// kernel adds numbers in an order that is left to chance.

#pragma once

#ifdef CUDA_EMULATED
#include "emulated.h"
#else
#define DEVICE __device__ __forceinline__
#define check_bounds(index, count)
#define DEVICE_KERNEL(name, type, bounds) \
  extern "C" __global__ void __launch_bounds__ bounds name(const __grid_constant__ type a)
#define KERNEL(name, type) DEVICE_KERNEL(name, type, (256))
#define BLOCK_KERNEL(name, type) KERNEL(name, type)
#define WIDE_KERNEL(name, type) DEVICE_KERNEL(name, type, (256, 2))
#define SHARED(type, name, count) __shared__ __align__(16) type name[count]
#endif

#include "arguments.h"

/// The number of this thread among those of all blocks.
DEVICE int thread_number() { return blockIdx.x * cuda_threads + threadIdx.x; }

/// Whether something is a number: what is infinite, or none, is as far from itself as from anything.
DEVICE bool is_finite(float number) { return number - number == 0; }

/// Whether a gate lets nothing change.
DEVICE bool is_closed(const cuda_tensor &gate) { return gate.count > 0 && !is_finite(gate[0]); }

/// An axis of windows, as the device reads it: the cell that a tap meets, or less than 0 or too much in
/// the padding.
DEVICE int met_cell(const cuda_window &window, int output, int tap) {
  return output * window.stride + tap * window.dilation - window.padding;
}

/// The output whose tap meets a cell; -1 where there is none.
DEVICE int meeting_output(const cuda_window &window, int cell, int tap, int outputs) {
  const int distance = cell + window.padding - tap * window.dilation;
  if (distance < 0 || distance % window.stride != 0) return -1;
  const int output = distance / window.stride;
  return output < outputs ? output : -1;
}
