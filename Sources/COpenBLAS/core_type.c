#include "core_type.h"

#include <stdbool.h>
#include <stddef.h>

#if defined(__x86_64__)

#include <cpuid.h>

/// Whether the operating system saves the AVX-512 registers: the opmask registers and both halves
/// of the wide ones, besides SSE and AVX state.
static bool system_saves_wide_registers(void) {
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || !(ecx & bit_OSXSAVE)) return false;
  unsigned low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  const unsigned state = 0xe6;
  return (low & state) == state;
}

core_type_choice choose_core_type(void) {
  unsigned eax, ebx, ecx, edx;
  if (!system_saves_wide_registers() || !__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) {
    return (core_type_choice){NULL, "this CPU has no AVX-512; OpenBLAS chose its kernels itself"};
  }
  const unsigned skylake =
      bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL | bit_AVX512CD;
  if ((ebx & skylake) != skylake) {
    return (core_type_choice){
        NULL, "this CPU lacks a part of AVX-512; OpenBLAS chose its kernels itself"};
  }
  const bool has_subleaf = eax >= 1;
  if (has_subleaf && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx)) {
    const unsigned avx512_bf16 = 1u << 5;
    if (eax & avx512_bf16) {
      return (core_type_choice){"COOPERLAKE", "this CPU has AVX-512 with BF16"};
    }
  }
  return (core_type_choice){"SKYLAKEX", "this CPU has AVX-512"};
}

#else

core_type_choice choose_core_type(void) {
  return (core_type_choice){NULL, "OpenBLAS chose its kernels itself"};
}

#endif
