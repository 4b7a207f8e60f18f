// Loops of convolutional networks over blocks of 16 images that lie innermost.
//
// A lane is an image, so every loop is plain vertical arithmetic whatever the size, stride or
// padding. What a kernel reads is said by tables that the caller makes; nothing here knows a
// formula of sizes.
//
// The last block of a batch may have fewer images. Its other lanes are computed like any, and their
// numbers mean nothing: what adds over the images is told how many there are.
//
// Every function handles one block on the calling thread, in an order of sums that depends on its
// arguments alone.
//
// Letters, in all files of this target:
//   H, W   rows and columns of a plane, of the block that the letter's tensor is in
//   C, O   channels that are read, and outputs: the channels that are computed
//   x      a block that is read, [H][W][C][16]
//   y      the block that is computed, [H][W][O][16]; where channels are not mixed, O is C
//   dx, dy the gradients of x and y, shaped like them; dy, which is given, is called upstream

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The images of a block.
#define CK_LANES 16

/// The numbers of a tile, 4×4 cells, that Winograd's algorithm has transformed.
#define CK_POINTS 16

/// A run of neighbouring kernel elements along one axis that read neighbouring cells.
typedef struct {
  /// The first cell that is read.
  int32_t source;
  /// The first kernel element, in the order in which the weight is packed.
  int32_t tap;
  /// The number of kernel elements.
  int32_t length;
} ck_run;

/// Neighbouring results along one axis that meet the same kernel elements.
typedef struct {
  /// The first result cell.
  int32_t result;
  /// The number of results.
  int32_t count;
  /// Where their runs start in the axis' table, and how many there are.
  int32_t first_run, runs;
} ck_tile;

/// One axis of a convolution or of its input gradient.
typedef struct {
  const ck_tile *tiles;
  const ck_run *runs;
  int32_t tile_count;
  /// The kernel's length along the axis.
  int32_t kernel;
  /// The lengths of source and result.
  int32_t source_size, result_size;
  /// Result cells between the results of a tile, and source cells between what they read.
  int32_t result_step, source_step;
} ck_axis;

/// A convolution of a block, or its input gradient.
typedef struct {
  /// Each tile is one row.
  ck_axis rows;
  ck_axis columns;
  int32_t channels, outputs;
} ck_convolution;

/// A convolution of a block with kernels of 3×3 at stride 1, by Winograd's F(2×2, 3×3).
typedef struct {
  int32_t source_height, source_width, result_height, result_width;
  /// How far before the source's first cell the first result's window begins; may be negative.
  int32_t row_padding, column_padding;
  int32_t channels, outputs;
  /// The tiles that are transformed at a time.
  int32_t tiles;
} ck_winograd;

/// One kernel element along one axis, for the weight gradient: result `first + i` meets source
/// cell `source + i · step` for i in 0..<count.
typedef struct {
  int32_t first, source, count;
} ck_meeting;

/// The weight gradient of a convolution, from one block.
typedef struct {
  /// One for each kernel element along the axis.
  const ck_meeting *rows, *columns;
  int32_t kernel_height, kernel_width;
  int32_t row_step, column_step;
  int32_t source_height, source_width, result_height, result_width;
  int32_t channels, outputs;
  /// The result rows that are handled at a time.
  int32_t tile_rows;
} ck_weight_gradient;

/// The cells that each result of a pooling reads along one axis.
typedef struct {
  /// The first cell and the number of cells, for each result.
  const int32_t *starts, *counts;
  /// Cells from one that is read to the next.
  int32_t step;
  int32_t source_size, result_size;
  /// What each result's sum is divided by along this axis when it is averaged.
  const int32_t *divisors;
} ck_pool_axis;

/// A pooling of a block.
typedef struct {
  ck_pool_axis rows, columns;
  int32_t channels;
  /// Whether each cell is read by exactly one result.
  bool is_partition;
} ck_pool;

/// What batch normalisation does to the cells of each channel: factor · (x − mean) + bias.
typedef struct {
  const float *mean, *factor, *bias;
} ck_normalisation;

/// What is done to a number before it is stored: nothing; 0 if it is not positive; 0 where the
/// number at the same place of another block, the mask, is not positive.
typedef enum { ck_store_all, ck_store_relu, ck_store_masked } ck_store;

/// The kernels for one kind of CPU.
typedef struct {
  /// `avx512`, `avx2` or `portable`.
  const char *name;
  /// The results of a tile along a row.
  int32_t tile_columns;
  /// The most outputs that a convolution computes at a time: packed weights are
  /// [outputs / these][kernel rows][kernel columns][channels][these], the last block having as
  /// many as are left over.
  int32_t output_block;
#define KERNEL(name, parameters) void(*name) parameters;
#include "kernel_list.h"
} ck_kernels;

/// The kernels of a name, or the fastest that this CPU runs if `name` is NULL; NULL where the CPU
/// or the build does not have them.
const ck_kernels *ck_choose(const char *name);

/// The tiles to transform at a time, so that they stay in the cache.
int32_t ck_winograd_tiles(const ck_winograd *plan);

/// The numbers of scratch memory that `winograd` needs.
size_t ck_winograd_scratch(const ck_winograd *plan, int32_t output_block);

/// Transforms a kernel g (3×3), turned round or not, into 16 numbers that lie `point_step` apart.
void ck_winograd_weight(const float *g, bool turned, ptrdiff_t point_step, float *u);

/// The tiles to transform at a time for the weight gradient, so that they stay in the cache.
int32_t ck_winograd_gradient_tiles(const ck_winograd *plan);

/// The numbers of scratch memory that `winograd_gradient` needs.
size_t ck_winograd_gradient_scratch(const ck_winograd *plan);

/// The numbers of scratch memory that `weight_gradient` needs.
size_t ck_weight_gradient_scratch(const ck_weight_gradient *plan);

/// The result rows of a tile that leaves the groups of outputs and channels that are multiplied in
/// the innermost cache.
int32_t ck_weight_gradient_rows(const ck_weight_gradient *plan);

#ifdef __cplusplus
}
#endif
