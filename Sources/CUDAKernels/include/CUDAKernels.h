// The kernels, in CUDA C++, as text that the device's compiler reads.

#pragma once

#include "arguments.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A file of the folder Kernels.
typedef struct {
  /// Its name, such as `elementwise.cu`.
  const char *name;
  /// What it says.
  const char *text;
} cuda_kernel_file;

/// The files that are compiled, each by itself; the last has no name.
const cuda_kernel_file *cuda_kernel_sources(void);

/// The files that those include; the last has no name.
const cuda_kernel_file *cuda_kernel_headers(void);

#ifdef __cplusplus
}
#endif
