// Matrix products in single precision.

#include "matrix_operands.h"
#include "multiply.h"

BLOCK_KERNEL(matmul, cuda_matmul_arguments) { multiply(matrix_operands(a)); }
