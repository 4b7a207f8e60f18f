// All kernels of one kind of CPU, as a table.
//
// avx512.c, avx2.c and portable.c each include this once, with other definitions of
//   CK_NAME, CK_TABLE             what the kind is called, and its table
//   CK_TARGET                     the attribute that lets a function use its instructions
//   CK_COLUMNS, CK_OUTPUTS        the tiles × outputs whose sums its registers hold
//   CK_GRADIENT_OUTPUTS, CK_GRADIENT_CHANNELS
//                                 the outputs × channels of a weight gradient that they hold
// so all functions but the table are static.

#pragma once

#include "convolve.h"
#include "normalise.h"
#include "pointwise.h"
#include "pool.h"
#include "weight_gradient.h"
#include "winograd.h"
#include "winograd_gradient.h"

_Static_assert(CK_COLUMNS <= ck_most_columns && CK_GRADIENT_OUTPUTS <= ck_most_gradient_outputs &&
                   CK_GRADIENT_CHANNELS <= ck_most_gradient_channels,
               "plans and scratch memory are made for the most that plan.h names");

const ck_kernels CK_TABLE = {
  .name = CK_NAME,
  .tile_columns = CK_COLUMNS,
  .output_block = CK_OUTPUTS,
#define KERNEL(name, parameters) .name = ck_##name##_block,
#include "kernel_list.h"
};
