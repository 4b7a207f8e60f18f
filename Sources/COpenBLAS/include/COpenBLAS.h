// OpenBLAS, loaded when the program runs.
//
// Nothing is linked: a machine without OpenBLAS still runs everything that needs no BLAS, and the
// library can be told which CPU kernels to use before it starts.

#pragma once

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What became of loading OpenBLAS. Strings live as long as the program; absent ones are NULL.
typedef struct {
  /// Whether the library is loaded and has every function that is called.
  bool is_loaded;
  /// Why it is not loaded: the dynamic linker's message.
  const char *error;
  /// The file it was loaded from.
  const char *path;
  /// What it says about its build, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH …`.
  const char *configuration;
  /// The CPU core whose kernels it runs, such as `Cooperlake`.
  const char *core;
  /// The value of OPENBLAS_CORETYPE that the library was started with; NULL when it chose alone.
  const char *core_type;
  /// Whether `core_type` was chosen here, and not by the user's environment.
  bool chose_core_type;
  /// One sentence saying why `core_type` is what it is.
  const char *core_type_reason;
} openblas_report;

/// Loads OpenBLAS on the first call and says what became of it; later calls return the same.
///
/// May be called from any thread. Its environment variables are set only while it loads.
const openblas_report *openblas_load(void);

/// c ← a · b + (accumulate ? c : 0) for row-major matrices; a is rows × inner, b inner × columns.
///
/// A transposed operand is stored the other way round. Each stride is the distance between
/// neighbouring rows as stored. Runs on the calling thread alone.
///
/// Must not be called unless `openblas_load()` reports that the library is loaded.
void openblas_multiply(bool transpose_a, bool transpose_b, int rows, int columns, int inner,
                       const float *a, int a_stride, const float *b, int b_stride, float *c,
                       int c_stride, bool accumulate);

/// The cores that this process may run on, at least 1: OpenBLAS is kept to one thread, and this is
/// how many of our own are worth having. Swift cannot see the GNU call that says so.
int openblas_available_cores(void);

#ifdef __cplusplus
}
#endif
