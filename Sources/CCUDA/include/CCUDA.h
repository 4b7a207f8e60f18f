// CUDA's driver and its compiler at run time (NVRTC), found when the program runs.
//
// Nothing of CUDA is needed to build: the types below are those of its binary interface, which does
// not change within a major version. Functions keep CUDA's names without the prefix; those whose
// interface was changed once are looked up under the name of the newer one (`cuMemAlloc_v2`).

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if !__has_feature(nullability)
#define _Nonnull
#define _Nullable
#endif

/// 0 where all went well; see `get_error_name`.
typedef int cuda_result;

/// A place in the device's memory.
typedef uint64_t cuda_address;

typedef struct cuda_context_s *cuda_context;
typedef struct cuda_module_s *cuda_module;
typedef struct cuda_function_s *cuda_function;
typedef struct cuda_stream_s *cuda_stream;
typedef struct cuda_event_s *cuda_event;
typedef struct cuda_graph_s *cuda_graph;
typedef struct cuda_executable_graph_s *cuda_executable_graph;

/// What can be asked of a device.
typedef enum {
  cuda_multiprocessors = 16,
  cuda_capability_major = 75,
  cuda_capability_minor = 76,
} cuda_attribute;

/// What a thread may do while it records a stream.
typedef enum {
  /// Nothing that waits; other threads may do what they like.
  cuda_record_this_thread = 1,
} cuda_record_mode;

/// An event that says when, and not how long it took.
enum { cuda_event_without_time = 2 };

/// The results that something is done about.
typedef enum {
  cuda_success = 0,
  cuda_out_of_memory = 2,
  cuda_no_device = 100,
} cuda_known_result;

/// The driver's functions, `cu…` in libcuda.so.1.
typedef struct {
  cuda_result (*_Nonnull initialize)(unsigned flags);
  cuda_result (*_Nonnull driver_get_version)(int *_Nonnull version);
  cuda_result (*_Nonnull get_error_name)(cuda_result result, const char *_Nullable *_Nonnull name);
  cuda_result (*_Nonnull get_error_string)(cuda_result result, const char *_Nullable *_Nonnull text);
  cuda_result (*_Nonnull device_get_count)(int *_Nonnull count);
  cuda_result (*_Nonnull device_get)(int *_Nonnull device, int ordinal);
  cuda_result (*_Nonnull device_get_name)(char *_Nonnull name, int size, int device);
  cuda_result (*_Nonnull device_get_attribute)(int *_Nonnull value, cuda_attribute attribute,
                                               int device);
  cuda_result (*_Nonnull device_total_mem)(size_t *_Nonnull bytes, int device);
  cuda_result (*_Nonnull device_primary_ctx_retain)(cuda_context _Nullable *_Nonnull context,
                                                    int device);
  cuda_result (*_Nonnull device_primary_ctx_release)(int device);
  cuda_result (*_Nonnull ctx_set_current)(cuda_context _Nullable context);
  cuda_result (*_Nonnull stream_create)(cuda_stream _Nullable *_Nonnull stream, unsigned flags);
  cuda_result (*_Nonnull stream_destroy)(cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull stream_synchronize)(cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull stream_wait_event)(cuda_stream _Nonnull stream, cuda_event _Nonnull event,
                                            unsigned flags);
  cuda_result (*_Nonnull event_create)(cuda_event _Nullable *_Nonnull event, unsigned flags);
  cuda_result (*_Nonnull event_record)(cuda_event _Nonnull event, cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull event_synchronize)(cuda_event _Nonnull event);
  cuda_result (*_Nonnull event_destroy)(cuda_event _Nonnull event);
  cuda_result (*_Nonnull mem_host_alloc)(void *_Nullable *_Nonnull memory, size_t bytes,
                                         unsigned flags);
  cuda_result (*_Nonnull mem_free_host)(void *_Nonnull memory);
  cuda_result (*_Nonnull mem_alloc)(cuda_address *_Nonnull address, size_t bytes);
  cuda_result (*_Nonnull mem_free)(cuda_address address);
  cuda_result (*_Nonnull memset_d8_async)(cuda_address address, unsigned char value, size_t count,
                                          cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull memcpy_htod_async)(cuda_address to, const void *_Nonnull from,
                                            size_t bytes, cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull memcpy_dtoh_async)(void *_Nonnull to, cuda_address from, size_t bytes,
                                            cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull memcpy_dtod_async)(cuda_address to, cuda_address from, size_t bytes,
                                            cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull module_load_data)(cuda_module _Nullable *_Nonnull module,
                                           const void *_Nonnull image);
  cuda_result (*_Nonnull module_unload)(cuda_module _Nonnull module);
  cuda_result (*_Nonnull module_get_function)(cuda_function _Nullable *_Nonnull function,
                                              cuda_module _Nonnull module,
                                              const char *_Nonnull name);
  cuda_result (*_Nonnull launch_kernel)(cuda_function _Nonnull function, unsigned grid_x,
                                        unsigned grid_y, unsigned grid_z, unsigned block_x,
                                        unsigned block_y, unsigned block_z, unsigned shared_bytes,
                                        cuda_stream _Nonnull stream,
                                        void *_Nullable *_Nullable arguments,
                                        void *_Nullable *_Nullable extra);
  cuda_result (*_Nonnull stream_begin_capture)(cuda_stream _Nonnull stream, cuda_record_mode mode);
  cuda_result (*_Nonnull stream_end_capture)(cuda_stream _Nonnull stream,
                                             cuda_graph _Nullable *_Nonnull graph);
  cuda_result (*_Nonnull graph_instantiate)(cuda_executable_graph _Nullable *_Nonnull executable,
                                            cuda_graph _Nonnull graph, unsigned long long flags);
  cuda_result (*_Nonnull graph_destroy)(cuda_graph _Nonnull graph);
  cuda_result (*_Nonnull graph_launch)(cuda_executable_graph _Nonnull executable,
                                       cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull graph_exec_destroy)(cuda_executable_graph _Nonnull executable);
} cuda_driver;

typedef struct nvrtc_program_s *nvrtc_program;

/// The compiler's functions, `nvrtc…` in libnvrtc.so.
typedef struct {
  cuda_result (*_Nonnull version)(int *_Nonnull major, int *_Nonnull minor);
  const char *_Nonnull (*_Nonnull get_error_string)(cuda_result result);
  cuda_result (*_Nonnull get_num_supported_archs)(int *_Nonnull count);
  cuda_result (*_Nonnull get_supported_archs)(int *_Nonnull archs);
  cuda_result (*_Nonnull create_program)(nvrtc_program _Nullable *_Nonnull program,
                                         const char *_Nonnull source, const char *_Nullable name,
                                         int header_count,
                                         const char *_Nullable const *_Nullable headers,
                                         const char *_Nullable const *_Nullable header_names);
  cuda_result (*_Nonnull compile_program)(nvrtc_program _Nonnull program, int option_count,
                                          const char *_Nullable const *_Nonnull options);
  cuda_result (*_Nonnull get_program_log_size)(nvrtc_program _Nonnull program,
                                               size_t *_Nonnull size);
  cuda_result (*_Nonnull get_program_log)(nvrtc_program _Nonnull program, char *_Nonnull log);
  cuda_result (*_Nonnull get_cubin_size)(nvrtc_program _Nonnull program, size_t *_Nonnull size);
  cuda_result (*_Nonnull get_cubin)(nvrtc_program _Nonnull program, char *_Nonnull cubin);
  cuda_result (*_Nonnull get_ptx_size)(nvrtc_program _Nonnull program, size_t *_Nonnull size);
  cuda_result (*_Nonnull get_ptx)(nvrtc_program _Nonnull program, char *_Nonnull ptx);
  cuda_result (*_Nonnull destroy_program)(nvrtc_program _Nullable *_Nonnull program);
} nvrtc_compiler;

typedef struct cublas_handle_s *cublas_handle;

/// Whether an operand's rows and columns change places.
typedef enum { cublas_as_it_is = 0, cublas_transposed = 1 } cublas_operation;

/// What a number is.
typedef enum { cublas_float32 = 0 } cublas_type;

/// What operands are rounded to before they are multiplied.
typedef enum {
  cublas_in_float32 = 68,
  cublas_in_bf16 = 75,
  cublas_in_tf32 = 77,
} cublas_arithmetic;

/// How the multiplication is done.
typedef enum { cublas_any_algorithm = -1 } cublas_algorithm;

/// The functions of NVIDIA's library for matrix products, `cublas…` in libcublas.so.
typedef struct {
  cuda_result (*_Nonnull create)(cublas_handle _Nullable *_Nonnull handle);
  cuda_result (*_Nonnull destroy)(cublas_handle _Nonnull handle);
  cuda_result (*_Nonnull get_version)(cublas_handle _Nonnull handle, int *_Nonnull version);
  const char *_Nonnull (*_Nonnull get_status_name)(cuda_result result);
  cuda_result (*_Nonnull set_stream)(cublas_handle _Nonnull handle, cuda_stream _Nonnull stream);
  cuda_result (*_Nonnull set_workspace)(cublas_handle _Nonnull handle, void *_Nullable memory,
                                        size_t bytes);
  cuda_result (*_Nonnull gemm_strided_batched)(
    cublas_handle _Nonnull handle, cublas_operation left_operation,
    cublas_operation right_operation, int rows, int columns, int depth,
    const void *_Nonnull factor, const void *_Nullable left, cublas_type left_type,
    int left_row_length, long long left_stride, const void *_Nullable right,
    cublas_type right_type, int right_row_length, long long right_stride,
    const void *_Nonnull kept, void *_Nullable result, cublas_type result_type,
    int result_row_length, long long result_stride, int count, cublas_arithmetic arithmetic,
    cublas_algorithm algorithm);
} cublas_library;

/// Says where a function of a name is, or NULL.
typedef void *_Nullable (*cuda_finder)(void *_Nullable library, const char *_Nonnull name);

/// Opens a shared library for good; NULL with the dynamic linker's message where that fails.
void *_Nullable cuda_open_library(const char *_Nonnull file, char *_Nonnull message, size_t size);

/// Finds a function in a library that `cuda_open_library` opened.
void *_Nullable cuda_find_in_library(void *_Nullable library, const char *_Nonnull name);

/// The file that a function was loaded from; an empty text where that is not known.
const char *_Nonnull cuda_file_of(const void *_Nonnull function);

/// Fills the table of the driver's functions.
///
/// Returns the name of the first that is missing, NULL where all are there.
const char *_Nullable cuda_driver_find(cuda_driver *_Nonnull driver, cuda_finder _Nonnull find,
                                       void *_Nullable library);

/// Fills the table of the compiler's functions; returns as `cuda_driver_find` does.
const char *_Nullable nvrtc_find(nvrtc_compiler *_Nonnull compiler, cuda_finder _Nonnull find,
                                 void *_Nullable library);

/// Fills the table of cuBLAS's functions; returns as `cuda_driver_find` does.
const char *_Nullable cublas_find(cublas_library *_Nonnull library, cuda_finder _Nonnull find,
                                  void *_Nullable opened);

#ifdef __cplusplus
}
#endif
