// What the instructions of ptx.h mean, written from NVIDIA's description of them.

#pragma once

#include "emulated.h"

inline unsigned bits_of(float number) {
  unsigned bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

inline float number_of(unsigned bits) {
  float number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

inline unsigned to_tf32(float number) {
  if (isnan(number)) return 0x7FFFE000;
  // Half of the last place that stays; what is infinite has none to carry into.
  return isinf(number) ? bits_of(number) : (bits_of(number) + 0x1000) & ~0x1FFFu;
}

inline unsigned to_bf16(float number) {
  if (isnan(number)) return 0x7FFF;
  const unsigned bits = bits_of(number);
  return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
}

inline unsigned to_bf16(float low, float high) { return to_bf16(high) << 16 | to_bf16(low); }

namespace emulated {

/// What a lane brings to a product.
struct Operands {
  unsigned a[4], b[2];
};

inline float tf32_number(unsigned word) {
  if ((word & 0x1FFF) != 0) fault("multiplies %g, which is no TF32", number_of(word));
  return number_of(word);
}

/// One of the two BF16 numbers of a register.
inline float bf16_number(unsigned pair, int half) {
  return number_of(half == 0 ? pair << 16 : pair & 0xFFFF0000);
}

/// sums += a · b, where `a(row, k)` and `b(k, column)` say who has a number.
template <typename A, typename B>
void add_product(float (&sums)[4], int depth, const A &a, const B &b) {
  const int g = lane() / 4, t = lane() % 4;
  for (int i = 0; i < 4; i++) {
    const int row = i < 2 ? g : g + 8, column = 2 * t + i % 2;
    double sum = sums[i];
    for (int k = 0; k < depth; k++) sum += double(a(row, k)) * b(k, column);
    sums[i] = float(sum);
  }
}

}  // namespace emulated

inline void mma_tf32(float (&sums)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
  const emulated::Meeting<emulated::Operands> warp(
    "mma_tf32", {{a[0], a[1], a[2], a[3]}, {b[0], b[1]}});
  emulated::add_product(
    sums, 8,
    [&](int row, int k) {
      return emulated::tf32_number(warp[row % 8 * 4 + k % 4].a[row / 8 + k / 4 * 2]);
    },
    [&](int k, int column) { return emulated::tf32_number(warp[column * 4 + k % 4].b[k / 4]); });
}

inline void mma_bf16(float (&sums)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
  const emulated::Meeting<emulated::Operands> warp(
    "mma_bf16", {{a[0], a[1], a[2], a[3]}, {b[0], b[1]}});
  emulated::add_product(
    sums, 16,
    [&](int row, int k) {
      const unsigned pair = warp[row % 8 * 4 + k % 8 / 2].a[row / 8 + k / 8 * 2];
      return emulated::bf16_number(pair, k % 2);
    },
    [&](int k, int column) {
      return emulated::bf16_number(warp[column * 4 + k % 8 / 2].b[k / 8], k % 2);
    });
}

template <int count>
void load_matrices(float (&numbers)[4], emulated::Shared<float, count> &shared, int row) {
  if (row % 4 != 0) emulated::fault("loads a row of a matrix from %d, no multiple of 4", row);
  const emulated::Meeting<int> warp("load_matrices", row);
  const int lane = emulated::lane();
  for (int matrix = 0; matrix < 4; matrix++) {
    numbers[matrix] = shared.read(warp[matrix * 8 + lane / 4] + lane % 4);
  }
}

template <int count>
void copy_later(emulated::Shared<float, count> &shared, int index, const float *number) {
  shared.write_later(index, *number);
}

inline void end_copies() { emulated::end_group(); }

template <int groups>
void wait_for_copies() {
  emulated::wait_for_groups(groups);
}
