#include "plan.h"

#include <string.h>

/// The kinds of kernels that this CPU runs, the fastest first; the rest is NULL.
static void available(const ck_kernels *found[4]) {
  int count = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
    found[count++] = &ck_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found[count++] = &ck_avx2;
#endif
  found[count++] = &ck_portable;
  while (count < 4) found[count++] = NULL;
}

const ck_kernels *ck_choose(const char *name) {
  const ck_kernels *found[4];
  available(found);
  if (!name) return found[0];
  for (int i = 0; found[i]; i++)
    if (strcmp(found[i]->name, name) == 0) return found[i];
  return NULL;
}

