// Instructions that C++ has no words for: products of small matrices on tensor cores, the loads that
// go with them, and copies that nobody waits for. Each has a body for the device and one for the
// emulator.
//
// The lanes of a warp share the matrices of a product. Where lane l = 4·g + t, its registers hold
//
//   m16n8k8, TF32    a: (g, t) (g+8, t) (g, t+4) (g+8, t+4)    b: (t, g) (t+4, g)
//   m16n8k16, BF16   a: (g, 2t…) (g+8, 2t…) (g, 2t+8…) (g+8, 2t+8…)    b: (2t…, g) (2t+8…, g)
//   sums of both     (g, 2t) (g, 2t+1) (g+8, 2t) (g+8, 2t+1)
//
// as (row, column) of a [16, k], b [k, 8] and the sums [16, 8]; "2t…" are two numbers in one register,
// the first in its lower half.
//
// SeeAlso: NVIDIA, Parallel Thread Execution ISA, "Matrix Fragments for mma" and "ldmatrix".

#pragma once

#include "kernel.h"

#ifdef CUDA_EMULATED
#include "emulated_ptx.h"
#else

#if __CUDA_ARCH__ < 800
#error "products on tensor cores need compute capability 8.0"
#endif

/// A number with a fraction of 10 bits, rounded to the nearest, ties away from zero.
DEVICE unsigned to_tf32(float number) {
  unsigned rounded;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(rounded) : "f"(number));
  return rounded;
}

/// Two numbers with fractions of 7 bits, rounded to the nearest, ties to even.
DEVICE unsigned to_bf16(float low, float high) {
  unsigned pair;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
  return pair;
}

/// sums += a · b in TF32; the whole warp comes here.
DEVICE void mma_tf32(float (&sums)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
  asm volatile(
    "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
    "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
    : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
    : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

/// sums += a · b in BF16; the whole warp comes here.
DEVICE void mma_bf16(float (&sums)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
  asm volatile(
    "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
    "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
    : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
    : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

/// Where a cell of shared memory lies, as instructions want it.
DEVICE unsigned shared_address(const float *cell) {
  return static_cast<unsigned>(__cvta_generic_to_shared(cell));
}

/// Loads four matrices of 8 rows of 4 numbers: lane 8·m + r says where row r of matrix m begins, a
/// multiple of 4, and lane 4·g + t gets column t of row g of each. The whole warp comes here.
template <int count>
DEVICE void load_matrices(float (&numbers)[4], const float (&shared)[count], int row) {
  unsigned words[4];
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3])
               : "r"(shared_address(&shared[row]))
               : "memory");
  for (int matrix = 0; matrix < 4; matrix++) numbers[matrix] = __uint_as_float(words[matrix]);
}

/// Begins to copy a number into shared memory.
template <int count>
DEVICE void copy_later(float (&shared)[count], int index, const float *number) {
  asm volatile("cp.async.ca.shared.global [%0], [%1], 4;"
               :
               : "r"(shared_address(&shared[index])), "l"(number)
               : "memory");
}

/// Makes the copies of this thread since the last call a group.
DEVICE void end_copies() { asm volatile("cp.async.commit_group;" ::: "memory"); }

/// Waits for this thread's copies but for those of the last few groups; others see them behind a
/// barrier.
template <int groups>
DEVICE void wait_for_copies() {
  asm volatile("cp.async.wait_group %0;" : : "n"(groups) : "memory");
}

#endif
