// The kernels for CPUs with AVX2 and FMA: 16 registers of 8 numbers, so a block is two of them.

#if defined(__x86_64__)
#define CK_TARGET __attribute__((target("avx2,fma")))
#define CK_COLUMNS 1
#define CK_OUTPUTS 4
#define CK_GRADIENT_OUTPUTS 2
#define CK_GRADIENT_CHANNELS 2
#define CK_NAME "avx2"
#define CK_TABLE ck_avx2
#include "kernels.h"
#endif
