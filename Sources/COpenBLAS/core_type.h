// Which of OpenBLAS's kernels suit this CPU.

#pragma once

/// A value for OPENBLAS_CORETYPE, and why.
typedef struct {
  /// The core's name, or NULL to let OpenBLAS choose.
  const char *name;
  /// One sentence for people.
  const char *reason;
} core_type_choice;

/// Chooses by what the CPU can do, not by its model number.
///
/// OpenBLAS looks the model up in a table. A CPU newer than the release is not in it and gets
/// kernels for Haswell, which leave half of an AVX-512 unit idle. The choice is the one OpenBLAS
/// makes itself for the models it knows.
core_type_choice choose_core_type(void);
