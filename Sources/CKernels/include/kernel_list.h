// All kernels, each as KERNEL(name, (parameters)).
//
// No include guard: this is included wherever all of them are listed, with KERNEL defined as what
// becomes of one there. A kernel's function for one kind of CPU is called ck_NAME_block.

// MARK: - Convolutions

/// y = store(convolution(x) + bias + addend). Bias [O], addend and mask, blocks like y, may be
/// absent.
KERNEL(convolve, (const ck_convolution *plan, const float *x, const float *packed,
                  const float *bias, const float *addend, ck_store store, const float *mask,
                  float *y))
/// The same by Winograd's algorithm; packed weights are [outputs / output_block][16][channels]
/// [output_block], each kernel transformed by `ck_winograd_weight`.
KERNEL(winograd, (const ck_winograd *plan, const float *x, const float *packed, const float *bias,
                  const float *addend, ck_store store, const float *mask, float *scratch, float *y))
/// sums [O][C][kernel rows][kernel columns] = the weight gradient of the block's first images.
KERNEL(weight_gradient, (const ck_weight_gradient *plan, const float *x, const float *upstream,
                         int images, float *scratch, float *sums))
/// The same by Winograd's algorithm.
KERNEL(winograd_gradient, (const ck_winograd *plan, const float *x, const float *upstream,
                           int images, float *scratch, float *sums))

// MARK: - Pooling

/// The maxima, and the cells of the plane where they are; either may be absent.
KERNEL(max_pool, (const ck_pool *plan, const float *x, float *y, float *switches))
/// x = each number of upstream at the cell its switch names, added up; 0 elsewhere.
KERNEL(max_unpool, (const ck_pool *plan, const float *upstream, const float *switches, float *x))
KERNEL(average_pool, (const ck_pool *plan, const float *x, float *y))
KERNEL(average_unpool, (const ck_pool *plan, const float *upstream, float *x))

// MARK: - Sums of each channel [C], of the block's first images

/// Σ x.
KERNEL(channel_sums, (const float *x, int images, ptrdiff_t cells, int channels, float *sums))
/// Σ (x − less) and Σ (x − less)².
KERNEL(channel_squares, (const float *x, const float *less, int images, ptrdiff_t cells,
                         int channels, float *sums, float *squares))
/// Σ dy and Σ dy · (x − mean).
KERNEL(channel_products, (const float *upstream, const float *x, const float *mean, int images,
                          ptrdiff_t cells, int channels, float *sums, float *products))

// MARK: - Batch normalisation

/// y = store(factor · (x − mean) + bias + addend).
KERNEL(normalise, (const float *x, const ck_normalisation *norm, const float *addend,
                   ck_store store, ptrdiff_t cells, int channels, float *y))
/// dx = factor · (dy − constant − (x − mean) · following).
KERNEL(normalise_gradient, (const float *x, const float *upstream, const ck_normalisation *norm,
                            const float *constant, const float *following, ptrdiff_t cells,
                            int channels, float *dx))

// MARK: - Single numbers, whose count is a multiple of 16

KERNEL(relu, (const float *x, ptrdiff_t count, float *y))
/// dx = upstream where x > 0 (or is NaN), else 0.
KERNEL(relu_gradient, (const float *x, const float *upstream, ptrdiff_t count, float *dx))
KERNEL(add, (const float *a, const float *b, ptrdiff_t count, float *y))
KERNEL(tanh, (const float *x, ptrdiff_t count, float *y))
/// dx = upstream · (1 − y²), with y the tangent itself.
KERNEL(tanh_gradient, (const float *y, const float *upstream, ptrdiff_t count, float *dx))

// MARK: - Into and out of a block

/// Images [C][cells] one after the other → [cells][C][16], with 0 for those that are missing.
KERNEL(enter, (const float *x, int images, ptrdiff_t cells, int channels, float *y))
/// [cells][C][16] → the first images [C][cells] one after the other.
KERNEL(leave, (const float *x, int images, ptrdiff_t cells, int channels, float *y))

#undef KERNEL
