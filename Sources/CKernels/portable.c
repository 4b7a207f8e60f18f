// The kernels in plain C with vectors that the compiler lowers to what every CPU of the
// architecture has: four registers a block with SSE2 and NEON.

#define CK_TARGET
#define CK_COLUMNS 1
#define CK_OUTPUTS 4
#define CK_GRADIENT_OUTPUTS 2
#define CK_GRADIENT_CHANNELS 2
#define CK_NAME "portable"
#define CK_TABLE ck_portable
#include "kernels.h"
