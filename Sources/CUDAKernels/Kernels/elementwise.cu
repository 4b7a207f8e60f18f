// Functions of one or two numbers, each result by itself.

#include "kernel.h"
#include "walk.h"

KERNEL(fill, cuda_fill_arguments) {
  const int i = thread_number();
  if (i < a.y.count) a.y[i] = a.value;
}

DEVICE float unary_value(cuda_unary_function function, float first, float second, float x) {
  switch (function) {
  case cuda_relu: return x <= 0 ? 0 : x;
  case cuda_leaky_relu: return x > 0 ? x : first * x;
  case cuda_elu: return x > 0 ? x : first * expm1f(x);
  case cuda_step: return x != x ? x : x >= 0 ? 1.0f : 0.0f;
  case cuda_sigmoid: return 1 / (1 + expf(-x));
  case cuda_softplus: return first * x > second ? x : log1pf(expf(first * x)) / first;
  case cuda_tanh: return tanhf(x);
  case cuda_exp: return expf(x);
  case cuda_log: return logf(x);
  case cuda_square_root: return sqrtf(x);
  case cuda_affine: return first * x + second;
  }
  return 0;
}

/// Upstream times the slope; 0 where the slope is 0, whatever the upstream.
DEVICE float unary_gradient(cuda_unary_function function, float first, float second, float x,
                            float upstream) {
  switch (function) {
  case cuda_relu: return x <= 0 ? 0 : upstream;
  case cuda_leaky_relu: return x > 0 ? upstream : first * upstream;
  case cuda_elu: return x > 0 ? upstream : first * expf(x) * upstream;
  case cuda_step: return 0;
  // 1 - sigmoid(x) would cancel where it is near 0; sigmoid(-x) is the same and does not.
  case cuda_sigmoid: return upstream * (1 / (1 + expf(-x))) * (1 / (1 + expf(x)));
  case cuda_softplus:
    return first * x > second ? upstream : upstream / (1 + expf(-(first * x)));
  // 1 - tanh² cancels away from 0; 1 / cosh² is the same and does not.
  case cuda_tanh: {
    const float inverse = 1 / coshf(x);
    return upstream * (inverse * inverse);
  }
  case cuda_exp: return upstream * expf(x);
  case cuda_log: return upstream / x;
  case cuda_square_root: return upstream / (2 * sqrtf(x));
  case cuda_affine: return first * upstream;
  }
  return 0;
}

KERNEL(unary, cuda_unary_arguments) {
  const int i = thread_number();
  if (i < a.y.count) a.y[i] = unary_value(a.function, a.first, a.second, a.x[i]);
}

KERNEL(unary_slope, cuda_unary_arguments) {
  const int i = thread_number();
  if (i < a.y.count) {
    a.y[i] = unary_gradient(a.function, a.first, a.second, a.x[i], a.upstream[i]);
  }
}

/// x, or upstream where there is one, times the slope where x is not positive.
KERNEL(prelu, cuda_prelu_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const float slope = a.slopes[a.slopes.count == 1 ? 0 : i / a.inner % a.channels];
  const float number = a.upstream.count > 0 ? a.upstream[i] : a.x[i];
  a.y[i] = a.x[i] > 0 ? number : slope * number;
}

/// The number that SplitMix64 makes of a state.
DEVICE unsigned long long scrambled(unsigned long long state) {
  unsigned long long bits = state + 0x9E3779B97F4A7C15ull;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ull;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;
  return bits ^ (bits >> 31);
}

KERNEL(dropout, cuda_dropout_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  unsigned long long seed = a.seed;
  if (a.step.count > 0) {
    const float step = rintf(a.step[0]);
    // What is no whole number of 64 bits counts as 0; 2⁶³ is the first that is not.
    const bool fits = step >= -9223372036854775808.0f && step < 9223372036854775808.0f;
    seed = scrambled(seed + scrambled(fits ? (unsigned long long)(long long)step : 0));
  }
  const unsigned long long bits = scrambled(seed + i * 0x9E3779B97F4A7C15ull);
  a.y[i] = (double)(bits >> 11) >= a.limit ? a.x[i] * a.scale : 0;
}

/// Arithmetic of what broadcasting brings together.
KERNEL(binary, cuda_binary_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const float left = a.a[walked(i, a.rank, a.lengths, a.a_strides)];
  const float right = a.b[walked(i, a.rank, a.lengths, a.b_strides)];
  switch (a.function) {
  case cuda_add: a.y[i] = left + right; break;
  case cuda_subtract: a.y[i] = left - right; break;
  case cuda_multiply: a.y[i] = left * right; break;
  case cuda_divide: a.y[i] = left / right; break;
  }
}
