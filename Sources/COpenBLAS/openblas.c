#define _GNU_SOURCE

#include "COpenBLAS.h"

// Several BLAS libraries install a cblas.h; OpenBLAS keeps its own in a folder, too.
#if __has_include(<openblas-pthread/cblas.h>)
#include <openblas-pthread/cblas.h>
#elif __has_include(<openblas/cblas.h>)
#include <openblas/cblas.h>
#else
#include <cblas.h>
#endif

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core_type.h"

// The types come from the header, so that a change of its interface is a compiler error here; the
// addresses come from the library found at run time.
static __typeof__(cblas_sgemm) *sgemm;
static __typeof__(openblas_get_config) *get_config;
static __typeof__(openblas_get_corename) *get_corename;
static __typeof__(openblas_set_num_threads) *set_num_threads;

static openblas_report report;

/// A variable's value before it was set for the time of loading.
typedef struct {
  const char *name;
  char *previous;
} saved_variable;

static saved_variable set_for_loading(const char *name, const char *value) {
  const char *previous = getenv(name);
  saved_variable saved = {name, previous ? strdup(previous) : NULL};
  setenv(name, value, 1);
  return saved;
}

static void restore(saved_variable saved) {
  if (saved.previous) {
    setenv(saved.name, saved.previous, 1);
    free(saved.previous);
  } else {
    unsetenv(saved.name);
  }
}

/// Opens the library; `libopenblas.so` is there only with the development package.
static void *open_library(void) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (library) return library;
  // The first message names the file that a user would install.
  const char *message = dlerror();
  char *error = message ? strdup(message) : NULL;
  library = dlopen("libopenblas.so", RTLD_NOW | RTLD_LOCAL);
  if (library) {
    free(error);
  } else {
    report.error = error ? error : "libopenblas.so.0 could not be opened";
  }
  return library;
}

static bool find_functions(void *library) {
  sgemm = dlsym(library, "cblas_sgemm");
  get_config = dlsym(library, "openblas_get_config");
  get_corename = dlsym(library, "openblas_get_corename");
  set_num_threads = dlsym(library, "openblas_set_num_threads");
  if (sgemm && get_config && get_corename && set_num_threads) return true;
  report.error = "the library found has no cblas_sgemm or is not OpenBLAS";
  return false;
}

static void load(void) {
  // The library reads both variables while it loads, and never again.
  const char *users_choice = getenv("OPENBLAS_CORETYPE");
  const core_type_choice choice = choose_core_type();
  const bool chooses = !users_choice && choice.name;
  saved_variable core_type = {NULL, NULL};
  if (chooses) core_type = set_for_loading("OPENBLAS_CORETYPE", choice.name);
  // Threads are the caller's. Saying so only afterwards would start them and leave them idle.
  saved_variable threads = set_for_loading("OPENBLAS_NUM_THREADS", "1");
  void *library = open_library();
  restore(threads);
  if (chooses) restore(core_type);

  if (!library || !find_functions(library)) return;
  set_num_threads(1);

  Dl_info place;
  report.is_loaded = true;
  report.path = dladdr((void *)sgemm, &place) && place.dli_fname ? strdup(place.dli_fname) : "";
  report.configuration = strdup(get_config());
  report.core = strdup(get_corename());
  if (users_choice) {
    report.core_type = strdup(users_choice);
    report.core_type_reason = "OPENBLAS_CORETYPE is set in the environment";
  } else if (!choice.name) {
    report.core_type_reason = choice.reason;
  } else if (!strstr(report.configuration, "DYNAMIC_ARCH")) {
    report.core_type_reason = "this OpenBLAS was built for one CPU and cannot be told another";
  } else {
    report.core_type = choice.name;
    report.chose_core_type = true;
    report.core_type_reason = choice.reason;
  }
}

const openblas_report *openblas_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return &report;
}

void openblas_multiply(bool transpose_a, bool transpose_b, int rows, int columns, int inner,
                       const float *a, int a_stride, const float *b, int b_stride, float *c,
                       int c_stride, bool accumulate) {
  sgemm(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans,
        transpose_b ? CblasTrans : CblasNoTrans, rows, columns, inner, 1, a, a_stride, b, b_stride,
        accumulate ? 1 : 0, c, c_stride);
}
