// The kernels for CPUs with AVX-512: 32 registers of 16 numbers.

#if defined(__x86_64__)
#define CK_TARGET __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma")))
#define CK_COLUMNS 3
#define CK_OUTPUTS 8
#define CK_GRADIENT_OUTPUTS 6
#define CK_GRADIENT_CHANNELS 4
#define CK_NAME "avx512"
#define CK_TABLE ck_avx512
#include "kernels.h"
#endif
