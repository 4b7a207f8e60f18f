// Loops over single numbers, and the way into and out of a block.

#include "block.h"

CK_TARGET static void ck_relu_all(const float *x, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    lanes value;
    ck_load(&value, x + i);
    value = ck_relu(value);
    ck_save(y + i, &value);
  }
}

CK_TARGET static void ck_relu_gradient_all(const float *x, const float *upstream,
                                           ptrdiff_t count, float *dx) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    lanes value, dy;
    ck_load(&value, x + i);
    ck_load(&dy, upstream + i);
    dy = ck_pick(value <= 0, (lanes){}, dy);
    ck_save(dx + i, &dy);
  }
}

CK_TARGET static void ck_add_all(const float *a, const float *b, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    lanes left, right;
    ck_load(&left, a + i);
    ck_load(&right, b + i);
    left += right;
    ck_save(y + i, &left);
  }
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

CK_TARGET static void ck_tanh_all(const float *x, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    lanes value;
    ck_load(&value, x + i);
    value = ck_tanh(value);
    ck_save(y + i, &value);
  }
}

CK_TARGET static void ck_tanh_gradient_all(const float *y, const float *upstream,
                                           ptrdiff_t count, float *dx) {
  for (ptrdiff_t i = 0; i < count; i += CK_LANES) {
    lanes value, dy;
    ck_load(&value, y + i);
    ck_load(&dy, upstream + i);
    dy *= 1 - value * value;
    ck_save(dx + i, &dy);
  }
}

CK_TARGET static void ck_enter(const float *x, int images, ptrdiff_t cells, int channels,
                               float *y) {
  const ptrdiff_t image = cells * channels;
  if (images < CK_LANES) ck_clear(y, image * CK_LANES);
  for (int c = 0; c < channels; c++) {
    for (ptrdiff_t cell = 0; cell < cells; cell++) {
      const float *from = x + c * cells + cell;
      float *to = y + (cell * channels + c) * CK_LANES;
      if (images == CK_LANES) {
        CK_UNROLL for (int lane = 0; lane < CK_LANES; lane++) to[lane] = from[lane * image];
      } else {
        for (int lane = 0; lane < images; lane++) to[lane] = from[lane * image];
      }
    }
  }
}

CK_TARGET static void ck_leave(const float *x, int images, ptrdiff_t cells, int channels,
                               float *y) {
  const ptrdiff_t image = cells * channels;
  for (int c = 0; c < channels; c++) {
    for (ptrdiff_t cell = 0; cell < cells; cell++) {
      const float *from = x + (cell * channels + c) * CK_LANES;
      float *to = y + c * cells + cell;
      if (images == CK_LANES) {
        CK_UNROLL for (int lane = 0; lane < CK_LANES; lane++) to[lane * image] = from[lane];
      } else {
        for (int lane = 0; lane < images; lane++) to[lane * image] = from[lane];
      }
    }
  }
}
