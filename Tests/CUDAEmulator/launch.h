// A kernel, and how one is run.

#pragma once

#include <cstddef>

namespace emulated {

/// A kernel that can be launched by its name.
struct Kernel {
  const char *name;
  void (*run)(const void *arguments);
  /// The bytes of its arguments.
  size_t size;
  bool has_barriers;
  const Kernel *next;

  Kernel(const char *name, void (*run)(const void *), size_t size, bool has_barriers);
};

/// Finds a kernel; null where there is none of that name.
const Kernel *find_kernel(const char *name);

struct Dimensions {
  unsigned x, y, z;
};

/// Runs a kernel for every thread; returns what it did wrong, or null.
const char *launch(const Kernel &kernel, Dimensions grid, unsigned threads, const void *arguments);

}  // namespace emulated
