#include "CUDAKernels.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char elementwise[] = {
#embed "Kernels/elementwise.cu"
  , 0};
static const char movement[] = {
#embed "Kernels/movement.cu"
  , 0};
static const char sums[] = {
#embed "Kernels/sums.cu"
  , 0};
static const char products[] = {
#embed "Kernels/products.cu"
  , 0};
static const char convolutions[] = {
#embed "Kernels/convolutions.cu"
  , 0};
static const char tensor_cores[] = {
#embed "Kernels/tensor_cores.cu"
  , 0};
static const char planes[] = {
#embed "Kernels/planes.cu"
  , 0};
static const char channels[] = {
#embed "Kernels/channels.cu"
  , 0};
static const char classes[] = {
#embed "Kernels/classes.cu"
  , 0};
static const char images[] = {
#embed "Kernels/images.cu"
  , 0};
static const char updates[] = {
#embed "Kernels/updates.cu"
  , 0};

static const char kernel[] = {
#embed "Kernels/kernel.h"
  , 0};
static const char multiply[] = {
#embed "Kernels/multiply.h"
  , 0};
static const char tensor_multiply[] = {
#embed "Kernels/tensor_multiply.h"
  , 0};
static const char matrix_operands[] = {
#embed "Kernels/matrix_operands.h"
  , 0};
static const char convolution_operands[] = {
#embed "Kernels/convolution_operands.h"
  , 0};
static const char ptx[] = {
#embed "Kernels/ptx.h"
  , 0};
static const char block_sum[] = {
#embed "Kernels/block_sum.h"
  , 0};
static const char store[] = {
#embed "Kernels/store.h"
  , 0};
static const char walk[] = {
#embed "Kernels/walk.h"
  , 0};
static const char arguments[] = {
#embed "include/arguments.h"
  , 0};

static const cuda_kernel_file sources[] = {
  {"elementwise.cu", elementwise},
  {"movement.cu", movement},
  {"sums.cu", sums},
  {"products.cu", products},
  {"convolutions.cu", convolutions},
  {"tensor_cores.cu", tensor_cores},
  {"planes.cu", planes},
  {"channels.cu", channels},
  {"classes.cu", classes},
  {"images.cu", images},
  {"updates.cu", updates},
  {0, 0},
};

static const cuda_kernel_file headers[] = {
  {"kernel.h", kernel},
  {"multiply.h", multiply},
  {"tensor_multiply.h", tensor_multiply},
  {"matrix_operands.h", matrix_operands},
  {"convolution_operands.h", convolution_operands},
  {"ptx.h", ptx},
  {"block_sum.h", block_sum},
  {"store.h", store},
  {"walk.h", walk},
  {"arguments.h", arguments},
  {0, 0},
};

const cuda_kernel_file *cuda_kernel_sources(void) { return sources; }

const cuda_kernel_file *cuda_kernel_headers(void) { return headers; }
