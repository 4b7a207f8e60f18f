// What kernels are given: read by the host, which fills it in, by the device's compiler, and by the
// emulator. Nothing is included, for the device's compiler has no headers.

#pragma once

#ifdef __cplusplus
#define CUDA_CELLS(type)                     \
  DEVICE type &operator[](int index) const { \
    check_bounds(index, count);              \
    return numbers[index];                   \
  }
#else
#define CUDA_CELLS(type)
#endif

enum {
  /// The threads of every block.
  cuda_threads = 256,
  /// The threads that run in step.
  cuda_warp = 32,
  /// The axes that a walk through tensors has at most.
  cuda_axes = 8,
  /// A block of `multiply.h` computes a square of as many results along each side.
  cuda_tile = 64,
  /// A block of `tensor_multiply.h` computes as many rows, and so many columns.
  cuda_wide_tile = 128,
  /// The longest sum that one thread adds up alone.
  cuda_short_sum = 64,
};

/// All threads of a warp, as shuffles want them named.
#define cuda_whole_warp 0xFFFFFFFFu

/// Numbers in the device's memory.
typedef struct cuda_tensor {
  float *numbers;
  int count;
  CUDA_CELLS(float)
} cuda_tensor;

/// Whole numbers in the device's memory.
typedef struct cuda_integers {
  int *numbers;
  int count;
  CUDA_CELLS(int)
} cuda_integers;

/// One number for each axis, outermost first.
typedef struct cuda_numbers_by_axis {
  int at[cuda_axes];
} cuda_numbers_by_axis;

/// One axis of a sliding window.
typedef struct cuda_window {
  int taps, stride, padding, dilation;
} cuda_window;

/// The axes of a tensor of planes; a sequence has one row.
typedef struct cuda_planes {
  int batch, channels, height, width;
} cuda_planes;

// MARK: - Elementwise

typedef enum {
  cuda_relu, cuda_leaky_relu, cuda_elu, cuda_step, cuda_sigmoid, cuda_softplus, cuda_tanh, cuda_exp,
  cuda_log, cuda_square_root, cuda_affine,
} cuda_unary_function;

typedef enum { cuda_add, cuda_subtract, cuda_multiply, cuda_divide } cuda_binary_function;

typedef struct cuda_fill_arguments {
  cuda_tensor y;
  float value;
} cuda_fill_arguments;

/// `upstream` has no numbers where the function itself is meant and not its slope.
typedef struct cuda_unary_arguments {
  cuda_tensor x, upstream, y;
  cuda_unary_function function;
  float first, second;
} cuda_unary_arguments;

/// `slopes` has one number, or one for each channel.
typedef struct cuda_prelu_arguments {
  cuda_tensor x, slopes, upstream, y;
  int channels, inner;
} cuda_prelu_arguments;

/// `step` has one number or none; an element is dropped while its fraction of 2⁵³ is below `limit`.
typedef struct cuda_dropout_arguments {
  cuda_tensor x, step, y;
  unsigned long long seed;
  double limit;
  float scale;
} cuda_dropout_arguments;

/// A walk that moves numbers from one tensor to another.
typedef struct cuda_copy_arguments {
  cuda_tensor x, y;
  int count, rank;
  cuda_numbers_by_axis lengths, x_strides, y_strides;
  int x_start, y_start;
} cuda_copy_arguments;

typedef struct cuda_binary_arguments {
  cuda_tensor a, b, y;
  cuda_binary_function function;
  int rank;
  cuda_numbers_by_axis lengths, a_strides, b_strides;
} cuda_binary_arguments;

/// What is done to a number before it is stored: the number of `addend` at its place is added, and then it
/// is 0 where `mask` is not positive or, with `is_rectified`, where it is not positive itself. What has no
/// numbers does nothing.
typedef struct cuda_store {
  cuda_tensor addend, mask;
  int is_rectified;
} cuda_store;

// MARK: - Sums and products

/// Each result is the sum over the inner axes, from where the outer axes lead.
typedef struct cuda_reduce_arguments {
  cuda_tensor x, y;
  int outer_rank, inner_rank, inner_count;
  cuda_numbers_by_axis outer_lengths, outer_strides, inner_lengths, inner_strides;
  int is_mean;
} cuda_reduce_arguments;

/// `c[.., m, p] = Σ over k of a[.., m, k] · b[.., k, p]`; leading axes have strides of their own.
///
/// `bias` has a number for each column, or none; `store` says what becomes of the sums.
typedef struct cuda_matmul_arguments {
  cuda_tensor a, b, c, bias;
  int rows, columns, depth;
  int a_row, a_column, b_row, b_column;
  int rank;
  cuda_numbers_by_axis lengths, a_strides, b_strides;
  cuda_store store;
} cuda_matmul_arguments;

/// The three tensors that meet in a convolution, one of which is computed from the others:
/// `image` [N, C, S], `weight` [O, C/G, K], `features` [N, O, S'].
///
/// `bias` has no numbers where there is none. The weight's gradient is summed in `parts`: each part
/// of the batch and positions makes a tensor of its own. `store` says what becomes of the sums of the
/// other two.
typedef struct cuda_convolution_arguments {
  cuda_tensor image, weight, features, bias;
  cuda_planes image_planes, kernel, feature_planes;
  cuda_window vertical, horizontal;
  int groups, parts;
  cuda_store store;
} cuda_convolution_arguments;

// MARK: - Planes

/// Which cells each result along an axis is made of: those at `entries[starts[r]]` and on, each by its
/// weight and over its divisor.
typedef struct cuda_sources {
  cuda_integers starts, entries;
  cuda_tensor weights, divisors;
} cuda_sources;

/// A result is the sum of its sources over `row_divisors · column_divisors`, or `border` where there
/// are none.
typedef struct cuda_plane_arguments {
  cuda_tensor x, y, row_divisors, column_divisors;
  cuda_planes x_planes, y_planes;
  cuda_sources rows, columns;
  float border;
} cuda_plane_arguments;

/// `y` gets the maxima and `switches` where they are; one of them may have no numbers.
typedef struct cuda_max_pool_arguments {
  cuda_tensor x, y, switches;
  cuda_planes x_planes, y_planes;
  cuda_window vertical, horizontal;
} cuda_max_pool_arguments;

/// `bad` gets the smallest position whose switch or target names nothing.
typedef struct cuda_switch_arguments {
  cuda_tensor x, switches, y;
  cuda_integers bad;
  int x_area, switches_area, y_area, adds;
} cuda_switch_arguments;

/// `columns` [N, C·K, positions] and `image` [N, C, S].
typedef struct cuda_columns_arguments {
  cuda_tensor image, columns;
  cuda_planes image_planes;
  cuda_window vertical, horizontal;
  int rows, row_columns;
} cuda_columns_arguments;

// MARK: - Channels and classes

/// `weight_gradient` and `bias_gradient` may have no numbers; the gradient has no `store`.
typedef struct cuda_batch_norm_arguments {
  cuda_tensor x, weight, bias, mean, variance, upstream, y, weight_gradient, bias_gradient;
  int batch, channels, inner, is_training;
  float epsilon;
  cuda_store store;
} cuda_batch_norm_arguments;

typedef struct cuda_moments_arguments {
  cuda_tensor x, mean, variance;
  int batch, channels, inner;
} cuda_moments_arguments;

/// `upstream` has no numbers where the op itself is meant.
typedef struct cuda_local_norm_arguments {
  cuda_tensor x, upstream, y;
  int channels, inner, before, after;
  float size, alpha, beta, k;
} cuda_local_norm_arguments;

typedef struct cuda_softmax_arguments {
  cuda_tensor x, y;
  int length, inner, is_logarithm;
} cuda_softmax_arguments;

/// `bad` gets the smallest position whose target names no class.
typedef struct cuda_class_arguments {
  cuda_tensor x, target, y;
  cuda_integers bad;
  int classes, inner;
} cuda_class_arguments;

/// A buffer that takes the numbers of another.
typedef struct cuda_replacement {
  cuda_tensor from, to;
} cuda_replacement;

/// Replacements in the device's memory.
typedef struct cuda_replacements {
  cuda_replacement *numbers;
  int count;
  CUDA_CELLS(cuda_replacement)
} cuda_replacements;

/// Where `gate` has a number that is infinite or none, nothing changes.
typedef struct cuda_replace_arguments {
  cuda_replacements replacements;
  cuda_tensor gate;
} cuda_replace_arguments;

/// `right` gets how many rows are right; `told` and, as long as it is a number, `gate` get the loss.
typedef struct cuda_settle_arguments {
  cuda_tensor scores, labels, loss, gate, told;
  cuda_integers right;
  int rows, classes;
} cuda_settle_arguments;

// MARK: - Steps of optimisers

/// The numbers of a rule's step, which change from step to step; which of them a rule has is said in its kernel.
typedef struct cuda_update_numbers {
  double weight;
  float rate, weight_decay, keep, take, epsilon, momentum, shrinkage, root_correction;
  int is_nesterov, is_first, is_centered, has_momentum, is_amsgrad;
} cuda_update_numbers;

/// Such numbers in the device's memory.
typedef struct cuda_update_numbers_place {
  cuda_update_numbers *numbers;
  int count;
  CUDA_CELLS(cuda_update_numbers)
} cuda_update_numbers_place;

/// One step of a rule. Where `gate` has a number that is infinite or none, nothing changes.
typedef struct cuda_update_arguments {
  cuda_tensor parameters, gradients, first, second, third, gate;
  cuda_update_numbers_place rule;
} cuda_update_arguments;

// MARK: - Images

/// Bytes in the device's memory.
typedef struct cuda_bytes {
  unsigned char *numbers;
  int count;
  CUDA_CELLS(unsigned char)
} cuda_bytes;

/// Where an image goes: row y shows row y + `down`, column x shows column x + `right`, and then left and right may change
/// places. From outside comes pixel 0, or what becomes 0.
typedef struct cuda_movement {
  int down, right, is_mirrored, has_black_border;
} cuda_movement;

/// Movements in the device's memory.
typedef struct cuda_movements {
  cuda_movement *numbers;
  int count;
  CUDA_CELLS(cuda_movement)
} cuda_movements;

/// Pixels [N, C, H, W] become numbers of the same shape; `centers` and `scales` have one for each channel.
typedef struct cuda_images_arguments {
  cuda_bytes pixels;
  cuda_movements movements;
  cuda_tensor centers, scales, y;
  int channels, height, width;
} cuda_images_arguments;
