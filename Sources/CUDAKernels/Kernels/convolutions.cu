// A convolution, its transpose and its weight's gradient in single precision.

#include "convolution_operands.h"
#include "multiply.h"

BLOCK_KERNEL(convolution, cuda_convolution_arguments) { multiply(feature_operands(a)); }

BLOCK_KERNEL(transposed_convolution, cuda_convolution_arguments) { multiply(image_operands(a)); }

BLOCK_KERNEL(weight_gradient, cuda_convolution_arguments) { multiply(weight_operands(a)); }
