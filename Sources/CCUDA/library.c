#define _GNU_SOURCE

#include "CCUDA.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

void *cuda_open_library(const char *file, char *message, size_t size) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    snprintf(message, size, "%s", reason ? reason : "the dynamic linker does not say why");
  }
  return library;
}

void *cuda_find_in_library(void *library, const char *name) { return dlsym(library, name); }

const char *cuda_file_of(const void *function) {
  Dl_info place;
  return dladdr(function, &place) && place.dli_fname ? place.dli_fname : "";
}

/// A function's name, and where its address goes in a table.
typedef struct {
  const char *name;
  size_t offset;
} entry;

static const char *find_all(void *table, const entry *entries, size_t count, cuda_finder find,
                            void *library) {
  for (size_t index = 0; index < count; index++) {
    void *function = find(library, entries[index].name);
    if (!function) return entries[index].name;
    memcpy((char *)table + entries[index].offset, &function, sizeof function);
  }
  return NULL;
}

#define DRIVER(field, name) {name, offsetof(cuda_driver, field)}
#define NVRTC(field, name) {name, offsetof(nvrtc_compiler, field)}
#define CUBLAS(field, name) {name, offsetof(cublas_library, field)}
#define FIND_ALL(table, entries) \
  find_all(table, entries, sizeof entries / sizeof *entries, find, library)

const char *cuda_driver_find(cuda_driver *driver, cuda_finder find, void *library) {
  static const entry entries[] = {
    DRIVER(initialize, "cuInit"),
    DRIVER(driver_get_version, "cuDriverGetVersion"),
    DRIVER(get_error_name, "cuGetErrorName"),
    DRIVER(get_error_string, "cuGetErrorString"),
    DRIVER(device_get_count, "cuDeviceGetCount"),
    DRIVER(device_get, "cuDeviceGet"),
    DRIVER(device_get_name, "cuDeviceGetName"),
    DRIVER(device_get_attribute, "cuDeviceGetAttribute"),
    DRIVER(device_total_mem, "cuDeviceTotalMem_v2"),
    DRIVER(device_primary_ctx_retain, "cuDevicePrimaryCtxRetain"),
    DRIVER(device_primary_ctx_release, "cuDevicePrimaryCtxRelease_v2"),
    DRIVER(ctx_set_current, "cuCtxSetCurrent"),
    DRIVER(stream_create, "cuStreamCreate"),
    DRIVER(stream_destroy, "cuStreamDestroy_v2"),
    DRIVER(stream_synchronize, "cuStreamSynchronize"),
    DRIVER(stream_wait_event, "cuStreamWaitEvent"),
    DRIVER(event_create, "cuEventCreate"),
    DRIVER(event_record, "cuEventRecord"),
    DRIVER(event_synchronize, "cuEventSynchronize"),
    DRIVER(event_destroy, "cuEventDestroy_v2"),
    DRIVER(mem_host_alloc, "cuMemHostAlloc"),
    DRIVER(mem_free_host, "cuMemFreeHost"),
    DRIVER(mem_alloc, "cuMemAlloc_v2"),
    DRIVER(mem_free, "cuMemFree_v2"),
    DRIVER(memset_d8_async, "cuMemsetD8Async"),
    DRIVER(memcpy_htod_async, "cuMemcpyHtoDAsync_v2"),
    DRIVER(memcpy_dtoh_async, "cuMemcpyDtoHAsync_v2"),
    DRIVER(memcpy_dtod_async, "cuMemcpyDtoDAsync_v2"),
    DRIVER(module_load_data, "cuModuleLoadData"),
    DRIVER(module_unload, "cuModuleUnload"),
    DRIVER(module_get_function, "cuModuleGetFunction"),
    DRIVER(launch_kernel, "cuLaunchKernel"),
    DRIVER(stream_begin_capture, "cuStreamBeginCapture_v2"),
    DRIVER(stream_end_capture, "cuStreamEndCapture"),
    DRIVER(graph_instantiate, "cuGraphInstantiateWithFlags"),
    DRIVER(graph_destroy, "cuGraphDestroy"),
    DRIVER(graph_launch, "cuGraphLaunch"),
    DRIVER(graph_exec_destroy, "cuGraphExecDestroy"),
  };
  _Static_assert(sizeof entries / sizeof *entries == sizeof(cuda_driver) / sizeof(void *),
                 "each function of the table is found");
  return FIND_ALL(driver, entries);
}

const char *nvrtc_find(nvrtc_compiler *compiler, cuda_finder find, void *library) {
  static const entry entries[] = {
    NVRTC(version, "nvrtcVersion"),
    NVRTC(get_error_string, "nvrtcGetErrorString"),
    NVRTC(get_num_supported_archs, "nvrtcGetNumSupportedArchs"),
    NVRTC(get_supported_archs, "nvrtcGetSupportedArchs"),
    NVRTC(create_program, "nvrtcCreateProgram"),
    NVRTC(compile_program, "nvrtcCompileProgram"),
    NVRTC(get_program_log_size, "nvrtcGetProgramLogSize"),
    NVRTC(get_program_log, "nvrtcGetProgramLog"),
    NVRTC(get_cubin_size, "nvrtcGetCUBINSize"),
    NVRTC(get_cubin, "nvrtcGetCUBIN"),
    NVRTC(get_ptx_size, "nvrtcGetPTXSize"),
    NVRTC(get_ptx, "nvrtcGetPTX"),
    NVRTC(destroy_program, "nvrtcDestroyProgram"),
  };
  _Static_assert(sizeof entries / sizeof *entries == sizeof(nvrtc_compiler) / sizeof(void *),
                 "each function of the table is found");
  return FIND_ALL(compiler, entries);
}

const char *cublas_find(cublas_library *table, cuda_finder find, void *library) {
  static const entry entries[] = {
    CUBLAS(create, "cublasCreate_v2"),
    CUBLAS(destroy, "cublasDestroy_v2"),
    CUBLAS(get_version, "cublasGetVersion_v2"),
    CUBLAS(get_status_name, "cublasGetStatusName"),
    CUBLAS(set_stream, "cublasSetStream_v2"),
    CUBLAS(set_workspace, "cublasSetWorkspace_v2"),
    CUBLAS(gemm_strided_batched, "cublasGemmStridedBatchedEx"),
  };
  _Static_assert(sizeof entries / sizeof *entries == sizeof(cublas_library) / sizeof(void *),
                 "each function of the table is found");
  return FIND_ALL(table, entries);
}
