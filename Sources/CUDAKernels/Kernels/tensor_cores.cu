// Convolutions and matrix products on tensor cores, in TF32 and in BF16.

#include "convolution_operands.h"
#include "matrix_operands.h"
#include "tensor_multiply.h"

WIDE_KERNEL(convolution_tf32, cuda_convolution_arguments) {
  multiply_in<TF32>(feature_operands(a));
}

WIDE_KERNEL(convolution_bf16, cuda_convolution_arguments) {
  multiply_in<BF16>(feature_operands(a));
}

WIDE_KERNEL(transposed_convolution_tf32, cuda_convolution_arguments) {
  multiply_in<TF32>(image_operands(a));
}

WIDE_KERNEL(transposed_convolution_bf16, cuda_convolution_arguments) {
  multiply_in<BF16>(image_operands(a));
}

WIDE_KERNEL(weight_gradient_tf32, cuda_convolution_arguments) {
  multiply_in<TF32>(weight_operands(a));
}

WIDE_KERNEL(weight_gradient_bf16, cuda_convolution_arguments) {
  multiply_in<BF16>(weight_operands(a));
}

WIDE_KERNEL(matmul_tf32, cuda_matmul_arguments) { multiply_in<TF32>(matrix_operands(a)); }

WIDE_KERNEL(matmul_bf16, cuda_matmul_arguments) { multiply_in<BF16>(matrix_operands(a)); }
