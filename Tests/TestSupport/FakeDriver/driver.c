// A libcuda.so.1 that has every function and can do next to nothing. What it claims is set when it is
// compiled: INIT, VERSION, DEVICES, CAPABILITY and OPENING.

#include <string.h>

#ifndef INIT
#define INIT 0
#endif
#ifndef VERSION
#define VERSION 12040
#endif
#ifndef DEVICES
#define DEVICES 1
#endif
#ifndef CAPABILITY
#define CAPABILITY 90
#endif
#ifndef OPENING
#define OPENING 0
#endif

static char place;

int cuInit(unsigned flags) { return INIT; }
#ifndef BROKEN
int cuDriverGetVersion(int *version) { return *version = VERSION, 0; }
#endif
int cuGetErrorName(int result, const char **name) { return *name = "CUDA_ERROR_FAKE", 0; }
int cuGetErrorString(int result, const char **text) { return *text = "it is a fake", 0; }
int cuDeviceGetCount(int *count) { return *count = DEVICES, 0; }
int cuDeviceGet(int *device, int ordinal) { return *device = ordinal, 0; }
int cuDeviceGetName(char *name, int size, int device) { return strncpy(name, "Fake V100", size), 0; }
int cuDeviceGetAttribute(int *value, int attribute, int device) {
  return *value = attribute == 75 ? CAPABILITY / 10 : CAPABILITY % 10, 0;
}
int cuDeviceTotalMem_v2(size_t *bytes, int device) { return *bytes = 1 << 30, 0; }
int cuDevicePrimaryCtxRetain(void **context, int device) { return *context = &place, OPENING; }
int cuDevicePrimaryCtxRelease_v2(int device) { return 0; }
int cuCtxSetCurrent(void *context) { return 0; }
int cuStreamCreate(void **stream, unsigned flags) { return *stream = &place, 0; }
int cuStreamDestroy_v2(void *stream) { return 0; }
int cuStreamSynchronize(void *stream) { return 0; }
int cuStreamWaitEvent(void) { return 0; }
int cuEventCreate(void **event, unsigned flags) { return *event = &place, 0; }
int cuEventRecord(void) { return 0; }
int cuEventSynchronize(void) { return 0; }
int cuEventDestroy_v2(void) { return 0; }
int cuMemHostAlloc(void) { return 2; }
int cuMemFreeHost(void) { return 0; }
int cuMemcpyDtoDAsync_v2(void) { return 0; }
int cuMemAlloc_v2(unsigned long long *address, size_t bytes) { return 2; }
int cuMemFree_v2(unsigned long long address) { return 0; }
int cuMemsetD8Async(void) { return 0; }
int cuMemcpyHtoDAsync_v2(void) { return 0; }
int cuMemcpyDtoHAsync_v2(void) { return 0; }
int cuModuleLoadData(void) { return 200; }
int cuModuleUnload(void) { return 0; }
int cuModuleGetFunction(void) { return 500; }
int cuLaunchKernel(void) { return 719; }
int cuStreamBeginCapture_v2(void) { return 0; }
int cuStreamEndCapture(void) { return 719; }
int cuGraphInstantiateWithFlags(void) { return 719; }
int cuGraphDestroy(void) { return 0; }
int cuGraphLaunch(void) { return 719; }
int cuGraphExecDestroy(void) { return 0; }
