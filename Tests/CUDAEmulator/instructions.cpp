// Single instructions of ptx.h, for tests of what they mean: each lane brings its registers and shows what
// it gets.

#include "CUDAEmulator.h"
#include "ptx.h"

namespace {

/// The registers of a warp: by lane, then by register.
struct Registers {
  cuda_integers a, b;
  cuda_tensor sums;
};

struct LoadedMatrices {
  cuda_tensor shared;
  cuda_integers rows;
  cuda_tensor numbers;
};

template <typename Instruction>
inline void run_product(const Registers &a, const Instruction &instruction) {
  const int lane = threadIdx.x;
  if (lane >= cuda_warp) return;
  unsigned left[4], right[2];
  float sums[4];
  for (int i = 0; i < 4; i++) left[i] = a.a[4 * lane + i];
  for (int i = 0; i < 2; i++) right[i] = a.b[2 * lane + i];
  for (int i = 0; i < 4; i++) sums[i] = a.sums[4 * lane + i];
  instruction(sums, left, right);
  for (int i = 0; i < 4; i++) a.sums[4 * lane + i] = sums[i];
}

BLOCK_KERNEL(instruction_mma_tf32, Registers) { run_product(a, mma_tf32); }

BLOCK_KERNEL(instruction_mma_bf16, Registers) { run_product(a, mma_bf16); }

BLOCK_KERNEL(instruction_load_matrices, LoadedMatrices) {
  SHARED(float, shared, cuda_threads);
  const int thread = threadIdx.x;
  shared[thread] = a.shared[thread];
  __syncthreads();
  if (thread >= cuda_warp) return;
  float numbers[4];
  load_matrices(numbers, shared, a.rows[thread]);
  for (int i = 0; i < 4; i++) a.numbers[4 * thread + i] = numbers[i];
}

BLOCK_KERNEL(instruction_shuffle_down, cuda_fill_arguments) {
  const float number = __shfl_down_sync(cuda_whole_warp, float(threadIdx.x), int(a.value));
  if (threadIdx.x < cuda_warp) a.y[threadIdx.x] = number;
}

const char *run(const char *kernel, const void *arguments) {
  return emulated::launch(*emulated::find_kernel(kernel), {1, 1, 1}, cuda_threads, arguments);
}

}  // namespace

const char *cuda_emulator_mma(int is_bf16, int *a, int *b, float *sums) {
  const Registers registers = {
    {a, 4 * cuda_warp}, {b, 2 * cuda_warp}, {sums, 4 * cuda_warp}};
  return run(is_bf16 ? "instruction_mma_bf16" : "instruction_mma_tf32", &registers);
}

const char *cuda_emulator_load_matrices(float *shared, int *rows, float *numbers) {
  const LoadedMatrices matrices = {
    {shared, cuda_threads}, {rows, cuda_warp}, {numbers, 4 * cuda_warp}};
  return run("instruction_load_matrices", &matrices);
}

const char *cuda_emulator_shuffle_down(int distance, float *numbers) {
  const cuda_fill_arguments arguments = {{numbers, cuda_warp}, float(distance)};
  return run("instruction_shuffle_down", &arguments);
}

unsigned cuda_emulator_tf32(float number) { return to_tf32(number); }

unsigned cuda_emulator_bf16(float low, float high) { return to_bf16(low, high); }
