#define _GNU_SOURCE

#include "COpenBLAS.h"

#include <sched.h>
#include <unistd.h>

int openblas_available_cores(void) {
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) {
    const int count = CPU_COUNT(&cores);
    if (count > 0) return count;
  }
  // More cores than the mask has bits for.
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}
