// All kernels of one kind of CPU, as a table.

#include "convolve.h"
#include "winograd.h"
#include "weight_gradient.h"
#include "winograd_gradient.h"
#include "pool.h"
#include "normalise.h"
#include "pointwise.h"
#include "tables.h"

const ck_kernels CK_TABLE = {
  .name = CK_NAME,
  .tile_columns = CK_COLUMNS,
  .output_block = CK_OUTPUTS,
  .convolve = ck_convolve,
  .winograd = ck_winograd_block,
  .weight_gradient = ck_weight_gradient_block,
  .winograd_gradient = ck_winograd_gradient,
  .max_pool = ck_max_pool,
  .max_unpool = ck_max_unpool,
  .average_pool = ck_average_pool,
  .average_unpool = ck_average_unpool,
  .channel_sums = ck_channel_sums,
  .channel_squares = ck_channel_squares,
  .channel_products = ck_channel_products,
  .normalise = ck_normalise,
  .normalise_gradient = ck_normalise_gradient,
  .relu = ck_relu_all,
  .relu_gradient = ck_relu_gradient_all,
  .add = ck_add_all,
  .tanh = ck_tanh_all,
  .tanh_gradient = ck_tanh_gradient_all,
  .enter = ck_enter,
  .leave = ck_leave,
};
