// Loops of convolutional networks over blocks of images that lie innermost.
//
// A block holds `CK_LANES` images: [H][W][C][lanes]. A lane is an image, so every loop is plain
// vertical arithmetic whatever the size, stride or padding. What a kernel reads is said by tables
// that the caller makes; nothing here knows a formula of sizes.
//
// The last block of a batch may have fewer images. Its other lanes are computed like any, and their
// numbers mean nothing: what adds over the images is told how many there are.
//
// Every function handles one block (or one range) on the calling thread, in an order of sums that
// depends on its arguments alone.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The images of a block.
#define CK_LANES 16

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
  /// y = store(convolution(x) + bias + addend). Bias, addend (a block like y) and mask may be
  /// absent.
  void (*convolve)(const ck_convolution *plan, const float *x, const float *packed,
                   const float *bias, const float *addend, ck_store store, const float *mask,
                   float *y);
  /// The same by Winograd's algorithm; packed weights are [outputs / these][16][channels][these],
  /// each kernel transformed by `ck_winograd_weight`.
  void (*winograd)(const ck_winograd *plan, const float *x, const float *packed,
                   const float *bias, const float *addend, ck_store store, const float *mask,
                   float *scratch, float *y);
  /// sums ([O][C][kernel]) = the weight gradient of the block's first images.
  void (*weight_gradient)(const ck_weight_gradient *plan, const float *x, const float *upstream,
                          int images, float *scratch, float *sums);
  /// The same by Winograd's algorithm.
  void (*winograd_gradient)(const ck_winograd *plan, const float *x, const float *upstream,
                            int images, float *scratch, float *sums);

  /// The maxima, and the cells of the plane where they are; either may be absent.
  void (*max_pool)(const ck_pool *plan, const float *x, float *y, float *switches);
  /// x = each number of upstream at the cell its switch names, added up; 0 elsewhere.
  void (*max_unpool)(const ck_pool *plan, const float *upstream, const float *switches, float *x);
  void (*average_pool)(const ck_pool *plan, const float *x, float *y);
  void (*average_unpool)(const ck_pool *plan, const float *upstream, float *x);

  // Sums of each channel, of the block's first images.

  /// Σ x.
  void (*channel_sums)(const float *x, int images, ptrdiff_t cells, int channels, float *sums);
  /// Σ (x − less) and Σ (x − less)².
  void (*channel_squares)(const float *x, const float *less, int images, ptrdiff_t cells,
                          int channels, float *sums, float *squares);
  /// Σ dy and Σ dy · (x − mean).
  void (*channel_products)(const float *upstream, const float *x, const float *mean, int images,
                           ptrdiff_t cells, int channels, float *sums, float *products);

  /// y = store(factor · (x − mean) + bias + addend).
  void (*normalise)(const float *x, const ck_normalisation *norm, const float *addend,
                    ck_store store, ptrdiff_t cells, int channels, float *y);
  /// dx = factor · (dy − constant − (x − mean) · following).
  void (*normalise_gradient)(const float *x, const float *upstream, const ck_normalisation *norm,
                             const float *constant, const float *following, ptrdiff_t cells,
                             int channels, float *dx);

  // Loops over whole blocks, whose count is a multiple of CK_LANES.
  void (*relu)(const float *x, ptrdiff_t count, float *y);
  /// dx = upstream where x > 0 (or is NaN), else 0.
  void (*relu_gradient)(const float *x, const float *upstream, ptrdiff_t count, float *dx);
  void (*add)(const float *a, const float *b, ptrdiff_t count, float *y);
  void (*tanh)(const float *x, ptrdiff_t count, float *y);
  /// dx = upstream · (1 − y²), with y the tangent itself.
  void (*tanh_gradient)(const float *y, const float *upstream, ptrdiff_t count, float *dx);

  /// Images [C][cells] one after the other → [cells][C][lanes], with 0 for those that are missing.
  void (*enter)(const float *x, int images, ptrdiff_t cells, int channels, float *y);
  /// [cells][C][lanes] → the first images [C][cells] one after the other.
  void (*leave)(const float *x, int images, ptrdiff_t cells, int channels, float *y);
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
