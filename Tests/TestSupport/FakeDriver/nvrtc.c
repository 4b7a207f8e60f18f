// A libnvrtc.so that says its version, MAJOR.0, and compiles nothing.

static char place;

int nvrtcVersion(int *major, int *minor) { return *major = MAJOR, *minor = 0, 0; }
const char *nvrtcGetErrorString(int result) { return "it is a fake"; }
int nvrtcGetNumSupportedArchs(int *count) { return *count = 1, 0; }
int nvrtcGetSupportedArchs(int *archs) { return *archs = 90, 0; }
int nvrtcCreateProgram(void **program) { return *program = &place, 0; }
int nvrtcCompileProgram(void) { return 6; }
int nvrtcGetProgramLogSize(void *program, unsigned long *size) { return *size = 1, 0; }
int nvrtcGetProgramLog(void *program, char *log) { return *log = 0, 0; }
int nvrtcGetCUBINSize(void) { return 6; }
int nvrtcGetCUBIN(void) { return 6; }
int nvrtcGetPTXSize(void) { return 6; }
int nvrtcGetPTX(void) { return 6; }
int nvrtcDestroyProgram(void **program) { return *program = 0, 0; }
