// Matrix products in single precision.

#include "matrix_operands.h"
#include "multiply.h"

// With what is done to sums before they are stored, the registers that NVRTC takes for devices of compute capability 9.0 by
// itself do not do.
WIDE_KERNEL(matmul, cuda_matmul_arguments) { multiply(matrix_operands(a)); }
