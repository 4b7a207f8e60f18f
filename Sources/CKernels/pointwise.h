// Loops over single numbers, and the way into and out of a block.

#pragma once

#include "block.h"

CK_TARGET static void ck_relu_block(const float *x, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) ck_save(ck_relu(ck_load(x + i)), y + i);
}

CK_TARGET static void ck_relu_gradient_block(const float *x, const float *upstream,
                                             ptrdiff_t count, float *dx) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES)
    ck_save(ck_pick(ck_load(x + i) <= 0, (lanes){}, ck_load(upstream + i)), dx + i);
}

CK_TARGET static void ck_add_block(const float *a, const float *b, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) ck_save(ck_load(a + i) + ck_load(b + i), y + i);
}

/// The hyperbolic tangent, (e²ˣ − 1) / (e²ˣ + 1), within a few units in the last place.
///
/// With 2x = n · ln 2 + r, e²ˣ − 1 is 2ⁿ · (eʳ − 1) + (2ⁿ − 1), and eʳ − 1 its Taylor series, whose
/// next term is below 2⁻²⁵ of the sum for |r| ≤ ln 2 / 2. Beyond ±9.1 the result is ±1.
CK_INLINE lanes ck_tanh(lanes x) {
  const lanes limit = (lanes){} + 9.1f;
  const lanes t = 2 * ck_pick(x > limit, limit, ck_pick(x < -limit, -limit, x));
  // Adding and taking away 1.5 · 2²³ rounds to a whole number.
  const lanes shifted = t * 1.442695041f + 12582912.0f;
  const lanes n = shifted - 12582912.0f;
  // ln 2 in two parts, the first short enough for n times it to be exact.
  const lanes r = (t - n * 0.693359375f) - n * -2.12194440e-4f;
  lanes p = (lanes){} + 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r * r + r;
  const lane_masks exponent = ((lane_masks)shifted - 0x4b400000 + 127) << 23;
  const lanes power = (lanes)exponent;
  const lanes less = power * p + (power - 1);
  return less / (less + 2);
}

CK_TARGET static void ck_tanh_block(const float *x, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) ck_save(ck_tanh(ck_load(x + i)), y + i);
}

CK_TARGET static void ck_tanh_gradient_block(const float *y, const float *upstream,
                                             ptrdiff_t count, float *dx) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    const lanes tangent = ck_load(y + i);
    ck_save(ck_load(upstream + i) * (1 - tangent * tangent), dx + i);
  }
}

/// Copies a number of each of the first images, which lie so far apart.
CK_INLINE void ck_copy_images(int images, const float *from, ptrdiff_t from_step, float *to,
                              ptrdiff_t to_step) {
  if (images == CK_LANES) {
    CK_UNROLL for (int i = 0; i < CK_LANES; i++) to[i * to_step] = from[i * from_step];
  } else {
    for (int i = 0; i < images; i++) to[i * to_step] = from[i * from_step];
  }
}

CK_TARGET static void ck_enter_block(const float *x, int images, ptrdiff_t cells, int channels,
                                     float *y) {
  const ptrdiff_t image = cells * channels;
  if (images < CK_LANES) ck_clear(y, image * CK_LANES);
  for (int c = 0; c < channels; c++) {
    for (ptrdiff_t cell = 0; cell < cells; cell++)
      ck_copy_images(images, x + c * cells + cell, image, y + (cell * channels + c) * CK_LANES, 1);
  }
}

CK_TARGET static void ck_leave_block(const float *x, int images, ptrdiff_t cells, int channels,
                                     float *y) {
  const ptrdiff_t image = cells * channels;
  for (int c = 0; c < channels; c++) {
    for (ptrdiff_t cell = 0; cell < cells; cell++)
      ck_copy_images(images, x + (cell * channels + c) * CK_LANES, 1, y + c * cells + cell, image);
  }
}
